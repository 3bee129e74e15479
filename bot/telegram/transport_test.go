package telegram

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"baocaobot/flows"
)

// A server that says the token back in every way we could think of. What comes
// out of the gateway must not hold it; TestMain looks at the log lines too.
func TestTokenNeverComesBack(t *testing.T) {
	escaped := strings.ReplaceAll(testToken, ":", "%3A")
	long := strings.Repeat("x", shownAnswer-35) + testToken // cut in the middle of the token, if cut first
	for name, answer := range map[string]func(w http.ResponseWriter, r *http.Request){
		"description": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":false,"error_code":400,"description":"Bad Request: no %s"}`, r.URL.Path)
		},
		"our bug with an escaped token": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, escaped)
		},
		"page": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, "<p>%s is forbidden", r.URL)
		},
		"long page": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(w, long)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.invalid"+r.URL.Path, http.StatusTemporaryRedirect)
		},
		"redirect to nonsense": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://["+r.URL.Path)
			w.WriteHeader(http.StatusMovedPermanently)
		},
		"not HTTP": func(w http.ResponseWriter, r *http.Request) {
			hijack(w, "I do not speak "+r.URL.Path+"\r\n\r\n")
		},
		"broken header": func(w http.ResponseWriter, r *http.Request) {
			hijack(w, "HTTP/1.1 200 OK\r\n"+testToken+"\r\n\r\n")
		},
		"broken status": func(w http.ResponseWriter, r *http.Request) {
			hijack(w, "HTTP/1.1 "+testToken+" OK\r\n\r\n")
		},
		"retry after": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", testToken)
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"result of another shape": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%q,"file_path":%q,"id":%q}}`, testToken, testToken, testToken)
		},
	} {
		server := httptest.NewServer(http.HandlerFunc(answer))
		g, c := gateway(t, server)
		said := &strings.Builder{}
		for _, ask := range everything(g, c) {
			if err := note(ask()); err != nil {
				fmt.Fprintf(said, "%v %#v\n", err, err)
			}
		}
		server.Close()
		if strings.Contains(said.String(), testSecret) || strings.Contains(said.String(), testSecret[:12]) {
			t.Errorf("%s: the token came back: %s", name, said)
		}
		if said.Len() == 0 {
			t.Errorf("%s: nothing was refused, so nothing was tested", name)
		}
	}
}

// everything calls each method; the clock ends the call at its third wait.
func everything(g *Gateway, c *turntable) []func() error {
	screen := flows.Screen{Text: "<b>x</b>"}
	document := flows.Screen{Text: "x", File: &fileOf}
	return []func() error{
		func() error { _, err := g.Me(c.endAfter(3)); return err },
		func() error { _, err := g.Send(c.endAfter(3), 42, screen); return err },
		func() error { _, err := g.Send(c.endAfter(3), 42, document); return err },
		func() error { _, err := g.Edit(c.endAfter(3), 42, 7, screen); return err },
		func() error { return g.AnswerPress(c.endAfter(3), "p", "") },
		func() error { return g.SetCommands(c.endAfter(3), 0, nil) },
		func() error { _, err := g.Download(c.endAfter(3), "f", 100); return err },
		func() error { return g.Poll(c.endAfter(3), nil) },
	}
}

func hijack(w http.ResponseWriter, answer string) {
	conn, buffered, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	_, _ = buffered.WriteString(answer)
	_ = buffered.Flush()
}

// Only the first part of the path that holds the stand-in is ours.
func TestDownloadPathWithTheStandInItself(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"getFile": {okay(`{"file_path":"documents/botTOKEN/báo cáo?.xlsx"}`)},
		"file/documents/botTOKEN/báo cáo?.xlsx": {{status: 200, body: "bytes"}},
	})
	g, _ := gateway(t, server)
	data, err := g.Download(t.Context(), "f", 100)
	if note(err) != nil || string(data) != "bytes" {
		t.Errorf("%q, %v, asked %v", data, err, s.asked())
	}
}

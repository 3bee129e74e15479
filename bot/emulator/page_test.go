package emulator

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func (b *bench) visit(method, path, body string, headers ...string) answer {
	b.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, "=")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	return b.do(r)
}

func TestPageUsesThePhone(t *testing.T) {
	b := newBench(t)
	b.same("phones", b.visit("GET", "/phones", "").body, `{"bot":"Báo cáo","phones":[{"id":1001,"name":"Lan","started":false}]}`)
	b.same("say", b.visit("POST", "/phone/1001/say", `{"text":"/start"}`).body, `{"message_id":1}`)
	b.same("the update of it", b.updates()[0].Message.Text, "/start")
	b.call("sendMessage", "chat_id=1001", "text=Chọn", keyboard)
	b.same("press", b.visit("POST", "/phone/1001/press", `{"message_id":2,"data":"yes"}`).body, `{"pressed":true}`)
	query := b.updates("offset=501")[0].Callback
	b.same("the update of it", query.Data, "yes")
	b.call("answerCallbackQuery", "callback_query_id="+query.ID, "text=Đã ghi")
	b.same("look", b.visit("GET", "/phone/1001/messages?after=3", "").body, `{"seq":4,"messages":[`+
		`{"id":1,"from_bot":false,"text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}],"date":"2024-05-20T01:00:00Z"},`+
		`{"id":2,"from_bot":true,"text":"Chọn","buttons":[[{"text":"Có","callback_data":"yes"},{"text":"Không","callback_data":"no"}]],"date":"2024-05-20T01:00:00Z"}`+
		`],"toasts":["Đã ghi"],"commands":[]}`)

	if err := b.lan.Press("no"); err != nil {
		t.Fatal(err)
	}
	b.call("answerCallbackQuery", "callback_query_id="+b.updates("offset=-1")[0].Callback.ID, "text=Đã sửa")
	for path, want := range map[string]string{"?after=3": `["Đã ghi","Đã sửa"]`, "?after=4": `["Đã sửa"]`, "": `[]`} {
		var seen look
		if err := json.Unmarshal([]byte(b.visit("GET", "/phone/1001/messages"+path, "").body), &seen); err != nil {
			t.Fatal(err)
		}
		b.same("toasts "+path, b.json(seen.Toasts), want)
	}
}

func TestInvitedPersonStartsOnThePage(t *testing.T) {
	b := newBench(t)
	hoa := b.s.Phone(1002, "Hoa")
	b.lan.Invite("OLD")
	b.lan.Invite("A1-b_2")
	hoa.Invite("GONE")
	hoa.Invite("")
	b.same("nothing is said yet", b.call("getUpdates").body, `{"ok":true,"result":[]}`)
	b.same("still a stranger to the bot", b.call("sendMessage", "chat_id=1001", "text=a").status, 403)
	b.same("invited", b.visit("GET", "/phones", "").body, `{"bot":"Báo cáo","phones":[`+
		`{"id":1001,"name":"Lan","started":false,"start":"A1-b_2"},{"id":1002,"name":"Hoa","started":false}]}`)
	b.visit("POST", "/phone/1001/say", `{"text":"/start A1-b_2"}`)
	b.same("the update of it", b.updates()[0].Message.Text, "/start A1-b_2")
	b.same("started", b.visit("GET", "/phones", "").body, `{"bot":"Báo cáo","phones":[`+
		`{"id":1001,"name":"Lan","started":true},{"id":1002,"name":"Hoa","started":false}]}`)
}

func TestBrowserAsksForAnIcon(t *testing.T) {
	b := newBench(t)
	got := b.visit("GET", "/favicon.ico", "")
	b.same("answer", []any{got.status, got.body}, []any{204, ""})
	b.same("foreign host", b.visit("GET", "/favicon.ico", "", "Host=evil.example").status, 403)
	b.same("only asked for", b.visit("POST", "/favicon.ico", "{}").status, 405)
}

func TestPageWaitsForChanges(t *testing.T) {
	b := started(t)
	r, err := http.NewRequestWithContext(soon(t), http.MethodGet, b.base+"/phone/1001/messages?after=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	answers := later(r)
	b.call("sendMessage", "chat_id=1001", "text=Xin chào")
	if got := (<-answers).body; !strings.Contains(got, "Xin chào") {
		t.Errorf("the page was shown %s", got)
	}
}

func TestPageDownload(t *testing.T) {
	b := started(t)
	b.upload("sendDocument", "document", "báo cáo.xlsx", []byte("PK"), "chat_id=1001")
	b.s.Phone(1002, "Hoa")
	id := b.lan.Messages()[1].File.ID
	got := b.visit("GET", "/phone/1001/file/"+id, "")
	b.same("bytes", got.body, "PK")
	b.same("name", got.header.Get("Content-Disposition"), "attachment; filename*=utf-8''b%C3%A1o%20c%C3%A1o.xlsx")
	b.same("of another chat", b.visit("GET", "/phone/1002/file/"+id, "").status, 404)
}

func TestPageSendsFiles(t *testing.T) {
	b := started(t)
	large := strings.Repeat("A", largestSay) // base64
	for _, body := range []string{`{"name":"a.png","photo":true,"data":"anBlZw==","caption":" Biên bản "}`, `{"name":"kế hoạch.pdf","data":"` + large + `"}`} {
		b.same("answer", b.visit("POST", "/phone/1001/send", body).status, 200)
	}
	updates := b.updates()
	b.same("photo", []any{updates[0].Message.Photo[0].Size, updates[0].Message.Caption}, []any{4, "Biên bản"})
	b.same("document", []any{updates[1].Message.Document.Size, updates[1].Message.Document.Name}, []any{largestSay / 4 * 3, "kế hoạch.pdf"})
	for body, status := range map[string]int{`{`: 400, `{"data":"!"}`: 400, `{"name":"a"}`: 400} {
		b.same(body, b.visit("POST", "/phone/1001/send", body).status, status)
	}
	b.same("nobody", b.visit("POST", "/phone/9999/send", `{"data":"AAAA"}`).status, 404)
	b.same("too large to say", b.visit("POST", "/phone/1001/say", `{"text":"`+large+`"}`).status, 400)
	b.lan.Block()
	b.same("blocked", b.visit("POST", "/phone/1001/send", `{"data":"AAAA"}`).status, 409)
}

func TestPageIsServed(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/", "/phone/"} {
		got := b.visit("GET", path, "")
		b.same(path, []any{got.status, got.header.Get("Content-Type")}, []any{200, "text/html; charset=utf-8"})
	}
	for _, foreign := range []string{"http://", "https://", "//cdn", "@import"} {
		if strings.Contains(string(page), foreign) {
			t.Errorf("the page fetches something: %s", foreign)
		}
	}
}

func TestPageRefusals(t *testing.T) {
	b := started(t)
	own := "Origin=" + b.base
	for _, c := range []struct {
		method, path, body string
		headers            []string
		status             int
	}{
		{"POST", "/phone/1001/say", `{"text":"a"}`, []string{own}, 200},
		{"POST", "/phone/1001/say", `{"text":"a"}`, []string{"Origin=http://evil.example"}, 403},
		{"POST", "/phone/1001/say", `{"text":"a"}`, []string{"Origin=http://localhost:1"}, 403},
		{"POST", "/phone/1001/say", `{"text":"a"}`, []string{"Origin=null"}, 403},
		{"POST", "/phone/1001/say", `{"text":"a"}`, []string{"Host=evil.example"}, 403},
		{"GET", "/phones", "", []string{"Host=evil.example:80"}, 403},
		{"GET", "/phones", "", []string{"Sec-Fetch-Site=cross-site"}, 403},
		{"POST", "/phone/1001/say", `text=a`, []string{"Content-Type=text/plain"}, 415},
		{"POST", "/phone/1001/say", `{`, nil, 400},
		{"POST", "/phone/1001/say", `{"text":" "}`, nil, 409},
		{"POST", "/phone/1001/press", `{`, nil, 400},
		{"POST", "/phone/9999/say", `{"text":"a"}`, nil, 404},
		{"GET", "/phone/x/messages", "", nil, 404},
		{"GET", "/phone/1001/file/none", "", nil, 404},
	} {
		got := b.visit(c.method, c.path, c.body, c.headers...)
		b.same(c.path+" "+strings.Join(c.headers, " "), got.status, c.status)
	}
	b.same("only one was said", len(b.lan.Messages()), 2)
	b.lan.Block()
	b.same("press", b.visit("POST", "/phone/1001/press", `{"message_id":1,"data":"a"}`).status, 409)
}

func TestListenOnThisMachineOnly(t *testing.T) {
	s := New(Options{Token: token})
	defer s.Close()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.org:0"} {
		if base, err := s.Listen(addr); err == nil {
			t.Errorf("listens on %s as %s", addr, base)
		}
	}
}

package main

import (
	"context"
	"net"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"baocaobot/bot/emulator"
)

func TestWrongWebhookFlagsGiveOneSentence(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	t.Setenv("TELEGRAM_TOKEN", "42:right-token")
	t.Setenv("TELEGRAM_API", "http://127.0.0.1:1")
	db := filepath.Join(t.TempDir(), "x.db")
	const hook = "https://bot.example.vn/telegram"
	cases := []struct {
		webhook, listen, secret string
		code                    int
		said                    string
	}{
		{hook, "", "", exitUsage, "--webhook needs --listen"},
		{"", "127.0.0.1:8443", "", exitUsage, "--listen needs --webhook"},
		{"http://bot.example.vn/telegram", "8443", "", exitUsage, "must begin with https://"},
		{hook + "?key=1", "8443", "", exitUsage, "no query"},
		{hook + "#x", "8443", "", exitUsage, "no query"},
		{hook, "8443", "hai từ", exitUsage, "secret must be"},
		{hook, "here", "", exitUsage, "write it as 127.0.0.1:8443"},
		{hook, "127.0.0.1", "", exitUsage, "write it as 127.0.0.1:8443"},
		{hook, "127.0.0.1:84430", "", exitUsage, "write it as 127.0.0.1:8443"},
		{hook, "203.0.113.7:8443", "", exitFailed, "give an address of this machine"},
		{hook, taken.Addr().String(), "", exitFailed, "another program listens on"},
	}
	for _, c := range cases {
		t.Setenv("TELEGRAM_WEBHOOK", c.webhook)
		t.Setenv("BAOCAO_LISTEN", c.listen)
		t.Setenv("TELEGRAM_WEBHOOK_SECRET", c.secret)
		code, stdout, stderr := command(t, "serve", "--db", db)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.said) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%+v:\nexit %d, said %q", c, code, stderr)
		}
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a database was made")
	}
}

func TestAListenAddressIsOnLoopbackUnlessNamed(t *testing.T) {
	for text, want := range map[string]string{"8443": "127.0.0.1:8443", ":8443": "127.0.0.1:8443", "0.0.0.0:8443": "0.0.0.0:8443",
		"[::1]:8443": "[::1]:8443", "localhost:0": "localhost:0"} {
		if got, err := listenAddress(text); got != want || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// The program behind a reverse proxy, as it is meant to be run.
func TestServeBehindAProxy(t *testing.T) {
	tg := emulator.New(emulator.Options{Token: "42:right-token"})
	defer tg.Close()
	api, err := tg.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	backend := make(chan *url.URL, 1)
	behind := sync.OnceValue(func() *url.URL { return <-backend })
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind()) }})
	defer proxy.Close()
	t.Setenv("TELEGRAM_TOKEN", "42:right-token")
	t.Setenv("TELEGRAM_API", api)
	ctx, cancel := context.WithCancel(t.Context())
	said := &notifier{seen: make(chan struct{}, 1), word: "serving"}
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"serve", "--webhook", proxy.URL + "/telegram", "--listen", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "x.db")}, said, said)
	}()
	<-said.seen
	found := regexp.MustCompile(`listen=(\S+)`).FindStringSubmatch(said.text())
	if found == nil {
		t.Fatalf("the log does not tell where it listens:\n%s", said.text())
	}
	backend <- &url.URL{Scheme: "http", Host: found[1]}
	stranger := tg.Phone(1, "người lạ")
	stranger.Say("xin chào")
	waiting, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	err = stranger.Await(waiting, func(chat []emulator.Message) bool { return strings.Contains(chat[len(chat)-1].Text, "thư mời") })
	if err != nil {
		t.Errorf("%v:\n%s", err, said.text())
	}
	cancel()
	if code := <-ended; code != exitOK {
		t.Errorf("exit %d: %s", code, said.text())
	}
}

package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func isSetOnce() map[string][]reply { return map[string][]reply{"setWebhook": {okay("true")}} }

// post makes a request with a secret, none for "", and gives the whole answer.
func post(t *testing.T, method, url, secret, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		r.Header.Set(secretHeader, secret)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	answer.Header.Del("Date")
	return fmt.Sprint(answer.StatusCode, " ", answer.Header, " ", string(text), answer.Close)
}

func TestStrangersLearnNothing(t *testing.T) {
	_, c := callMe(t, isSetOnce(), refuseAll)
	nothing := "404 map[Content-Length:[0]] true"
	update := text("1", "một")
	for _, r := range []struct{ method, path, secret string }{
		{"GET", "", webhookSecret}, {"PUT", "", webhookSecret}, {"OPTIONS", "", ""},
		{"POST", "/", webhookSecret}, {"POST", "/x", webhookSecret}, {"GET", "/../..", ""},
		{"POST", "", ""}, {"POST", "", "S-3_cre"}, {"POST", "", "S-3_crett"}, {"POST", "", "s-3_cret"}, {"POST", "", "sai"},
	} {
		if got := post(t, r.method, c.url+r.path, r.secret, update); got != nothing {
			t.Errorf("%v: %s", r, got)
		}
	}
	if n := strings.Count(c.log.String(), "without the right secret"); n != 1 {
		t.Errorf("%d lines for five wrong secrets:\n%s", n, c.log)
	}
	_ = c.watch.turntable.pause(t.Context(), refusalsTold)
	post(t, "POST", c.url, "sai", update)
	if !strings.Contains(c.log.String(), "deliveries=5") {
		t.Errorf("the four untold and the new one are not counted:\n%s", c.log)
	}
	c.stop(t)
}

// A stranger's body is not waited for.
func TestAWrongSecretIsAnsweredBeforeTheBody(t *testing.T) {
	_, c := callMe(t, isSetOnce(), refuseAll)
	conn := knock(t, c.url, "sai", 1<<20)
	answer, err := io.ReadAll(conn) // to the end of the connection
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 404 ") {
		t.Errorf("%q, %v", answer, err)
	}
	c.stop(t)
}

// knock sends the head of a delivery and the first byte of its body.
func knock(t *testing.T, url, secret string, length int) net.Conn {
	t.Helper()
	host := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/telegram")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	fmt.Fprintf(conn, "POST /telegram HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: %d\r\n\r\n{", secretHeader, secret, length)
	return conn
}

func TestADeliveryIsConfirmedWhenItIsKept(t *testing.T) {
	var heard []string
	failures := 2
	_, c := callMe(t, isSetOnce(), func(_ context.Context, batch []Update) error {
		for _, u := range batch {
			heard = append(heard, fmt.Sprint(u.ID, " ", u.Kind, " ", u.Text))
		}
		switch failures--; failures {
		case 1:
			return errors.New("the disk is full, says " + testToken)
		case 0:
			panic("một điều riêng tư")
		}
		return nil
	})
	code := func(body string) string { return strings.Fields(post(t, "POST", c.url, webhookSecret, body))[0] }
	got := []string{
		code(text("1", "một")), code(text("1", "một")), code(text("1", "một")), // kept at the third time
		code("rác"), code(`{"update_id":2,"message":"not an object"}`), code("null"), code(""), // never asked for again
		code(`{"update_id":3,"text":"` + strings.Repeat("x", 2<<20) + `"}`),
		code(text("4", "bốn")),
	}
	if diff := cmp.Diff([]string{"500", "500", "200", "200", "200", "200", "200", "413", "200"}, got); diff != "" {
		t.Error(diff)
	}
	c.stop(t)
	want := []string{"1 message một", "1 message một", "1 message một", "0 bad ", "2 bad ", "0 other ", "0 bad ", "4 message bốn"}
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(c.log.String(), "riêng tư") {
		t.Errorf("the log holds what panicked:\n%s", c.log)
	}
}

// A body that drips, or never comes, costs one connection for a while.
func TestASlowBodyIsNotWaitedForLong(t *testing.T) {
	g, _ := gateway(t, httptest.NewServer(http.NotFoundHandler()))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String() + "/telegram"
	ctx, cancel := context.WithCancel(t.Context())
	d := newDoor(ctx, g, WebhookOptions{URL: url, Secret: webhookSecret}, refuseAll)
	d.limits = doorLimits{head: 50 * time.Millisecond, all: 50 * time.Millisecond}
	ended := make(chan error, 1)
	go func() { ended <- d.open(listener) }()
	answer, err := io.ReadAll(knock(t, url, webhookSecret, 100))
	if err != nil || !bytes.HasPrefix(answer, []byte("HTTP/1.1 408 ")) {
		t.Errorf("slow body: %q, %v", answer, err)
	}
	head, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(head, "POST /telegram HTTP/1.1\r\nHost:")
	if answer, err := io.ReadAll(head); err != nil || bytes.Contains(answer, []byte(" 200 ")) {
		t.Errorf("slow head: %q, %v", answer, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestStoppingFinishesTheDeliveryInHand(t *testing.T) {
	began, finish := make(chan struct{}), make(chan struct{})
	_, c := callMe(t, isSetOnce(), func(ctx context.Context, _ []Update) error {
		close(began)
		<-ctx.Done()
		<-finish
		return nil
	})
	var answer string
	var asking sync.WaitGroup
	asking.Go(func() { answer = post(t, "POST", c.url, webhookSecret, text("1", "một")) })
	<-began
	c.cancel()
	select {
	case err := <-c.ended:
		t.Fatalf("ended with a delivery in hand: %v", err)
	default:
	}
	close(finish)
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
	asking.Wait()
	if !strings.HasPrefix(answer, "200 ") {
		t.Errorf("answered %s", answer)
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(c.url, "http://"), "/telegram")); err == nil {
		t.Error("it still listens")
	}
}

func TestASilentConnectionDoesNotDelayTheStop(t *testing.T) {
	_, c := callMe(t, isSetOnce(), refuseAll)
	host := strings.TrimSuffix(strings.TrimPrefix(c.url, "http://"), "/telegram")
	for range 3 {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	post(t, "POST", c.url, "sai", "") // accepted after those
	began := time.Now()
	c.stop(t)
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

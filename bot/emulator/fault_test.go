package emulator

import (
	"context"
	"net/http"
	"testing"
	"time"
)

func TestFaultsInOrder(t *testing.T) {
	b := started(t)
	b.s.Fault(Fault{Method: "sendMessage", Kind: TooManyRequests, RetryAfter: 7, Times: 2})
	b.s.Fault(Fault{Method: "sendMessage", Kind: BadGateway})
	b.s.Fault(Fault{Method: "getMe", Kind: Unauthorized})
	b.s.Fault(Fault{Kind: InternalError})
	b.s.Fault(Fault{Method: "getUpdates", Kind: Conflicting})

	flood := `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`
	first := b.call("sendMessage", "chat_id=1001", "text=a")
	b.same("429", first.body, flood)
	b.same("status", first.status, 429)
	b.same("header", first.header.Get("Retry-After"), "7")
	b.same("429 again", b.call("sendMessage", "chat_id=1001", "text=a").body, flood)
	page := b.call("sendMessage", "chat_id=1001", "text=a")
	b.same("502", []any{page.status, page.header.Get("Content-Type"), page.body + "\n"}, []any{502, "text/html", nginxPage})
	b.same("401", b.call("getMe").body, refusal(401, "Unauthorized"))
	b.same("500", b.call("getMe").body, refusal(500, "Internal Server Error"))
	b.same("409", b.call("getUpdates").body, refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"))
	b.same("left", b.s.FaultsLeft(), 0)
	b.same("nothing was sent", len(b.lan.Messages()), 1)
	b.same("well again", b.call("sendMessage", "chat_id=1001", "text=a").status, 200)

	var codes []int
	for _, r := range b.s.Requests() {
		if r.Method == "sendMessage" {
			codes = append(codes, r.Code)
		}
	}
	b.same("codes kept", codes, []int{429, 429, 502, 200})
}

// lost makes a call that must end without an answer.
func (b *bench) lost(ctx context.Context, method string, pairs ...string) {
	b.Helper()
	response, err := http.DefaultClient.Do(b.request(ctx, method, pairs...))
	if err == nil {
		response.Body.Close()
		b.Errorf("%s was answered with %s", method, response.Status)
	}
}

func TestAnswersThatAreLost(t *testing.T) {
	b := started(t)
	b.s.Fault(Fault{Method: "sendMessage", Kind: DropBefore})
	b.s.Fault(Fault{Method: "sendMessage", Kind: DropAfter})
	b.lost(soon(t), "sendMessage", "chat_id=1001", "text=không tới")
	b.same("before the deed", len(b.lan.Messages()), 1)
	b.lost(soon(t), "sendMessage", "chat_id=1001", "text=đã tới")
	b.same("after the deed", b.lan.Messages()[1].Text, "đã tới")
}

func TestHangUntilTheClientGoes(t *testing.T) {
	b := started(t)
	b.s.Fault(Fault{Method: "sendMessage", Kind: Hang})
	ctx, leave := context.WithCancel(soon(t))
	go func() {
		_ = b.s.AwaitRequests(ctx, func([]Request) bool { return b.s.FaultsLeft() == 0 })
		leave()
	}()
	b.lost(ctx, "sendMessage", "chat_id=1001", "text=a")
	b.same("nothing was sent", len(b.lan.Messages()), 1)
}

func TestCloseEndsAHangingRequest(t *testing.T) {
	b := started(t)
	b.s.Fault(Fault{Method: "getMe", Kind: Hang})
	ctx := soon(t)
	go func() {
		_ = b.s.AwaitRequests(ctx, func([]Request) bool { return b.s.FaultsLeft() == 0 })
		b.s.Close()
	}()
	b.lost(ctx, "getMe")
}

func TestFloodLimits(t *testing.T) {
	b := started(t, func(o *Options) { o.Limits = Limits{PerChat: 1, Burst: 3, Overall: 5} })
	hoa := b.s.Phone(1002, "Hoa")
	hoa.Start("")
	send := func(chat string) int { return b.call("sendMessage", "chat_id="+chat, "text=a").status }
	b.same("a burst of three", []int{send("1001"), send("1001"), send("1001")}, []int{200, 200, 200})
	b.same("the fourth", b.call("sendMessage", "chat_id=1001", "text=a").body,
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}`)
	b.same("an edit counts", b.call("editMessageText", "chat_id=1001", "message_id=2", "text=b").status, 429)
	b.same("another chat, then all chats", []int{send("1002"), send("1002"), send("1002")}, []int{200, 200, 429})
	b.clock.forward(time.Second)
	b.same("a second later", []int{send("1001"), send("1001")}, []int{200, 429})
}

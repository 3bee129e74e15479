package bot

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// Whatever goes wrong between the bot and Telegram, a conversation goes on, each
// answer is stored once, and the chat shows the newest screen.
func TestEveryKindOfFault(t *testing.T) {
	methods := []string{"getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery"}
	kinds := map[string]emulator.FaultKind{
		"429": emulator.TooManyRequests, "502 with HTML": emulator.BadGateway, "500": emulator.InternalError,
		"409": emulator.Conflicting, "cut before": emulator.DropBefore, "cut after the deed": emulator.DropAfter,
	}
	for name, kind := range kinds {
		for _, method := range methods {
			if kind == emulator.Conflicting && method != "getUpdates" {
				continue // only a poll meets another program
			}
			t.Run(name+" "+method, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t).run()
				p := w.joined(1, flows.Cadre, "a-luoi")
				p.says("12", "12 cuộc")
				w.server.Fault(emulator.Fault{Method: method, Kind: kind})
				p.Say("45")
				p.shows("45 cuộc")
				eventually(t, "at rest", func() bool { return w.bot.lanes.idle(1) }) // an answer that was lost is sent again
				p.presses("☰ Mục lục", "Đã trả lời 2/128 mục")
				p.presses("▶ Làm tiếp", "▶ Số lượt người dự (cấp huyện)")
				p.says("450", "450 lượt người")
				if left := w.server.FaultsLeft(); left != 0 {
					t.Errorf("%d faults were not met", left)
				}
				if n := w.number("select count(*) from answer"); n != 3 {
					t.Errorf("%d answers stored, want 3", n)
				}
			})
		}
	}
}

// A server that takes the request and never answers is given up and asked again.
func TestAServerThatDoesNotAnswer(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.Hang})
	p.Say("12")
	eventually(t, "stored", func() bool { return len(w.report("a-luoi").Answers) == 1 })
	eventually(t, "its screen is not answered", func() bool { return w.server.FaultsLeft() == 0 })
	other := w.joined(2, flows.Cadre, "phu-loc") // nobody else waits for that chat
	other.says("7", "7 cuộc")
}

// While another program holds the database nothing is confirmed; once it lets go,
// everything said meanwhile is taken, in order and once.
func TestADatabaseLockedByAnotherProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("waits out the five seconds of the database's patience")
	}
	t.Parallel()
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	before := len(p.fromBot())
	other, err := sql.Open("sqlite", "file:"+w.path+"?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	p.Say("12")
	p.Say("45")
	eventually(t, "given up once", func() bool { return strings.Contains(w.log.String(), "will try again") })
	if now := p.fromBot(); len(now) != before {
		t.Errorf("said while nothing could be stored: %q", now[before:])
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	p.shows("45 cuộc")
	if n := w.number("select count(*) from answer"); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// Every kind of update of the Bot API, most of which no phone here can make, is passed
// without a trace, and the conversation around them goes on.
func TestEveryKindOfUpdate(t *testing.T) {
	w := newWorld(t)
	person := `"from":{"id":1,"is_bot":false,"first_name":"cán bộ"},"chat":{"id":1,"type":"private","first_name":"cán bộ"},"date":1716880000`
	kinds := []string{
		`"channel_post":{"message_id":1,"chat":{"id":-1,"type":"channel"},"date":1,"text":"x"}`,
		`"edited_channel_post":{"message_id":1,"chat":{"id":-1,"type":"channel"},"date":1,"text":"x"}`,
		`"business_connection":{"id":"b","user":{"id":1},"user_chat_id":1,"date":1,"is_enabled":true}`,
		`"business_message":{"message_id":1,` + person + `,"text":"x"}`,
		`"edited_business_message":{"message_id":1,` + person + `,"text":"x"}`,
		`"deleted_business_messages":{"business_connection_id":"b","chat":{"id":1,"type":"private"},"message_ids":[1]}`,
		`"message_reaction":{"chat":{"id":1,"type":"private"},"message_id":1,"user":{"id":1},"date":1,"old_reaction":[],"new_reaction":[]}`,
		`"message_reaction_count":{"chat":{"id":1,"type":"private"},"message_id":1,"date":1,"reactions":[]}`,
		`"inline_query":{"id":"q","from":{"id":1},"query":"x","offset":""}`,
		`"chosen_inline_result":{"result_id":"r","from":{"id":1},"query":"x"}`,
		`"callback_query":{"id":"c","from":{"id":1},"inline_message_id":"i","chat_instance":"1","data":"none|x"}`,
		`"callback_query":{"id":"d","from":{"id":1},"chat_instance":"1"}`,
		`"shipping_query":{"id":"s","from":{"id":1},"invoice_payload":"x"}`,
		`"pre_checkout_query":{"id":"p","from":{"id":1},"currency":"VND","total_amount":1,"invoice_payload":"x"}`,
		`"purchased_paid_media":{"from":{"id":1},"paid_media_payload":"x"}`,
		`"poll":{"id":"1","question":"?","options":[],"total_voter_count":0}`,
		`"poll_answer":{"poll_id":"1","user":{"id":1},"option_ids":[0]}`,
		`"my_chat_member":{"chat":{"id":1,"type":"private"},"from":{"id":1},"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"member"}}`,
		`"chat_member":{"chat":{"id":-1,"type":"group"},"from":{"id":1},"date":1}`,
		`"chat_join_request":{"chat":{"id":-1,"type":"group"},"from":{"id":1},"date":1}`,
		`"chat_boost":{"chat":{"id":-1,"type":"channel"},"boost":{}}`,
		`"removed_chat_boost":{"chat":{"id":-1,"type":"channel"},"boost_id":"x","remove_date":1}`,
		`"a_kind_to_come":{"anything":[1,2,{"x":null}]}`,
	}
	for _, field := range []string{"voice", "audio", "video", "video_note", "animation", "sticker", "contact", "location", "venue", "poll", "dice", "game", "story",
		"new_chat_title", "pinned_message", "successful_payment", "users_shared", "web_app_data", "forum_topic_created", "giveaway", "checklist", "a_field_to_come"} {
		kinds = append(kinds, fmt.Sprintf(`"message":{"message_id":%d,%s,%q:{"file_id":"f","file_unique_id":"u"}}`, 100+len(kinds), person, field))
	}
	said := func(text string) string {
		return fmt.Sprintf(`"message":{"message_id":%d,%s,"text":%q}`, 1000+len(kinds), person, text)
	}
	kinds = append([]string{said("/start " + w.invite(flows.Cadre, "a-luoi"))}, append(kinds, said("12"))...)
	var polls atomic.Int64
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/getUpdates") && polls.Add(1) == 1:
			raw := make([]json.RawMessage, len(kinds))
			for i, k := range kinds {
				raw[i] = json.RawMessage(fmt.Sprintf(`{"update_id":%d,%s}`, 500+i, k))
			}
			_ = json.NewEncoder(rw).Encode(map[string]any{"ok": true, "result": raw})
		case strings.HasSuffix(r.URL.Path, "/getUpdates"):
			<-over
		case strings.HasSuffix(r.URL.Path, "/sendMessage"):
			fmt.Fprint(rw, `{"ok":true,"result":{"message_id":1}}`)
		default:
			fmt.Fprint(rw, `{"ok":true,"result":true}`)
		}
	}))
	defer server.Close()
	gateway, err := telegram.New(telegram.Options{Token: token, API: server.URL, PerChat: telegram.Unlimited, Overall: telegram.Unlimited})
	if err != nil {
		t.Fatal(err)
	}
	w.bot.gateway = gateway
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx) }()
	eventually(t, "the answer behind them all", func() bool { return len(w.report("a-luoi").Answers) == 1 })
	cancel()
	close(over)
	if err := <-ended; err != nil {
		t.Errorf("the bot ended with %v", err)
	}
	if n := w.number("select count(*) from answer"); n != 1 {
		t.Errorf("%d answers, want the one that was typed", n)
	}
	if n := w.number("select count(*) from parked"); n != 0 {
		t.Errorf("%d updates are parked; none of these is a fault", n)
	}
	if n := w.number("select count(*) from seen"); n != int64(len(kinds)) {
		t.Logf("%d of %d updates needed a turn", n, len(kinds))
	}
}

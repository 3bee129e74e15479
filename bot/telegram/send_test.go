package telegram

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

var fileOf = flows.File{Name: `Báo cáo "6 tháng".xlsx`, Data: []byte("workbook")}

func button(label, data string) flows.Button { return flows.Button{Label: label, Data: data} }

func TestSend(t *testing.T) {
	for _, test := range []struct {
		name   string
		screen flows.Screen
		want   asked
	}{
		{"text", flows.Screen{Text: "<b>Số cuộc</b> giám sát &lt; 5?"}, asked{"sendMessage", map[string]string{
			"chat_id": "42", "parse_mode": "HTML", "text": "<b>Số cuộc</b> giám sát &lt; 5?"}, ""}},
		{"buttons, an empty row left out", flows.Screen{Text: "Chọn", Buttons: [][]flows.Button{{button("1.250", "a:1"), button("125", "a:2")}, {}, {button("Bỏ qua", "skip")}}},
			asked{"sendMessage", map[string]string{"chat_id": "42", "parse_mode": "HTML", "text": "Chọn",
				"reply_markup": `{"inline_keyboard":[[{"text":"1.250","callback_data":"a:1"},{"text":"125","callback_data":"a:2"}],[{"text":"Bỏ qua","callback_data":"skip"}]]}`}, ""}},
		{"only empty rows", flows.Screen{Text: "x", Buttons: [][]flows.Button{{}}}, asked{"sendMessage", map[string]string{
			"chat_id": "42", "parse_mode": "HTML", "text": "x"}, ""}},
		{"document", flows.Screen{Text: "<i>Bản tổng hợp</i>", File: &fileOf, Buttons: [][]flows.Button{{button("Gửi", "send")}}},
			asked{"sendDocument", map[string]string{"chat_id": "42", "parse_mode": "HTML", "caption": "<i>Bản tổng hợp</i>",
				"reply_markup": `{"inline_keyboard":[[{"text":"Gửi","callback_data":"send"}]]}`}, `Báo cáo "6 tháng".xlsx: workbook`}},
		{"document without words", flows.Screen{File: &fileOf},
			asked{"sendDocument", map[string]string{"chat_id": "42", "parse_mode": "HTML"}, `Báo cáo "6 tháng".xlsx: workbook`}},
		{"photo", flows.Screen{Text: "Tiến độ", File: &flows.File{Name: "tien-do.png", Data: []byte("PNG"), Photo: true}},
			asked{"sendPhoto", map[string]string{"chat_id": "42", "parse_mode": "HTML", "caption": "Tiến độ"}, "tien-do.png: PNG"}},
		{"photo by its id", flows.Screen{Text: "x", File: &flows.File{ID: "AgAC-1", Photo: true}},
			asked{"sendPhoto", map[string]string{"chat_id": "42", "parse_mode": "HTML", "caption": "x", "photo": "AgAC-1"}, ""}},
		{"document by its id", flows.Screen{Text: "x", File: &flows.File{Name: "a.pdf", ID: "BQAC-1"}},
			asked{"sendDocument", map[string]string{"chat_id": "42", "parse_mode": "HTML", "caption": "x", "document": "BQAC-1"}, ""}},
	} {
		s, server := play(t, map[string][]reply{"sendMessage": {sent7}, "sendDocument": {sent7}, "sendPhoto": {sent7}})
		g, _ := gateway(t, server)
		id, err := g.Send(t.Context(), 42, test.screen)
		if note(err) != nil || id != 7 {
			t.Errorf("%s: message %d, %v", test.name, id, err)
		}
		if diff := cmp.Diff([]asked{test.want}, s.asked()); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestSendGoesAgain(t *testing.T) {
	for _, screen := range []flows.Screen{{Text: "x"}, {Text: "x", File: &fileOf}} {
		troubles := []reply{hangUp, badPage, flood7, refused(500, "Internal Server Error", ""), sent7}
		s, server := play(t, map[string][]reply{"sendMessage": troubles, "sendDocument": troubles})
		g, clock := gateway(t, server)
		id, err := g.Send(t.Context(), 42, screen)
		if note(err) != nil || id != 7 {
			t.Errorf("message %d, %v", id, err)
		}
		clock.waited(t, 1e9, 2e9, -7e9, 4e9)
		seen := s.asked()
		if len(seen) != 5 {
			t.Fatalf("%d attempts, want 5", len(seen))
		}
		for _, again := range seen[1:] {
			if diff := cmp.Diff(seen[0], again); diff != "" {
				t.Errorf("another request than the first: %s", diff)
			}
		}
	}
}

func TestFloodWithoutATimeBacksOff(t *testing.T) {
	flood := refused(429, "Too Many Requests", "")
	_, server := play(t, map[string][]reply{"sendMessage": {flood, flood, sent7}})
	g, clock := gateway(t, server)
	if _, err := g.Send(t.Context(), 42, flows.Screen{Text: "x"}); note(err) != nil {
		t.Error(err)
	}
	clock.waited(t, 1e9, 2e9)
}

func TestFloodHoldsEveryChat(t *testing.T) {
	_, server := play(t, map[string][]reply{"sendMessage": {flood7}})
	g, _ := gateway(t, server)
	_, err := g.once(t.Context(), request{method: "sendMessage", chat: 42})
	wait, again := g.again(note(err), &backoff{wait: time.Second})
	if left := g.limits.left(); left != 7*time.Second || wait != 0 || !again {
		t.Errorf("the lane is quiet for %v, the request waits %v by itself, goes again: %v", left, wait, again)
	}
}

func TestSendRefusedForGood(t *testing.T) {
	for _, test := range []struct {
		reply reply
		want  Class
	}{
		{refused(403, "Forbidden: bot was blocked by the user", ""), Unreachable},
		{refused(400, "Bad Request: group chat was upgraded to a supergroup chat", `{"migrate_to_chat_id":-100}`), Moved},
		{refused(401, "Unauthorized", ""), Unauthorized},
		{reply{413, "<h1>413 Request Entity Too Large</h1>", nil}, TooLarge},
		{okay(`true`), OurBug}, // it was shown: sending again would show it twice
	} {
		s, server := play(t, map[string][]reply{"sendDocument": {test.reply}})
		g, clock := gateway(t, server)
		_, err := g.Send(t.Context(), 42, flows.Screen{Text: "x", File: &fileOf})
		if !errors.Is(note(err), test.want) || len(s.asked()) != 1 {
			t.Errorf("%s: %v after %d attempts, want %q after 1", test.reply.body, err, len(s.asked()), test.want)
		}
		clock.waited(t)
	}
}

func TestScreenRefusedAsWrongGoesPlain(t *testing.T) {
	buttons := [][]flows.Button{{button("Gửi", "send")}}
	const markup = `{"inline_keyboard":[[{"text":"Gửi","callback_data":"send"}]]}`
	long := strings.Repeat("ữ", 5000)
	for _, test := range []struct {
		description, text string
		want              map[string]string
	}{
		{`Bad Request: can't parse entities: Unclosed start tag at byte offset 0`, "<b>5 &lt; 7 và a<b",
			map[string]string{"chat_id": "42", "text": "5 < 7 và a<b", "reply_markup": markup}},
		{"Bad Request: message is too long", long,
			map[string]string{"chat_id": "42", "text": long[:4095*len("ữ")] + "…", "reply_markup": markup}},
		{"Bad Request: BUTTON_DATA_INVALID", "<code>5</code>",
			map[string]string{"chat_id": "42", "text": "5"}},
		{"Bad Request: reply markup is too long", "x",
			map[string]string{"chat_id": "42", "text": "x"}},
	} {
		s, server := play(t, map[string][]reply{"sendMessage": {refused(400, test.description, ""), sent7}})
		g, _ := gateway(t, server)
		id, err := g.Send(t.Context(), 42, flows.Screen{Text: test.text, Buttons: buttons})
		if note(err) != nil || id != 7 {
			t.Errorf("%s: message %d, %v", test.description, id, err)
		}
		if diff := cmp.Diff(test.want, s.asked()[1].Params); diff != "" {
			t.Errorf("%s: %s", test.description, diff)
		}
	}
}

func TestPlainIsTriedOnce(t *testing.T) {
	empty := refused(400, "Bad Request: message text is empty", "")
	s, server := play(t, map[string][]reply{"sendMessage": {empty, empty}})
	g, _ := gateway(t, server)
	_, err := g.Send(t.Context(), 42, flows.Screen{})
	if !errors.Is(note(err), OurBug) || len(s.asked()) != 2 {
		t.Errorf("%v after %d attempts", err, len(s.asked()))
	}
}

func TestPeoplesWordsStayOutOfTheLog(t *testing.T) {
	bad := refused(400, "Bad Request: can't parse entities: Unclosed start tag", "")
	_, server := play(t, map[string][]reply{"sendMessage": {badPage, bad, bad}})
	g, _ := gateway(t, server)
	_, err := g.Send(t.Context(), 9005551234, flows.Screen{Text: "lời của đồng chí <b>", Buttons: [][]flows.Button{{button("nhãn nút", "dữ liệu")}}})
	_ = note(err)
	for _, word := range []string{"lời của đồng chí", "nhãn nút", "dữ liệu", "9005551234"} {
		if strings.Contains(said.String(), word) {
			t.Errorf("%q was logged", word)
		}
	}
}

func TestCaptionIsCutAtItsOwnLimit(t *testing.T) {
	s, server := play(t, map[string][]reply{"sendDocument": {refused(400, "Bad Request: message caption is too long", ""), sent7}})
	g, _ := gateway(t, server)
	if _, err := g.Send(t.Context(), 42, flows.Screen{Text: strings.Repeat("x", 2000), File: &fileOf}); note(err) != nil {
		t.Error(err)
	}
	want := asked{"sendDocument", map[string]string{"chat_id": "42", "caption": strings.Repeat("x", 1023) + "…"}, `Báo cáo "6 tháng".xlsx: workbook`}
	if diff := cmp.Diff(want, s.asked()[1]); diff != "" {
		t.Error(diff)
	}
}

func TestEdit(t *testing.T) {
	modified := "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	for _, test := range []struct {
		name    string
		screen  flows.Screen
		replies map[string][]reply
		shown   int
		methods string
	}{
		{"edited", flows.Screen{Text: "x"},
			map[string][]reply{"editMessageText": {okay(`{"message_id":5}`)}}, 5, "editMessageText"},
		{"shown already", flows.Screen{Text: "x"},
			map[string][]reply{"editMessageText": {refused(400, modified, "")}}, 5, "editMessageText"},
		{"gone", flows.Screen{Text: "x"},
			map[string][]reply{"editMessageText": {refused(400, "Bad Request: message to edit not found", "")}, "sendMessage": {sent7}}, 7, "editMessageText sendMessage"},
		{"cannot be edited", flows.Screen{Text: "x"},
			map[string][]reply{"editMessageText": {refused(400, "Bad Request: message can't be edited", "")}, "sendMessage": {sent7}}, 7, "editMessageText sendMessage"},
		{"a document stood there", flows.Screen{Text: "x"},
			map[string][]reply{"editMessageText": {refused(400, "Bad Request: there is no text in the message to edit", "")}, "sendMessage": {sent7}}, 7, "editMessageText sendMessage"},
		{"a document is to stand there", flows.Screen{Text: "x", File: &fileOf},
			map[string][]reply{"sendDocument": {sent7}}, 7, "sendDocument"},
		{"bad tags", flows.Screen{Text: "<b>x"},
			map[string][]reply{"editMessageText": {refused(400, "Bad Request: can't parse entities: Unclosed start tag", ""), okay(`{"message_id":5}`)}}, 5, "editMessageText editMessageText"},
		{"bad tags, shown plain already", flows.Screen{Text: "<b>x"},
			map[string][]reply{"editMessageText": {refused(400, "Bad Request: can't parse entities: Unclosed start tag", ""), refused(400, modified, "")}}, 5, "editMessageText editMessageText"},
	} {
		s, server := play(t, test.replies)
		g, _ := gateway(t, server)
		shown, err := g.Edit(t.Context(), 42, 5, test.screen)
		var methods []string
		for _, a := range s.asked() {
			methods = append(methods, a.Method)
		}
		if got := strings.Join(methods, " "); note(err) != nil || shown != test.shown || got != test.methods {
			t.Errorf("%s: message %d by %s, %v; want %d by %s", test.name, shown, got, err, test.shown, test.methods)
		}
	}
}

// An edit without reply_markup takes the old keyboard away.
func TestEditParameters(t *testing.T) {
	s, server := play(t, map[string][]reply{"editMessageText": {okay("true")}})
	g, _ := gateway(t, server)
	if _, err := g.Edit(t.Context(), 42, 5, flows.Screen{Text: "x"}); note(err) != nil {
		t.Error(err)
	}
	want := []asked{{Method: "editMessageText", Params: map[string]string{"chat_id": "42", "message_id": "5", "parse_mode": "HTML", "text": "x"}}}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Error(diff)
	}
}

func TestManyChatsAtOnce(t *testing.T) {
	const people = 50
	replies := []reply{flood7}
	for range people {
		replies = append(replies, sent7)
	}
	s, server := play(t, map[string][]reply{"sendMessage": replies})
	g, _ := gateway(t, server)
	var work sync.WaitGroup
	for chat := range int64(people) {
		work.Go(func() {
			if _, err := g.Send(t.Context(), chat+1, flows.Screen{Text: fmt.Sprint(chat)}); note(err) != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if got := len(s.asked()); got != people+1 {
		t.Errorf("%d requests, want %d and the one after the flood", got, people)
	}
}

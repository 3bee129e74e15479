package telegram_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// echo is a bot of four answers.
type echo struct{ *telegram.Gateway }

func (e echo) handle(ctx context.Context, batch []telegram.Update) error {
	for _, u := range batch {
		if err := e.answer(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

func (e echo) answer(ctx context.Context, u telegram.Update) error {
	switch {
	case u.Kind == telegram.Press:
		_, err := e.Edit(ctx, u.Chat, u.MessageID, flows.Screen{Text: "Đã chọn <b>" + u.Data + "</b>"})
		return errors.Join(e.AnswerPress(ctx, u.PressID, "Đã ghi"), err)
	case u.Attachment == "document":
		data, err := e.Download(ctx, u.File.ID, 1000)
		if err != nil {
			return err
		}
		_, err = e.Send(ctx, u.Chat, flows.Screen{Text: u.Caption, File: &flows.File{Name: "trả lại.txt", Data: data}})
		return err
	case u.Kind == telegram.Message:
		buttons := [][]flows.Button{{{Label: "1.250", Data: "a"}, {Label: "125", Data: "b"}}}
		_, err := e.Send(ctx, u.Chat, flows.Screen{Text: "Nghe <i>" + u.Name + "</i>: " + u.Text, Buttons: buttons})
		return err
	}
	return nil
}

// Everything together on the Bot API server of our own, with troubles ordered.
func TestOnTheEmulator(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tg := emulator.New(emulator.Options{Token: "42:demo"})
	defer tg.Close()
	api, err := tg.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tg.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.TooManyRequests, RetryAfter: 1})
	tg.Fault(emulator.Fault{Method: "getUpdates", Kind: emulator.BadGateway})

	g, err := telegram.New(telegram.Options{Token: "42:demo", API: api, PerChat: telegram.Unlimited, Overall: telegram.Unlimited})
	if err != nil {
		t.Fatal(err)
	}
	if me, err := g.Me(ctx); err != nil || me.ID != 42 {
		t.Fatalf("%+v, %v", me, err)
	}
	polling, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- g.Poll(polling, echo{g}.handle) }()

	lan := tg.Phone(1001, "Lan")
	await := func(messages int, edited bool) {
		t.Helper()
		err := lan.Await(ctx, func(m []emulator.Message) bool {
			return len(m) == messages && (!edited || m[1].Edited)
		})
		if err != nil {
			t.Fatalf("%v; on the phone: %+v", err, lan.Messages())
		}
	}
	lan.Say("1250 <x>&")
	await(2, false)
	if err := lan.Press("125"); err != nil {
		t.Fatal(err)
	}
	await(2, true)
	lan.SendDocument("đề cương.txt", []byte("nội dung"), "Gửi đồng chí")
	await(4, true)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}

	want := []emulator.Message{
		{ID: 1, Text: "1250 <x>&"},
		{ID: 2, FromBot: true, Text: "Đã chọn b", Edited: true},
		{ID: 3, Text: "Gửi đồng chí", File: &emulator.File{Kind: "document", Name: "đề cương.txt", Size: 10, Data: []byte("nội dung")}},
		{ID: 4, FromBot: true, Text: "Gửi đồng chí", File: &emulator.File{Kind: "document", Name: "trả lại.txt", Size: 10, Data: []byte("nội dung")}},
	}
	rest := []cmp.Option{cmpopts.IgnoreFields(emulator.Message{}, "Date", "Entities"), cmpopts.IgnoreFields(emulator.File{}, "ID")}
	if diff := cmp.Diff(want, lan.Messages(), rest...); diff != "" {
		t.Error(diff)
	}
}

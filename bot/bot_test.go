package bot

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

var rewrite = flag.Bool("update", false, "rewrite the golden conversations")

// golden compares a whole conversation with the one kept.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name + ".txt"
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the conversation changed (rewrite with -update and read it):\n%s", diff)
	}
}

func TestACadreJoinsAnswersAndSends(t *testing.T) { joinAnswerAndSend(t, newWorld(t).run()) }

// joinAnswerAndSend is a conversation that is the same by every transport.
func joinAnswerAndSend(t *testing.T, w *world) {
	t.Helper()
	code := w.invite(flows.Cadre, "a-luoi")
	p := w.phone(1, "cán bộ A Lưới")
	p.says("/start "+code, "dòng 1/46")
	p.says("12 45 450 1200", "▶ Nội dung, hình thức quán triệt")
	p.presses("Không phát sinh", "▶ Số văn bản")
	p.says("một nghìn hai trăm", "1.200 văn bản")
	p.says("/gui", "Gửi báo cáo của huyện A Lưới?")
	p.presses("✅ Gửi", "Đã gửi báo cáo")
	golden(t, "cadre", strings.ReplaceAll(p.Transcript(), code, "CODE"))
	r := w.report("a-luoi")
	if len(r.Answers) != 6 || !r.Sent() || r.SentBy != 1 || r.Answers["van_ban.so@huyen"].Number != 1200 {
		t.Errorf("stored: %+v", r)
	}
}

func TestTheOfficeSeesProgressAndGetsTheWorkbook(t *testing.T) {
	w := newWorld(t).run()
	w.joined(1, flows.Cadre, "a-luoi").says("12", "12 cuộc")
	code := w.invite(flows.Office, "")
	office := w.phone(9, "văn phòng")
	office.says("/start "+code, "văn phòng")
	office.says("tiến độ", "Tiến độ")
	office.says("xin chào", "/tonghop")
	office.Say("/tonghop")
	var book []byte
	office.waits("workbook", func(chat []emulator.Message) bool {
		for _, m := range chat {
			if m.File != nil {
				book = m.File.Data
			}
		}
		return book != nil
	})
	golden(t, "office", strings.ReplaceAll(withoutSize(office.Transcript()), code, "CODE"))
	var in report.Input
	w.update(func(tx *storage.Tx) error {
		round, err := tx.Round("r")
		if err != nil {
			return err
		}
		if in, err = LoadBook(tx, round, today); err != nil {
			return err
		}
		list, err := tx.Editions("r")
		in.Edition = editionOf(list[0])
		return err
	})
	want, err := report.Workbook(in)
	if err != nil || !bytes.Equal(want, book) {
		t.Errorf("the office received %d bytes that are not the workbook (%v)", len(book), err)
	}
	if in.Place != "Thừa Thiên Huế" {
		t.Errorf("place is %q", in.Place)
	}
}

// withoutSize drops the number of bytes of a document, which is no promise.
func withoutSize(transcript string) string {
	var b strings.Builder
	for line := range strings.Lines(transcript) {
		if name, _, ok := strings.Cut(line, " ("); ok && strings.HasSuffix(name, ".xlsx") {
			line = name + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestAStrangerLearnsNothing(t *testing.T) {
	w := newWorld(t).run()
	stranger := w.phone(66, "người lạ")
	for _, text := range []string{"/start", "xin chào", "/tiendo", "/tonghop", "12", "/start sai-ma", "/help"} {
		stranger.says(text, "thư mời")
	}
	golden(t, "stranger", stranger.Transcript())
	w.update(func(tx *storage.Tx) error {
		m, err := tx.Memberships(66)
		if len(m) != 0 {
			t.Errorf("the stranger has rights: %v", m)
		}
		return err
	})
}

func TestRightsAreCheckedOnTheServer(t *testing.T) {
	w := newWorld(t).run()
	a := w.joined(1, flows.Cadre, "a-luoi")
	b := w.joined(2, flows.Cadre, "phu-loc")
	a.says("12", "12 cuộc")
	secret := "Bí mật của A Lưới"
	a.says("45 450 1200", "▶ Nội dung")
	a.says(secret, "✅")
	for _, text := range []string{"/tiendo", "/tonghop", "xem lại", "mục lục"} {
		b.says(text, "")
	}
	for _, forged := range []string{"tonghop", "tiendo", "open|quan_triet.noi_dung", "review|0", "send", "section|1"} {
		if err := b.PressOn(2, forged); err != nil {
			t.Fatal(err)
		}
		b.says("xem lại", "Phú Lộc")
	}
	for _, m := range b.Messages() {
		if strings.Contains(m.Text, secret) || m.File != nil || strings.Contains(m.Text, "A Lưới") {
			t.Errorf("a cadre of Phú Lộc sees: %s", m.Text)
		}
	}
	if r := w.report("phu-loc"); len(r.Answers) != 0 || r.Sent() {
		t.Errorf("forged presses wrote: %+v", r)
	}
}

// A person with several units goes on where they were, whatever is opened
// meanwhile, and changes only by asking to.
func TestAPersonWithSeveralReports(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12", "12 cuộc")
	w.update(func(tx *storage.Tx) error {
		round := flows.Round{ID: "r2", Name: "Sơ kết giữa nhiệm kỳ", Outline: "mid-term-2019-2024", From: today, To: today,
			Deadline: today.AddDate(0, 1, 0), Opened: today.Add(time.Hour)}
		return tx.OpenRound(round, outline.Source("mid-term-2019-2024"), []flows.UnitID{"a-luoi"})
	})
	p.says("45", "huyện A Lưới – Báo cáo 6 tháng (/doi để đổi)")
	p.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
	p.says("7", "huyện Phú Lộc – Báo cáo 6 tháng")
	old := p.Messages()[1] // a card of A Lưới
	if err := p.PressOn(old.ID, old.Buttons[0][0].Data); err != nil {
		t.Fatal(err)
	}
	p.waits("after a button of the other report", func(chat []emulator.Message) bool {
		return strings.HasPrefix(chat[1].Text, "Nút đó của báo cáo dưới đây, chưa ghi gì.")
	})
	p.says("đổi", "1. huyện A Lưới – Sơ kết giữa nhiệm kỳ\n2. huyện A Lưới – Báo cáo 6 tháng\n3. huyện Phú Lộc – Báo cáo 6 tháng")
	p.presses("2", "▶ Số lượt người dự (cấp huyện)")
	p.says("Đội 3", "Chưa ghi")
	p.says("450", "450 lượt người")
	p.says("doi 9", "1. huyện A Lưới")
	want := map[flows.UnitID][]int64{"a-luoi": {12, 45, 450}, "phu-loc": {7}}
	for unit, numbers := range want {
		var got []int64
		for _, a := range w.report(unit).Answers {
			got = append(got, a.Number)
		}
		slices.Sort(got)
		if diff := cmp.Diff(numbers, got); diff != "" {
			t.Errorf("%s:\n%s", unit, diff)
		}
	}
}

func message(id int64, from int64, text string) telegram.Update {
	return telegram.Update{ID: id, Kind: telegram.Message, Chat: from, From: from, Private: true, Text: text, MessageID: int(id)}
}

func TestARedeliveredUpdateWritesOnce(t *testing.T) {
	w := newWorld(t)
	w.phone(1, "cán bộ A Lưới").Say("xin chào") // so that the bot may write
	batch := []telegram.Update{message(100, 1, "/start "+w.invite(flows.Cadre, "a-luoi")), message(101, 1, "12"), message(102, 1, "45")}
	for range 3 {
		if err := w.bot.receive(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if !w.bot.lanes.drain(patience) {
		t.Fatal("screens were not shown")
	}
	if rows := w.number(`select count(*) from answer`); rows != 2 {
		t.Errorf("%d answers are stored, want 2", rows)
	}
	chat := w.phone(1, "").Messages()
	if last := chat[len(chat)-1]; !strings.Contains(last.Text, "▶ Số lượt người dự (cấp huyện)") {
		t.Errorf("the newest screen is:\n%s", last.Text)
	}
}

func TestABadUpdateBlocksNobody(t *testing.T) {
	w := newWorld(t)
	for id := range int64(2) {
		w.phone(id+1, "cán bộ").Say("xin chào")
	}
	batch := []telegram.Update{
		message(1, 1, "/start "+w.invite(flows.Cadre, "a-luoi")), message(2, 2, "/start "+w.invite(flows.Cadre, "phu-loc")),
		{ID: 3, Kind: telegram.Bad, Err: errors.New("undecodable")},
		{ID: 4, Kind: telegram.Press, Chat: 1, From: 1, Private: true, Data: strings.Repeat("|", 500)},
		message(5, 1, "\x00\xff"), message(6, 1, "12"), message(7, 2, "13"),
		{ID: 8, Kind: telegram.Message, Chat: -5, From: 1, Text: "12"}, // a group
	}
	if err := w.bot.receive(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	for unit, want := range map[flows.UnitID]int64{"a-luoi": 12, "phu-loc": 13} {
		if got := w.report(unit).Answers["quan_triet.hoi_nghi@huyen"].Number; got != want {
			t.Errorf("%s: %d, want %d", unit, got, want)
		}
	}
	w.bot.lanes.drain(patience)
}

func TestAnOutageLosesNoAnswer(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.BadGateway, Times: 1})
	w.server.Fault(emulator.Fault{Method: "getUpdates", Kind: emulator.DropAfter, Times: 1})
	p.says("12", "12 cuộc")
	w.stop()
	p.Say("45") // while the bot is down
	w.store.Close()
	w.open()
	w.run()
	p.waits("after a restart", func(chat []emulator.Message) bool {
		return strings.Contains(chat[len(chat)-1].Text, "45 cuộc")
	})
	if got := w.report("a-luoi").Answers; len(got) != 2 {
		t.Errorf("stored: %+v", got)
	}
}

func TestAWrongTokenEndsTheBotWithOneSentence(t *testing.T) {
	w := newWorld(t)
	w.server.Fault(emulator.Fault{Kind: emulator.Unauthorized, Times: 9})
	err := w.bot.Run(t.Context())
	if err == nil || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), token) || !strings.Contains(err.Error(), "token") {
		t.Errorf("got %v", err)
	}
}

func TestBlockingIsRemembered(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	reachable := func() bool { return w.number(`select reachable from person where id = 1`) == 1 }
	p.Block()
	eventually(t, "unreachable", func() bool { return !reachable() })
	p.Unblock()
	eventually(t, "reachable", reachable)
}

// eventually waits for a condition that the bot brings about in its own time.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatalf("never %s", what)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

func TestTheLogHoldsNeitherAnswersNorToken(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.InternalError, Times: 1})
	p.says("987654", "987.654")
	p.says("12 13 14", "▶ Nội dung")
	p.says("Nội dung riêng tư", "riêng tư")
	w.stop()
	for _, secret := range []string{token, "987654", "987.654", "riêng tư", "cadre a-luoi"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, w.log)
		}
	}
}

// One turn as it comes from Telegram, to its commit; beside it one bare commit.
func BenchmarkTurn(b *testing.B) {
	w := newWorld(b)
	w.phone(1, "cán bộ").Say("xin chào")
	ctx := b.Context()
	if _, err := w.bot.take(ctx, message(1, 1, "/start "+w.invite(flows.Cadre, "a-luoi"))); err != nil {
		b.Fatal(err)
	}
	id := int64(1)
	b.Run("turn", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			id++
			text := []string{"{", "quay lại"}[id%2]
			if text == "{" {
				text = fmt.Sprint(id)
			}
			if _, err := w.bot.take(ctx, message(id, 1, text)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("commit", func(b *testing.B) {
		for b.Loop() {
			id++
			err := w.store.Update(ctx, func(tx *storage.Tx) error {
				_, err := tx.FirstSight(id, today)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// An edited message corrects what it answered, as long as that is what counts.
func TestEditingAMessageCorrectsItsAnswers(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12 45 450 1200", "▶ Nội dung")
	first := p.Messages()[2].ID
	edit := func(text, expected string) {
		t.Helper()
		before := len(p.Messages())
		if err := p.Edit(first, text); err != nil {
			t.Fatal(err)
		}
		p.waits("after an edit", func(chat []emulator.Message) bool {
			return len(chat) > before && strings.Contains(chat[len(chat)-1].Text, expected)
		})
	}
	edit("12 46 450 1200", "45 cuộc → 46 cuộc")
	edit("12 47 450 1200", "46 cuộc → 47 cuộc")
	p.says("quay lại", "▶ Số lượt người dự (cấp xã)")
	p.says("1300", "1.200 lượt người → 1.300 lượt người")
	edit("13 48 460", "47 cuộc → 48 cuộc")
	want := map[flows.QuestionID]int64{"quan_triet.hoi_nghi@huyen": 13, "quan_triet.hoi_nghi@xa": 48,
		"quan_triet.luot_nguoi@huyen": 460, "quan_triet.luot_nguoi@xa": 1300}
	got := map[flows.QuestionID]int64{}
	for id, a := range w.report("a-luoi").Answers {
		got[id] = a.Number
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

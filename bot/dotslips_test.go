package bot

import (
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/storage"
)

// wants tells what a screen does not say.
func (s *everybody) wants(screen flows.Screen, expected ...string) flows.Screen {
	s.t.Helper()
	for _, words := range expected {
		if !strings.Contains(screen.Text, words) {
			s.t.Errorf("%q is not in\n%s", words, screen.Text)
		}
	}
	return screen
}

// on presses the button of a screen whose label begins so.
func (s *everybody) on(who string, screen flows.Screen, label string) flows.Screen {
	s.t.Helper()
	for _, row := range screen.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Label, label) {
				return s.presses(who, b.Data)
			}
		}
	}
	s.t.Fatalf("no button %q under\n%s", label, screen.Text)
	return flows.Screen{}
}

func (s *everybody) closes() {
	s.t.Helper()
	s.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, today) })
}

// A yes is to the round as it was shown: what another admin has done to it in between is
// shown first.
func TestAYesToARoundThatHasChanged(t *testing.T) {
	s := newEverybody(t)
	s.closes()
	s.update(func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "phu-loc", 9, today) })
	s.wants(s.on("admin", s.says("admin", "/dot 1"), "🔒 Chốt lại"), "cho 1 đơn vị đang mở riêng: huyện Phú Lộc", "1 đơn vị chưa gửi sẽ được báo")
	s.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, today) })
	s.wants(s.says("admin", "đồng ý"), "Chưa làm gì: đợt này vừa được đổi", "Đã gửi 1/2")
	if n := s.number("select count(*) from round where closed_ms > 0"); n > 0 {
		t.Error("the whole round is closed by a yes to closing it for one unit")
	}
	s.wants(s.says("admin", "đồng ý"), "Đã chốt.")

	s.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, today) })
	s.on("admin", s.says("admin", "/dot 1"), "📅 Gia hạn")
	s.wants(s.says("admin", "hết ngày 9/6/2024"), "trước ngày 30/5/2024 → <b>trước ngày 10/6/2024")
	s.update(func(tx *storage.Tx) error { return ExtendRound(tx, "r", deadline.AddDate(0, 0, 3), 9, today) })
	s.wants(s.says("admin", "có"), "vừa được đổi", "trước ngày 2/6/2024 → <b>trước ngày 10/6/2024")
	s.update(func(tx *storage.Tx) error { return ExtendRound(tx, "r", deadline.AddDate(0, 0, 30), 9, today) })
	s.wants(s.says("admin", "có"), "Hạn mới phải sau hạn hiện nay")
	if n := s.number("select count(*) from audit where act = 'extended' and person = 8"); n != 0 {
		t.Errorf("extended %d times", n)
	}
}

// What cannot be done to a round is said at once, not after the questions.
func TestAnOldCardOfARound(t *testing.T) {
	s := newEverybody(t)
	open := s.says("admin", "/dot 1")
	s.closes()
	closed := s.says("admin", "/dot 1")
	s.wants(s.on("admin", open, "📅 Gia hạn"), "đợt này đã chốt. Cần thì mở lại trước.")
	s.wants(s.on("admin", open, "🔒 Chốt"), "đợt này đã chốt")
	s.on("admin", closed, "🏢 Mở lại một")
	s.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, today) })
	s.wants(s.says("admin", "a luoi"), "đợt này đang mở")
	s.wants(s.on("admin", closed, "🔓 Mở lại"), "đợt này đang mở")
}

// Whoever is correcting a report is told that the round was closed, and the admin that it
// concerns them, too.
func TestARoundIsClosedDuringACorrection(t *testing.T) {
	s := newEverybody(t)
	s.happens(storage.Revise)
	s.update(endNotices)
	s.wants(s.on("admin", s.says("admin", "/dot 1"), "🔒 Chốt"), "Đã gửi 1/2. 1 đơn vị chưa gửi và 1 đơn vị đang chỉnh lý sẽ được báo")
	s.wants(s.says("admin", "đồng ý"), "Đã chốt")
	var notice flows.Screen
	s.update(func(tx *storage.Tx) (err error) {
		notice, err = roundNotice(tx, storage.Notice{Person: 1, Kind: noticeClosed, Round: "r"})
		return err
	})
	s.wants(notice, "Báo cáo của huyện A Lưới đang chỉnh lý, chưa gửi lại; số đã ghi vẫn còn")
	if who := strings.Join(s.told(noticeClosed, 0), ", "); who != "cadre, cadre elsewhere, leader, leader elsewhere, office and cadre" {
		t.Errorf("told: %s", who)
	}
}

// A second tap of a yes takes nothing from sight.
func TestAYesIsTappedTwice(t *testing.T) {
	s := newEverybody(t)
	s.reporting()
	for _, text := range []string{"/dot moi", "2", "1", "tiếp"} {
		s.says("admin", text)
	}
	summary := s.says("admin", "hết ngày 5/6/2024")
	opened := s.wants(s.on("admin", summary, "✅ Mở đợt"), "Đã mở đợt", "Việc tiếp theo")
	if again := s.on("admin", summary, "✅ Mở đợt"); again.Text != opened.Text {
		t.Errorf("after the second tap:\n%s", again.Text)
	}
	if n := s.number("select count(*) from round"); n != 2 {
		t.Errorf("%d rounds", n)
	}
	sure := s.on("admin", s.says("admin", "/dot 1"), "🔒 Chốt")
	s.on("admin", sure, "🔒 Chốt")
	s.wants(s.on("admin", sure, "🔒 Chốt"), "lần bấm này không làm gì", "<b>Các đợt báo cáo</b>", "đã chốt")
}

// The right is taken away while the file is fetched: the draft stays as it is. With it the
// screen is owed, should the network fail now.
func TestAFileOfARoundIsTakenByAnAdminAlone(t *testing.T) {
	s := newEverybody(t)
	s.says("admin", "/dot moi")
	file := draftFile{ID: "f", Name: "a.yaml"}
	take := func() reply {
		s.update(func(tx *storage.Tx) error {
			turn := turn{bot: s.bot, tx: tx, person: 8}
			work, err := turn.roundWork()
			if err != nil {
				return err
			}
			work.File = &file
			return turn.saveRoundWork(work)
		})
		r, err := s.bot.takeOpeningFile(t.Context(), 8, file, []byte("id: x"))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := take(); !strings.Contains(r.screen.Text, "Đề cương có") || r.turn == 0 || s.number("select count(*) from chat where person = 8 and shown < turn") != 1 {
		t.Errorf("owed as turn %d:\n%s", r.turn, r.screen.Text)
	}
	s.update(func(tx *storage.Tx) error {
		return tx.Revoke(flows.Member{Person: 8, Role: flows.Admin}, storage.Deed{At: today, Act: storage.Revoked, About: 8})
	})
	if r := take(); r.shows() {
		t.Errorf("shown to somebody who is no admin:\n%s", r.screen.Text)
	}
}

// A file is read beside the writer: while that takes, everybody else's turns are kept. One
// that makes the program fail is an unreadable one, and the draft stays as it is.
func TestAFileOfARoundIsReadBesideTheWriter(t *testing.T) {
	s := newEverybody(t)
	s.reporting()
	s.says("admin", "/dot moi")
	file := draftFile{ID: "f", Name: "a.yaml"}
	s.update(func(tx *storage.Tx) error {
		turn := turn{bot: s.bot, tx: tx, person: 8}
		work, err := turn.roundWork()
		if err != nil {
			return err
		}
		work.File = &file
		return turn.saveRoundWork(work)
	})
	taken := make(chan reply)
	s.bot.reading.Lock() // as whoever reads another file
	go func() {
		r, err := s.bot.takeOpeningFile(t.Context(), 8, file, []byte("id: x"))
		if err != nil {
			t.Error(err)
		}
		taken <- r
	}()
	for range 50 {
		s.says("cadre", "/doi")
	}
	s.says("admin", "/dot moi") // the draft has moved on
	select {
	case <-taken:
		t.Error("taken before it was read")
		return
	default:
	}
	s.bot.reading.Unlock()
	if r := <-taken; !strings.Contains(r.screen.Text, "Đề cương có") {
		t.Errorf("taken:\n%s", r.screen.Text)
	}
	broken := opening.Form{Sources: []opening.Source{{Key: "x"}}} // without its outline
	read := s.bot.readOpeningFile(broken, opening.Draft{Ask: opening.ForTargets, Outline: "x"}, "a.csv", []byte("question,unit,target\na,b,1\n"))
	if !strings.Contains(read.Wrong, "Chưa nhận tệp: chương trình có lỗi khi đọc tệp này") || read.Ask != opening.ForTargets {
		t.Errorf("read as %+v", read)
	}
}

// An admin whose right is taken away between the question and the yes does nothing by it,
// typed or tapped.
func TestARightIsTakenAwayBeforeTheYes(t *testing.T) {
	s := newEverybody(t)
	s.reporting()
	for _, text := range []string{"/dot moi", "2", "1", "tiếp"} {
		s.says("admin", text)
	}
	summary := s.says("admin", "hết ngày 5/6/2024")
	sure := s.on("admin", s.says("admin", "/dot 1"), "🔒 Chốt")
	s.update(func(tx *storage.Tx) error {
		return tx.Revoke(flows.Member{Person: 8, Role: flows.Admin}, storage.Deed{At: today, Act: storage.Revoked, About: 8})
	})
	for range 2 {
		s.on("admin", summary, "✅ Mở đợt")
		s.on("admin", sure, "🔒 Chốt")
		s.says("admin", "đồng ý")
		s.says("admin", "mở đợt")
		if n := s.number("select count(*) from round where closed_ms = 0") - s.number("select count(*) from round where closed_ms > 0"); n != 1 {
			t.Fatalf("something was done to the rounds: %d", n)
		}
		s.says("admin", "/start "+s.invite(flows.Office, "")) // who only looks now
	}
}

// A draft lies for days, until its deadline is over: nothing is opened, and a sentence says
// why.
func TestADraftLiesUntilItsDeadlineIsOver(t *testing.T) {
	s := newEverybody(t)
	s.reporting()
	for _, text := range []string{"/dot moi", "2", "1", "tiếp", "hết ngày 5/6/2024"} {
		s.says("admin", text)
	}
	s.bot.now = func() time.Time { return today.AddDate(0, 0, 20) }
	s.wants(s.says("admin", "mở đợt"), "Hạn đó đã qua rồi", "Đợt sắp mở")
	s.wants(s.says("admin", "hết ngày 30/6/2024"), "trước ngày 1/7/2024")
	s.wants(s.says("admin", "mở đợt"), "Đã mở đợt")
}

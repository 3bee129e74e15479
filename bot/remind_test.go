package bot

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

// inBubble plays a morning before the deadline of 30/5, with nobody but us moving the
// time. The bot begins at start, as "27/5 07:30".
func inBubble(t *testing.T, start string, play func(*simworld)) {
	if raceDetector {
		t.Skip("plays hours minute by minute, which takes minutes with the race detector; .ci/run plays it without")
	}
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		w := newSimworld(t, may(start), path)
		w.boot()
		w.opens("r", "Báo cáo 6 tháng", "a-luoi", "phu-loc")
		play(w)
		w.proc.stop()
		if err := <-w.proc.ended; err != nil {
			t.Errorf("the bot ended with %v", err)
		}
		w.proc.store.Close()
		w.server.Close()
		w.net.Close()
		w.net.cut()
	})
}

// may reads "28/5 08:00".
func may(text string) time.Time {
	at, err := time.ParseInLocation("2/1/2006 15:04", strings.Replace(text, " ", "/2024 ", 1), flows.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

func (w *simworld) update(do func(*storage.Tx) error) {
	w.t.Helper()
	if err := w.proc.store.Update(context.Background(), do); err != nil {
		w.t.Fatal(err)
	}
}

func (w *simworld) opens(id flows.RoundID, name string, asked ...flows.UnitID) {
	w.update(func(tx *storage.Tx) error {
		if err := tx.PutUnits(units); err != nil {
			return err
		}
		return tx.OpenRound(flows.Round{ID: id, Name: name, Outline: "first-half-2024", Opened: may("2/5 09:00"), From: may("1/1 00:00"), To: may("30/6 00:00"),
			Deadline: may("30/5 00:00")}, outline.Source("first-half-2024"), asked)
	})
}

// joins is a phone whose owner has used an invite.
func (w *simworld) joins(id int64, role flows.Role, unit flows.UnitID) *emulator.Phone {
	w.t.Helper()
	var code string
	w.update(func(tx *storage.Tx) (err error) {
		code, err = tx.NewInvite(role, unit, w.now(), w.now().AddDate(0, 1, 0))
		return err
	})
	p := w.server.Phone(id, fmt.Sprintf("%s %s", role, unit))
	p.Start(code)
	synctest.Wait()
	return p
}

// says types texts at a moment.
func (w *simworld) says(p *emulator.Phone, at string, texts ...string) {
	w.until(may(at))
	for _, text := range texts {
		p.Say(text)
	}
	time.Sleep(5 * time.Second) // a chat is not shown everything at once
	synctest.Wait()
}

// got lists when a phone was reminded.
func got(p *emulator.Phone) (list []string) {
	for _, m := range p.Messages() {
		if m.FromBot && strings.HasPrefix(m.Text, "⏰") {
			list = append(list, m.Date.In(flows.Zone).Format("2/1 15:04"))
		}
	}
	return list
}

func (w *simworld) wants(p *emulator.Phone, want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(want, got(p)); diff != "" {
		w.t.Errorf("reminded at:\n%s%s", diff, p.Transcript())
	}
}

// sql asks or changes the database past the bot's own code.
func (w *simworld) sql(query string) (n int64) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+w.path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil && err != sql.ErrNoRows {
		w.t.Fatal(err)
	}
	return n
}

func last(p *emulator.Phone) emulator.Message {
	all := p.Messages()
	return all[len(all)-1]
}

// answersAllBut answers every question of A Lưới but some.
func (w *simworld) answersAllBut(open ...flows.QuestionID) {
	w.update(func(tx *storage.Tx) error { return answerAllBut(tx, w.now(), open...) })
}

func answerAllBut(tx *storage.Tx, at time.Time, open ...flows.QuestionID) error {
	o, _ := outline.Read("x", outline.Source("first-half-2024"))
	var answers []flows.Answer
	for _, q := range o.Questions("huyện") {
		if !q.Computed() && !slices.Contains(open, q.ID) {
			answers = append(answers, flows.Answer{Question: q.ID, Value: flows.Value{State: flows.None}, By: 1, At: at, Channel: channel})
		}
	}
	return tx.Append("r", "a-luoi", answers)
}

func TestAReminderSaysWhatIsMissing(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p, other := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "phu-loc")
		w.answersAllBut("quan_triet.hoi_nghi@xa", "quan_triet.luot_nguoi@huyen")
		w.until(may("28/5 08:02"))
		want := `⏰ Nhắc gửi báo cáo

huyện A Lưới – Báo cáo 6 tháng: gửi trước ngày 30/5/2024, ngày mai là ngày cuối.
Còn 2 mục chưa trả lời:
• I.1 · Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã)
• I.1 · Số lượt người dự (cấp huyện)`
		if diff := cmp.Diff(want, last(p).Text); diff != "" {
			t.Error(diff)
		}
		if text := last(other).Text; !strings.Contains(text, "Còn 128 mục chưa trả lời:\n• I · ") || !strings.HasSuffix(text, "• … và 12 phần nữa") {
			t.Errorf("of a report that was not begun:\n%s", text)
		}
		if err := p.Press("▶ Làm tiếp"); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if text := last(p).Text; !strings.Contains(text, "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã)") {
			t.Errorf("the button leads to:\n%s", text)
		}
		w.answersAllBut()
		w.until(may("29/5 08:02"))
		if text := last(p).Text; !strings.HasSuffix(text, "hôm nay là ngày cuối.\nĐã trả lời đủ, chỉ còn bước gửi.") {
			t.Errorf("of a report that is complete:\n%s", text)
		}
		w.until(may("30/5 08:02"))
		if text := last(p).Text; !strings.Contains(text, "đã quá hạn 1 ngày") {
			t.Errorf("after the deadline:\n%s", text)
		}
		w.wants(p, "29/5 08:00", "30/5 08:00") // the one of the 28th shows the card now
	})
}

// Who sends meanwhile is not reminded, nor is a colleague; the notice ends as needless.
func TestWhoHasSentIsNotReminded(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p, colleague, other := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "a-luoi"), w.joins(3, flows.Cadre, "phu-loc")
		w.says(p, "28/5 07:58", "menu")
		w.says(colleague, "28/5 07:58", "menu")
		w.says(p, "28/5 08:04", "gửi", "có")
		w.until(may("28/5 19:00"))
		w.wants(p)
		w.wants(colleague)
		w.wants(other, "28/5 08:00")
		if n := w.sql(`select count(*) from notice where kind = 'reminder' and outcome = 'needless'`); n != 2 {
			t.Errorf("%d notices ended as needless", n)
		}
	})
}

// A conversation is not broken into, and stays where it is.
func TestAConversationIsNotInterrupted(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.says(p, "28/5 07:55", "12")
		w.says(p, "28/5 08:03", "45")
		place := w.sql(`select used from place where person = 1`)
		w.until(may("28/5 08:20"))
		w.wants(p, "28/5 08:13")
		if now := w.sql(`select used from place where person = 1`); now != place {
			t.Error("the reminder took a turn")
		}
		w.says(p, "28/5 08:30", "450")
		if text := last(p).Text; !strings.Contains(text, "Số lượt người dự (cấp huyện): 450 lượt người") {
			t.Errorf("the next answer went to:\n%s", text)
		}
	})
}

// What could not go out within the hours goes out on the next working morning, as one.
func TestOutsideTheHoursNobodyIsReminded(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p, other, early := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "phu-loc"), w.joins(3, flows.Cadre, "a-luoi")
		p.Block()
		early.Block()
		w.until(may("28/5 20:01"))
		p.Unblock()
		w.until(may("29/5 06:30"))
		early.Unblock()
		w.until(may("29/5 09:00"))
		w.wants(p, "29/5 08:00")
		w.wants(early, "29/5 08:00")
		w.wants(other, "28/5 08:00", "29/5 08:00")
	})
}

// An attempt that is under way when the hours end goes on no longer.
func TestAnOutageOverTheEndOfTheHours(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.crash()
		w.until(may("28/5 19:58").Add(20 * time.Second))
		w.boot()
		w.until(may("28/5 19:59"))
		w.net.cut()
		w.until(may("28/5 20:00").Add(2 * time.Second))
		w.net.mend()
		if n := w.sql(`select count(*) from reminded`); n != 1 {
			t.Errorf("%d attempts were under way", n)
		}
		w.until(may("29/5 12:00"))
		w.wants(p, "29/5 08:00")
	})
}

// A notice that could not be sent is tried again on the same day.
func TestAReminderIsTriedAgain(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.until(may("28/5 07:59"))
		w.net.cut()
		w.until(may("28/5 09:00"))
		if n := w.sql(`select count(*) from reminded where person = 1`); n != 1 {
			t.Errorf("claimed %d times", n)
		}
		w.net.mend()
		w.until(may("28/5 19:00"))
		if list := got(p); len(list) != 1 || list[0] > "28/5 09:16" {
			t.Errorf("reminded at %v", list)
		}
	})
}

// Several reports are one message with a button for each, and each goes on at its card.
func TestSeveralReportsAreOneReminder(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.joins(1, flows.Cadre, "phu-loc")
		w.opens("s", "Báo cáo chuyên đề", "a-luoi")
		w.update(func(tx *storage.Tx) error {
			return tx.OpenRound(flows.Round{ID: "later", Name: "Đợt sau", Outline: "first-half-2024", Opened: may("3/5 09:00"), Deadline: may("30/6 00:00")},
				outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"})
		})
		w.says(p, "28/5 07:35", "/doi 4", "12", "menu", "/doi 2", "12")
		w.until(may("28/5 08:02"))
		m := last(p)
		w.wants(p, "28/5 08:00")
		for _, name := range []string{"huyện A Lưới – Báo cáo chuyên đề", "huyện A Lưới – Báo cáo 6 tháng", "huyện Phú Lộc – Báo cáo 6 tháng"} {
			if !strings.Contains(m.Text, name) {
				t.Errorf("without %s:\n%s", name, m.Text)
			}
		}
		if len(m.Buttons) != 3 || strings.Contains(m.Text, "Đợt sau") {
			t.Errorf("%d buttons, under:\n%s", len(m.Buttons), m.Text)
		}
		if err := p.Press("▶ Làm tiếp – huyện Phú Lộc"); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if text := last(p).Text; !strings.Contains(text, "huyện Phú Lộc") || !strings.Contains(text, "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn") {
			t.Errorf("the button leads to:\n%s", text)
		}
	})
}

// A second reminder on one day waits for the next working day.
func TestNobodyIsRemindedTwiceADay(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.until(may("28/5 09:00"))
		w.wants(p, "28/5 08:00")
		w.sql(`delete from reminder returning 1`) // it is planned anew
		w.until(may("28/5 20:00"))
		w.wants(p, "28/5 08:00")
		if n := w.sql(`select count(*) from notice where kind = 'reminder' and done_ms = 0`); n != 1 {
			t.Errorf("%d reminders wait", n)
		}
		w.until(may("29/5 19:00"))
		w.wants(p, "28/5 08:00", "29/5 08:00")
	})
}

// A bot that was down first hears what was said meanwhile, whether it had planned already
// or not.
func TestABotThatWasDownHearsFirst(t *testing.T) {
	for down, planned := range map[string]int64{"28/5 07:50": 0, "28/5 08:01": 2} {
		inBubble(t, "28/5 07:30", func(w *simworld) {
			p, other := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "phu-loc")
			w.until(may("28/5 07:49"))
			w.net.cut()
			w.until(may(down))
			w.crash()
			if n := w.sql(`select count(*) from notice where kind = 'reminder' and done_ms = 0`); n != planned {
				t.Errorf("%d reminders were planned", n)
			}
			w.says(p, "28/5 08:10", "gửi", "có")
			w.until(may("28/5 12:00"))
			w.boot()
			w.until(may("28/5 19:00"))
			w.wants(p)
			w.wants(other, "28/5 12:01")
		})
	}
}

// A reminder of yesterday that goes out this morning stands for today's as well, also when
// it goes before anybody has looked whether one is due.
func TestAPostponedReminderStandsForTodays(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		time.Sleep(20 * time.Second)
		w.crash()
		w.boot() // looks are not on the full minute
		p, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(9, flows.Office, "")
		w.says(office, "28/5 07:40", "/lich 1,0")
		p.Block()
		w.until(may("28/5 20:01"))
		p.Unblock()
		w.until(may("29/5 08:00"))
		time.Sleep(5 * time.Second)
		w.joins(2, flows.Cadre, "phu-loc") // which wakes whoever sends notices
		w.until(may("30/5 09:00"))
		w.wants(p, "29/5 08:00")
	})
}

func TestWhoLeftTheUnitIsNotReminded(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.says(p, "28/5 07:55", "menu")
		w.until(may("28/5 08:02"))
		w.sql(`delete from member where person = 1 returning 1`)
		w.until(may("28/5 19:00"))
		w.wants(p)
	})
}

// A report that waits for its leader is the leader's matter; later leaders are reminded
// like cadres.
func TestLeadersAreReminded(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		cadre, leader := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Leader, "a-luoi")
		alone := w.joins(3, flows.Leader, "phu-loc")
		w.update(func(tx *storage.Tx) error {
			for i, day := range []string{"2024-05-22", "2024-05-24"} {
				if _, err := tx.PlanReminder(storage.Reminder{Round: "r", Unit: "a-luoi", Day: day, Kind: 7 - i, People: 1}, w.now()); err != nil {
					return err
				}
			}
			return nil
		})
		w.until(may("28/5 08:02"))
		w.wants(cadre, "28/5 08:00") // the third one
		w.wants(leader)
		w.wants(alone, "28/5 08:00")
		w.until(may("29/5 08:02"))
		w.wants(cadre, "28/5 08:00", "29/5 08:00")
		w.wants(leader, "29/5 08:00")
		w.update(func(tx *storage.Tx) error { return tx.Happen("r", "a-luoi", storage.Submitted, 1, "", w.now()) })
		w.until(may("30/5 08:02"))
		w.wants(cadre, "28/5 08:00", "29/5 08:00")
		w.wants(leader, "29/5 08:00", "30/5 08:00")
		if m := last(leader); !strings.HasSuffix(m.Text, "chờ đồng chí duyệt rồi mới gửi được.") || m.Buttons[0][0].Text != "Xem lại" {
			t.Errorf("the leader reads:\n%s\n%v", m.Text, m.Buttons)
		}
	})
}

func TestSwitchedOffNobodyIsReminded(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		p, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(9, flows.Office, "")
		w.says(p, "28/5 07:55", "menu")
		w.until(may("28/5 08:02"))
		w.says(office, "28/5 08:03", "lịch tắt") // what was planned already does not go out either
		w.until(may("28/5 19:00"))
		w.wants(p)
		if n := w.sql(`select count(*) from notice where kind = 'reminder' and outcome = 'needless'`); n != 1 {
			t.Errorf("%d notices ended as needless", n)
		}
		w.says(office, "28/5 21:00", "lich bat")
		w.until(may("29/5 19:00"))
		w.wants(p, "29/5 08:00")
	})
}

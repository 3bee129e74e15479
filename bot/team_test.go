package bot

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// openRound opens one more round of A Lưới.
func (w *world) openRound(r flows.Round) {
	w.t.Helper()
	r.Name, r.Outline, r.Opened = "Đợt "+string(r.ID), "first-half-2024", today.AddDate(0, 0, 1)
	r.From, r.To, r.Deadline = today.AddDate(0, -5, 0), today.AddDate(0, 1, 0), today.AddDate(0, 0, 2)
	w.update(func(tx *storage.Tx) error {
		return tx.OpenRound(r, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"})
	})
}

func TestARepliedCardIsAnswered(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	first := p.Messages()[1].ID
	p.says("12", "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã)")
	said := p.Messages()[2].ID
	p.Reply(first, "13")
	p.shows("12 cuộc → 13 cuộc")
	p.says("45", "▶ Số lượt người dự (cấp huyện)")
	p.Reply(said, "14") // one's own message that no longer counts
	p.shows("câu trả lời ở tin đó không còn hiệu lực")
	p.says("mục lục", "II.3.3")
	list := p.Messages()[len(p.Messages())-1].ID
	p.says("tiếp", "▶ Số lượt người dự (cấp huyện)")
	p.Reply(list, "77") // a screen that is about no card
	p.shows("không phải thẻ câu hỏi")
	p.says("hướng dẫn", "▶ Số lượt người dự (cấp huyện)")
	guide := p.Messages()[len(p.Messages())-1].ID
	p.says("bỏ qua", "▶ Số lượt người dự (cấp huyện)") // from the guide back to its card
	p.says("bỏ qua", "▶ Số lượt người dự (cấp xã)")
	p.Reply(guide, "450")
	p.shows("✅ Số lượt người dự (cấp huyện): 450 lượt người")
	p.Reply(p.Messages()[len(p.Messages())-2].ID, "460") // one's own message: its answer is corrected
	p.shows("450 lượt người → 460 lượt người")
	got := map[flows.QuestionID]int64{}
	for id, a := range w.report("a-luoi").Answers {
		got[id] = a.Number
	}
	want := map[flows.QuestionID]int64{"quan_triet.hoi_nghi@huyen": 13, "quan_triet.hoi_nghi@xa": 45, "quan_triet.luot_nguoi@huyen": 460}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A card of another report that is replied to goes on in that report.
func TestARepliedCardOfAnotherReport(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	first := p.Messages()[1].ID
	p.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
	p.Reply(first, "12")
	p.shows("12 cuộc")
	if a := w.report("a-luoi").Answers["quan_triet.hoi_nghi@huyen"]; a.Number != 12 {
		t.Errorf("A Lưới holds %v", a)
	}
	if n := len(w.report("phu-loc").Answers); n != 0 {
		t.Errorf("Phú Lộc holds %d answers", n)
	}
}

func TestASectionIsHandedToAColleague(t *testing.T) {
	w := newWorld(t).run()
	one, two := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi")
	one.says("mục lục", "II.3.3")
	one.says("9", "Số kiến nghị sau giám sát")
	one.presses("👤 Giao mục", "2. cadre a-luoi")
	one.says("2", "Đã giao mục “II.3.3")
	two.shows("giao đồng chí làm mục II.3.3")
	two.presses("▶ Mở mục này", "👤 đồng chí")
	one.says("mục lục", "👤 cadre a-luoi")
}

func TestTheLeaderConfirmsBeforeSending(t *testing.T) {
	w := newWorld(t).run()
	w.openRound(flows.Round{ID: "r2", Leader: true})
	cadre, leader := w.joined(1, flows.Cadre, "a-luoi"), w.joined(3, flows.Leader, "a-luoi")
	cadre.says("12", "▶ Số hội nghị")
	cadre.says("gửi", "Trình lãnh đạo duyệt")
	cadre.says("đồng ý", "Chờ lãnh đạo đơn vị duyệt")
	leader.shows("chờ đồng chí duyệt")
	leader.presses("↩ Trả lại", "gõ lý do")
	leader.says("Thiếu số của hai xã", "Đã trả lại báo cáo")
	cadre.shows("Lý do: Thiếu số của hai xã")
	cadre.presses("▶ Làm tiếp", "▶ Số hội nghị")
	cadre.says("45", "▶ Số lượt người dự")
	cadre.says("gửi", "Trình lãnh đạo duyệt")
	cadre.presses("✅ Trình lãnh đạo", "Chờ lãnh đạo đơn vị duyệt")
	leader.shows("chờ đồng chí duyệt")
	leader.says("duyệt", "Duyệt và gửi báo cáo của huyện A Lưới?")
	leader.presses("✅ Duyệt và gửi", "Biên nhận số 1")
	cadre.shows("đã gửi lúc 14:05 ngày 28/5/2024 (người gửi: leader a-luoi, biên nhận số 1)")
}

// After the deadline, or where the round says so, the office decides.
func TestTheOfficeDecidesWhetherASentReportIsOpenedAgain(t *testing.T) {
	w := newWorld(t).run()
	w.openRound(flows.Round{ID: "r2", Amend: flows.OnRequest})
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	stranger := w.joined(5, flows.Cadre, "phu-loc")
	ask := func() {
		t.Helper()
		cadre.says("sửa báo cáo", "Đề nghị sửa báo cáo đã gửi")
		cadre.says("Số hội nghị bị cộng hai lần", "Đã chuyển đề nghị tới văn phòng")
		office.shows("Số hội nghị bị cộng hai lần")
	}
	cadre.says("12", "▶ Số hội nghị")
	cadre.says("gửi", "Gửi báo cáo của huyện A Lưới?")
	cadre.says("đồng ý", "Biên nhận số 1")
	ask()
	w.refuses(stranger, "amend|yes|2")
	office.presses("✋ Không cho sửa 2", "Không mở lại báo cáo")
	cadre.shows("Văn phòng chưa đồng ý")
	office.says("cho sửa 2", "không còn chờ")
	ask()
	office.says("đề nghị", "4. huyện A Lưới")
	office.says("cho sửa 4", "Đã mở lại báo cáo của huyện A Lưới")
	cadre.shows("Văn phòng đồng ý")
	cadre.presses("▶ Sửa báo cáo", "Đã trả lời 1/128 mục")
	cadre.says("quay lại", "▶ Số hội nghị")
	cadre.says("45", "▶ Số lượt người dự")
	cadre.says("gửi", "Gửi báo cáo")
	cadre.says("đồng ý", "Biên nhận số 2")
}

// refuses has somebody press forged data and finds every report as it was.
func (w *world) refuses(p phone, data string) {
	w.t.Helper()
	before := w.number("select count(*) from report_event")
	if err := p.PressOn(p.Messages()[len(p.Messages())-1].ID, data); err != nil {
		w.t.Fatal(err)
	}
	p.says("trợ giúp", "Cách làm")
	if after := w.number("select count(*) from report_event"); after != before {
		w.t.Errorf("%q by a stranger changed %d events into %d", data, before, after)
	}
}

// What is owed survives the bot: the notice goes out by the next one.
func TestANoticeIsDeliveredAfterAStop(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	gone := w.joined(2, flows.Cadre, "a-luoi")
	gone.Block()
	w.stop()
	w.update(func(tx *storage.Tx) error {
		return errors.Join(
			tx.Notify(storage.Notice{Person: 1, Kind: "test", Screen: flows.Screen{Text: "thứ nhất"}}, today),
			tx.Notify(storage.Notice{Person: 2, Kind: "test", Screen: flows.Screen{Text: "không tới được"}}, today),
			tx.Notify(storage.Notice{Person: 1, Kind: "test", Screen: flows.Screen{Text: "thứ hai"}}, today))
	})
	w.open()
	w.run()
	p.shows("thứ hai")
	chat := p.Messages()
	if before := chat[len(chat)-2].Text; before != "thứ nhất" {
		t.Errorf("before the second notice stands %q", before)
	}
	eventually(t, "found out", func() bool { // by the block itself where the first bot still heard of it, else by the refusal
		return w.number("select count(*) from notice join person on person.id = notice.person where kind = 'test' and (last_error = 'unreachable' or not reachable)") == 1
	})
	gone.Unblock()
	gone.shows("không tới được")
	w.stop()
	if n := w.number("select count(*) from notice where kind = 'test' and outcome = 'sent'"); n != 3 {
		t.Errorf("%d notices delivered", n)
	}
}

// Taking a sent report back is told to the colleagues.
func TestColleaguesLearnThatAReportWasTakenBack(t *testing.T) {
	w := newWorld(t).run()
	one, two := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi")
	one.says("12", "▶ Số hội nghị")
	one.says("gửi", "Gửi báo cáo")
	one.says("đồng ý", "Biên nhận số 1")
	two.shows("đã gửi lúc")
	one.says("sửa báo cáo", "Báo cáo sẽ thành chưa gửi")
	one.presses("✏️ Mở lại để sửa", "Báo cáo đã mở lại")
	two.shows("báo cáo hiện chưa gửi")
}

// Every command that a menu offers is understood.
func TestEveryCommandOfTheMenusIsUnderstood(t *testing.T) {
	for _, role := range []flows.Role{flows.Cadre, flows.Leader, flows.Office, flows.Admin} {
		for _, c := range commandsFor([]flows.Member{{Role: role}}) {
			typed := telegram.Update{Kind: telegram.Message, Text: "/" + c.Name}
			_, desks := wantsDesks(typed)
			_, decides := decisionIn(typed)
			_, books := wishIn(typed)
			_, digest := digestIn(typed)
			_, people := peopleWishIn(typed, false)
			wants := desk.Wants(desk.Place{}, desk.Input{Text: typed.Text})
			_, schedules := scheduleWish(typed)
			_, rounds := dotWishIn(typed, false)
			if !talk.Understands(c.Name) && !wants && !books && !digest && !people && !desks && !decides && !schedules && !rounds && !wantsUnreachable(typed) && !wantsBroadcast(typed) {
				t.Errorf("the menu of %s offers /%s, which nobody understands", role, c.Name)
			}
		}
	}
}

package bot

import (
	"fmt"
	"strings"
	"testing"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/storage"
)

// The office reminds those who have not sent: one has sent, one has not, one has nobody.
func TestTheOfficeReminds(t *testing.T) {
	w := newWorld(t).run()
	one, two, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Leader, "phu-loc"), w.joined(9, flows.Office, "")
	one.says("12", "12 cuộc")
	one.sends()
	office.has(1, "1/2 đơn vị đã gửi")
	office.says("nhắc", "Đồng chí muốn nhắc những đơn vị nào?")
	office.says("ai đó", "Chưa rõ nhắc ai")
	office.presses("Chưa gửi", "Người nhận: chưa gửi")
	office.says("Đề nghị {ten}", "Bot không biết “{ten}”")
	office.says("{Don vi} <còn> {so muc thieu} mục, {han}, {con lai}.", "Xem trước")
	office.says("vâng", "Chưa gửi. Đồng chí gõ")
	office.says("sửa", "Người nhận: chưa gửi")
	office.says("mac dinh", "Xem trước")
	office.says("gui", "Bắt đầu gửi")
	office.has(1, "Đã nhắc xong")
	steps, _, _ := strings.Cut(office.Transcript(), "bot báo kết quả.") // how far it is seen on the way depends on the machine
	_, steps, _ = strings.Cut(steps, "> nhắc")
	golden(t, "broadcast", "> nhắc"+steps)
	office.shows("📣 Đã nhắc xong – Báo cáo 6 tháng\nLúc 14:05 ngày 28/5/2024\n\n✅ Đã nhận: 1 người")
	two.has(1, "Báo cáo của huyện Phú Lộc còn thiếu 128 mục. Hạn gửi: trước ngày 30/5/2024 (ngày mai là ngày cuối).")
	two.presses("▶ Làm tiếp", "dòng 1/46")
	one.says("xem lại", "")
	if n := one.count("Văn phòng nhắc"); n != 0 {
		t.Errorf("who has sent got %d reminders", n)
	}
}

// Every step backwards, by buttons, and every audience by its words.
func TestTheStepsOfABroadcast(t *testing.T) {
	w := newWorld(t).run()
	w.joined(1, flows.Cadre, "a-luoi")
	admin := w.joined(8, flows.Admin, "")
	admin.says("/nhac", "2. Chưa bắt đầu: 2 đơn vị")
	admin.says("4", "dưới bao nhiêu phần trăm")
	admin.says("0", "Chưa đọc được")
	admin.presses("◀ Quay lại", "Đồng chí muốn nhắc")
	admin.says("dưới 50 %", "Người nhận: dưới 50 %")
	admin.says("quay lai", "Đồng chí muốn nhắc")
	admin.says("chưa gửi", "Người nhận: chưa gửi") // elsewhere a command of the desk
	admin.says("quay lai", "Đồng chí muốn nhắc")
	admin.says("chọn đơn vị", "2. huyện Phú Lộc")
	admin.says("a luoi, Huế", "“Huế” không phải số hay tên")
	admin.says("a luoi; 2", "Người nhận: 2 đơn vị được chọn")
	admin.says(strings.Repeat("dài ", 500), "nhiều nhất là 1500")
	admin.presses("Dùng lời mặc định", "Gửi cho 1 người của 1 đơn vị")
	admin.shows("1 đơn vị chưa ai tham gia nên không nhận được, đề nghị gọi điện: huyện Phú Lộc.")
	admin.presses("✏️ Sửa lời", "Đồng chí gõ lời nhắc")
	admin.SendSticker("🙂")
	admin.shows("Lời nhắc chỉ gồm chữ")
	admin.presses("✖ Thôi", "Đã thôi, không gửi gì.")
	admin.says("nhac", "Đồng chí muốn nhắc")
	admin.says("chỉnh lý", "Đồng chí gõ lời nhắc")
	admin.says("gửi", "Không có ai để gửi") // a text like any other
	admin.says("thôi", "Đã thôi")
	admin.says("/nhac", "Đồng chí muốn nhắc")
	admin.says("chưa ai tham gia", "1 đơn vị chưa ai tham gia, đề nghị gọi điện:\n• huyện Phú Lộc")
	admin.says("xin chào", "/tonghop")
	if n := w.number("select count(*) from broadcast"); n != 0 {
		t.Errorf("%d broadcasts", n)
	}
}

// A step that waits survives a restart; another command leaves it, and so do others'
// buttons; what is typed then is no text of a broadcast.
func TestAStepSurvivesARestartAndIsLeft(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	office.says("/nhac", "Đồng chí muốn nhắc")
	office.says("1", "Đồng chí gõ lời nhắc")
	w.restart()
	office.says("Chào các đồng chí", "Không có ai để gửi")
	for _, command := range []string{"/tiendo", "tiến độ", "/khonglienlac", "/denghi", "/bantin", "/gimido"} {
		office.says("/nhac", "Đồng chí muốn nhắc")
		office.says("1", "Đồng chí gõ lời nhắc")
		office.says(command, "")
		office.says("Chào các đồng chí", "/tonghop")
		if n := w.number("select count(*) from broadcast_draft"); n != 0 {
			t.Errorf("%s leaves %d drafts", command, n)
		}
	}
	office.says("/nhac", "Đồng chí muốn nhắc")
	if err := office.Press("Tiến độ"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "left", func() bool { return w.number("select count(*) from broadcast_draft") == 0 })
	office.says("1", "/tonghop")
}

// Who may say /nhac or press its buttons, forged ones too: office and admin alone.
func TestWhoMayBroadcast(t *testing.T) {
	w := newWorld(t).run()
	people := map[string]phone{
		"cadre": w.joined(1, flows.Cadre, "a-luoi"), "leader": w.joined(2, flows.Leader, "a-luoi"), "stranger": w.phone(3, "người lạ"),
		"office": w.joined(9, flows.Office, ""), "admin": w.joined(8, flows.Admin, ""),
	}
	people["stranger"].says("xin chào", "thư mời")
	admin := people["admin"]
	admin.says("/nhac", "Đồng chí muốn nhắc")
	admin.says("1", "gõ lời nhắc")
	admin.says("mặc định", "Xem trước")
	draft := w.number("select cast(json_extract(draft, '$.id') as integer) from broadcast_draft")
	forged := []string{"nhac", fmt.Sprintf("nhac|%d|go", draft), "nhac|1|go", "nhac|0|to|1", "nhac|stop|1", "nhac|stop|x", "nhac||", "nhac|", fmt.Sprintf("nhac|%d", draft), fmt.Sprintf("nhac|%d|to|1", draft), fmt.Sprintf("nhac|%d|to", draft)}
	for _, role := range []string{"cadre", "leader", "stranger", "office"} {
		p := people[role]
		p.says("/nhac", "")
		if asked := p.count("Đồng chí muốn nhắc"); asked > 0 != (role == "office") {
			t.Errorf("%s is asked whom to remind %d times", role, asked)
		}
		for _, data := range forged {
			before := p.w.number(fmt.Sprintf("select coalesce(sum(turn), 0) from chat where person = %d", map[string]int{"cadre": 1, "leader": 2, "stranger": 3, "office": 9}[role]))
			last := p.Messages()[len(p.Messages())-1]
			if err := p.PressOn(last.ID, data); err != nil {
				t.Fatal(err)
			}
			if role != "stranger" {
				eventually(t, "taken", func() bool {
					return p.w.number(fmt.Sprintf("select coalesce(sum(turn), 0) from chat where person = %d", map[string]int{"cadre": 1, "leader": 2, "office": 9}[role])) > before
				})
			}
		}
	}
	if n := w.number("select count(*) from broadcast"); n != 0 {
		t.Errorf("%d broadcasts after forged buttons", n)
	}
	admin.says("gửi", "Bắt đầu gửi")
	admin.has(1, "Đã nhận: 2 người")
	if n := w.number("select count(*) from broadcast"); n != 1 {
		t.Errorf("%d broadcasts", n)
	}
}

// A second tap on "Gửi", and the button of an earlier draft, send nothing.
func TestGoIsPressedTwice(t *testing.T) {
	w := newWorld(t).run()
	p, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	office.says("/nhac", "Đồng chí muốn nhắc")
	office.says("1", "gõ lời nhắc")
	office.says("Lời nhắc thứ nhất", "Xem trước")
	look := office.Messages()[len(office.Messages())-1]
	data := look.Buttons[0][0].Data
	office.presses("✅ Gửi", "Bắt đầu gửi")
	office.has(1, "Đã nhắc xong")
	office.says("/nhac", "Đồng chí muốn nhắc")
	for range 2 {
		if err := office.PressOn(look.ID, data); err != nil {
			t.Fatal(err)
		}
	}
	office.waits("told", func([]emulator.Message) bool { return office.count("Nút đó của lần trước") > 0 })
	office.says("1", "gõ lời nhắc")
	if p.count("Lời nhắc thứ nhất") != 1 || w.number("select count(*) from broadcast") != 1 {
		t.Errorf("sent twice:\n%s", p.Transcript())
	}
}

// broadcast begins one past the conversation.
func (w *world) broadcast(by flows.PersonID, a broadcast.Audience, text string) (id int64) {
	w.t.Helper()
	w.update(func(tx *storage.Tx) (err error) {
		id, err = AddBroadcast(tx, "r", by, a, text, today)
		return err
	})
	w.bot.noticed()
	return id
}

func (w *world) reached(state storage.Reached) int64 {
	w.t.Helper()
	return w.number(fmt.Sprintf("select count(*) from broadcast_to where state = '%s'", state))
}

// Every outcome: delivered, blocked, lost, refused, needless, and a unit with nobody.
func TestWhatBecomesOfABroadcast(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	for id := range int64(4) {
		w.joined(1+id, flows.Cadre, "a-luoi")
	}
	w.phone(2, "").Block()
	eventually(t, "known", func() bool { return w.number("select count(*) from person where not reachable") == 1 })
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc")
	office.has(1, "Đã nhắc xong")
	report := office.Messages()[len(office.Messages())-1].Text
	for _, want := range []string{"Đã nhận: 3 người", "Đã chặn bot hoặc bỏ tài khoản: 1 người\n• huyện A Lưới – cadre a-luoi", "Chưa ai tham gia, đề nghị gọi điện: 1 đơn vị\n• huyện Phú Lộc"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	last := w.joined(5, flows.Cadre, "phu-loc")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.DropAfter}) // delivered, and no answer
	w.broadcast(0, broadcast.Audience{Kind: broadcast.Chosen, Units: []flows.UnitID{"phu-loc"}}, "Lời khác")
	office.has(1, "Không rõ đã nhận hay chưa (mất kết nối đúng lúc gửi; bot không gửi lại để khỏi trùng): 1 người\n• huyện Phú Lộc – cadre phu-loc")
	last.has(1, "Lời khác")
	for _, id := range []int64{1, 3, 4} {
		if n := w.phone(id, "").count("Lời nhắc"); n != 1 {
			t.Errorf("person %d got it %d times", id, n)
		}
	}
}

// A flood that Telegram complains of loses and doubles nothing.
func TestAFloodDuringABroadcast(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	people := []phone{w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi"), w.joined(3, flows.Cadre, "phu-loc")}
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.TooManyRequests, RetryAfter: 1, Times: 2})
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc")
	office.has(1, "Đã nhận: 3 người")
	for _, p := range people {
		p.has(1, "Lời nhắc")
	}
}

// Who is in the audience no more when it is sent gets nothing: for each kind that waits
// for something.
func TestTheAudienceIsCheckedAgain(t *testing.T) {
	for _, kind := range []broadcast.Audience{{Kind: broadcast.NotSent}, {Kind: broadcast.NotStarted}, {Kind: broadcast.Below, Percent: 1}, {Kind: broadcast.Revising}} {
		t.Run(string(kind.Kind), func(t *testing.T) {
			w := newWorld(t).run()
			p, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
			w.joined(2, flows.Cadre, "phu-loc")
			w.stop()
			var id int64
			w.update(func(tx *storage.Tx) (err error) {
				if kind.Kind == broadcast.Revising {
					if err := tx.Happen("r", "a-luoi", storage.Sent, 1, "", today); err != nil {
						return err
					}
					if err := tx.Happen("r", "a-luoi", storage.Revise, 9, "sai", today); err != nil {
						return err
					}
				}
				id, err = AddBroadcast(tx, "r", 9, kind, "Lời nhắc", today)
				return err
			})
			c := storage.Broadcast{ID: id, Round: "r", Audience: []byte(fmt.Sprintf(`{"kind":%q,"percent":%d}`, kind.Kind, kind.Percent))}
			if err := w.bot.planBroadcast(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			w.update(func(tx *storage.Tx) error {
				if kind.Kind == broadcast.NotStarted || kind.Kind == broadcast.Below {
					a := flows.Answer{Question: "van_ban.so@huyen", Value: flows.Value{State: flows.Given, Number: 1}, By: 1, At: today, Channel: channel}
					b := a
					b.Question = "van_ban.so@xa"
					return tx.Append("r", "a-luoi", []flows.Answer{a, b})
				}
				return tx.Happen("r", "a-luoi", storage.Sent, 1, "", today)
			})
			w.open()
			w.run()
			office.has(1, "Đã nhắc xong")
			if n := w.reached(storage.ReachNeedless); n != 1 || p.count("Lời nhắc") != 0 {
				t.Errorf("%d needless; %s", n, p.Transcript())
			}
		})
	}
}

// A message of the office neither moves anybody nor answers anything; the button goes on.
func TestABroadcastMovesNobody(t *testing.T) {
	w := newWorld(t).run()
	p, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	p.says("12 45", "▶ Số lượt người dự (cấp huyện)")
	place := w.number("select sum(length(place)) from place")
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc")
	office.has(1, "Đã nhắc xong")
	if now := w.number("select sum(length(place)) from place"); now != place {
		t.Error("the place changed")
	}
	p.presses("▶ Làm tiếp", "▶ Số lượt người dự (cấp huyện)")
	p.says("450", "450 lượt người")
}

// It names what is missing, by item where few are, and its button opens the card of the
// first; of a report that is sent there is nothing to say.
func TestABroadcastNamesWhatIsMissing(t *testing.T) {
	w := newWorld(t).run()
	one, two, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.joined(9, flows.Office, "")
	w.update(func(tx *storage.Tx) error {
		return answerAllBut(tx, today, "quan_triet.hoi_nghi@xa", "quan_triet.luot_nguoi@huyen")
	})
	two.sends()
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Đề nghị {đơn vị} gửi sớm.")
	office.has(1, "Đã nhận: 2 người")
	_, got, _ := strings.Cut(one.Transcript(), "\n\n📣")
	want := "Văn phòng nhắc đồng chí\n\nĐề nghị huyện A Lưới gửi sớm.\n\nCòn 2 mục chưa trả lời:\n" +
		"• I.1 · Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã)\n• I.1 · Số lượt người dự (cấp huyện)\n[ ▶ Làm tiếp ]"
	if got = strings.TrimSpace(got); got != want {
		t.Errorf("A Lưới got:\n%s\nwant:\n%s", got, want)
	}
	_, got, _ = strings.Cut(two.Transcript(), "\n\n📣")
	if want = "Văn phòng nhắc đồng chí\n\nĐề nghị huyện Phú Lộc gửi sớm.\n[ Xem lại ]"; strings.TrimSpace(got) != want {
		t.Errorf("Phú Lộc got:\n%s\nwant:\n%s", got, want)
	}
	one.presses("▶ Làm tiếp", "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã)")
}

// In a closed round it names nothing to fill: nothing can be.
func TestABroadcastInAClosedRound(t *testing.T) {
	w := newWorld(t).run()
	one, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 0, today) })
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Đợt này {còn lại}.")
	office.has(1, "Đã nhận: 1 người")
	_, got, _ := strings.Cut(one.Transcript(), "\n\n📣")
	if want := "Văn phòng nhắc đồng chí\n\nĐợt này đã chốt.\n[ Xem lại ]"; strings.TrimSpace(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Somebody with two units gets one message, about both, with a button for each.
func TestOnePersonOfTwoUnits(t *testing.T) {
	w := newWorld(t).run()
	p, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	p.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Còn {số mục thiếu} mục của {đơn vị}.")
	office.has(1, "Đã nhận: 1 người")
	p.has(1, "Còn 128 mục của huyện A Lưới.\n\nCòn 128 mục của huyện Phú Lộc.")
	p.presses("▶ Làm tiếp – huyện A Lưới", "huyện A Lưới")
}

// One at a time; "dừng" stops it, at any time and by anybody of the office, and nothing
// more goes out.
func TestABroadcastIsStopped(t *testing.T) {
	w := newWorld(t)
	w.run()
	office, admin := w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	w.crowd(callsAtOnce + 20)
	admin.says("/nhac", "Đồng chí muốn nhắc")
	admin.says("1", "gõ lời nhắc")
	admin.says("mặc định", "Xem trước")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.TooManyRequests, RetryAfter: 2, Times: 1})
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc")
	eventually(t, "sending", func() bool { return w.reached(storage.ReachSending) > 0 })
	admin.Say("gửi")
	admin.Say("dừng")
	admin.has(1, "Đang có một lần nhắc khác")
	admin.has(1, "Đã dừng: không gửi thêm")
	office.has(1, "✋ Đã dừng nhắc")
	sent, waiting := w.reached(storage.ReachSent), w.reached(storage.ReachWaiting)
	office.shows(fmt.Sprintf("Chưa gửi vì đã dừng: %d người", waiting))
	got := 0
	for id := range int64(callsAtOnce + 20) {
		got += w.phone(100+id, "").count("Lời nhắc")
	}
	if n := w.number("select count(*) from audit where act = 'stopped' and person = 8"); n != 1 {
		t.Errorf("the audit holds %d stops", n)
	}
	if waiting == 0 || sent != int64(got) || sent+waiting != callsAtOnce+20 {
		t.Errorf("%d sent, %d got it, %d wait", sent, got, waiting)
	}
	if err := office.Press("✋ Dừng gửi"); err == nil {
		t.Error("the button is still there")
	}
	admin.says("nhac", "Đồng chí muốn nhắc")
	admin.says("dừng", "Đã thôi")
	admin.says("dừng", "/tonghop")
}

// What was being sent when the program ended is unknown, is not sent again, and is in
// the report; the rest goes out.
func TestACrashDuringABroadcast(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	one, two := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc")
	w.stop()
	w.update(func(tx *storage.Tx) error {
		id, err := AddBroadcast(tx, "r", 9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc", today)
		if err != nil {
			return err
		}
		if err := tx.AddRecipients(id, []flows.UnitID{"a-luoi"}, today); err != nil { // and the process dies while it plans
			return err
		}
		if err := tx.StartBroadcast(id, nil); err != nil {
			return err
		}
		if _, err := tx.BeginSending(storage.Recipient{Broadcast: id, Person: 1}, today); err != nil { // and while it sends
			return err
		}
		return tx.AddRecipients(id, []flows.UnitID{"phu-loc"}, today)
	})
	w.open()
	w.run()
	office.has(1, "Đã nhắc xong")
	office.shows("chưa (mất kết nối đúng lúc gửi; bot không gửi lại để khỏi trùng): 1 người\n• huyện A Lưới – cadre a-luoi")
	two.has(1, "Lời nhắc")
	if one.count("Lời nhắc") != 0 {
		t.Error("sent again")
	}
}

// During an outage messages wait: what was in the air is lost, not everybody's.
func TestAnOutageDuringABroadcast(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	const people = 4 * callsAtOnce
	w.crowd(people)
	w.server.Fault(emulator.Fault{Kind: emulator.BadGateway, Times: people - 2})
	w.broadcast(9, broadcast.Audience{Kind: broadcast.All}, "Lời nhắc")
	office.has(1, "Đã nhắc xong")
	got := int64(0)
	for id := range int64(people) {
		got += int64(w.phone(100+id, "").count("Lời nhắc"))
	}
	if lost := w.reached(storage.ReachUnknown); lost > callsAtOnce+2 || got+lost != people {
		t.Errorf("%d got it, %d are unknown", got, lost)
	}
}

// crowd gives A Lưới many people, numbered from 100, to whom the bot may write.
func (w *world) crowd(n int) {
	w.t.Helper()
	for id := range int64(n) {
		w.phone(100+id, "cán bộ").Say("xin chào")
	}
	eventually(w.t, "at rest", func() bool {
		for id := range int64(n) {
			if w.phone(100+id, "").count("thư mời") == 0 {
				return false
			}
		}
		return true
	})
	w.update(func(tx *storage.Tx) error {
		for id := range int64(n) {
			code, err := tx.NewInvite(flows.Cadre, "a-luoi", today, today.AddDate(0, 0, 1))
			if err != nil {
				return err
			}
			if _, err := tx.UseInvite(code, flows.PersonID(100+id), "cán bộ", today); err != nil {
				return err
			}
		}
		return nil
	})
}

// The report names as many as fit, and counts the rest.
func TestAReportFitsOneMessage(t *testing.T) {
	r := reached{counts: map[storage.Reached]int{storage.ReachSent: 9000, storage.ReachBlocked: 500, storage.ReachUnknown: 3}, lists: map[storage.Reached][]storage.Recipient{}}
	for i := range maxReached {
		r.lists[storage.ReachBlocked] = append(r.lists[storage.ReachBlocked], storage.Recipient{UnitName: strings.Repeat("xã & ", 20), Name: fmt.Sprint("người số ", i)})
		r.joinless = append(r.joinless, strings.Repeat("huyện ", 9))
	}
	r.lists[storage.ReachUnknown] = []storage.Recipient{{UnitName: "huyện A Lưới", Name: "cán bộ A Lưới"}}
	s := screenReached(r)
	if n := len([]rune(s.Text)); n > 4000 || n < 2000 {
		t.Errorf("%d characters", n)
	}
	for _, want := range []string{"bỏ tài khoản: 500 người", "người nữa", "gọi điện: 200 đơn vị", "đơn vị nữa", "• huyện A Lưới – cán bộ A Lưới"} {
		if !strings.Contains(s.Text, want) {
			t.Errorf("lacks %q:\n%s", want, s.Text)
		}
	}
}

// A broadcast that a restore found in the middle of its planning says that its list was
// not finished; one whose list was there does not.
func TestAnUnfinishedListIsTold(t *testing.T) {
	for state, want := range map[storage.BroadcastState]int{storage.CutShort: 1, storage.CutOff: 0, storage.Done: 0} {
		r := reached{Broadcast: storage.Broadcast{State: state}, counts: map[storage.Reached]int{storage.ReachUnknown: 2}}
		text := screenReached(r).Text
		if n := strings.Count(text, "\n⚠️ Bản sao lưu lập khi danh sách người nhận chưa xong: có thể còn người khác đã nhận"); n != want {
			t.Errorf("%s: told %d times:\n%s", state, n, text)
		}
		if restored := strings.Contains(text, "khôi phục từ bản sao lưu"); restored != (state != storage.Done) {
			t.Errorf("%s:\n%s", state, text)
		}
	}
}

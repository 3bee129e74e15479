package bot

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/excel"
	"baocaobot/flows/picture"
	"baocaobot/storage"
)

var linkForm = regexp.MustCompile(`https://t\.me/\w+\?start=([A-Z2-7]{26})`)

// file is the newest file that the chat shows, once there are n.
func (p phone) file(n int) (m emulator.Message) {
	p.w.t.Helper()
	p.waits(fmt.Sprintf("file %d", n), func(chat []emulator.Message) bool {
		found := 0
		for _, one := range chat {
			if one.FromBot && one.File != nil {
				m = one
				found++
			}
		}
		return found >= n
	})
	return m
}

// code is the invite in the newest file.
func (p phone) code(n int) string {
	p.w.t.Helper()
	m := p.file(n)
	found := linkForm.FindStringSubmatch(m.Text)
	if found == nil {
		p.w.t.Fatalf("no link in %q", m.Text)
	}
	return found[1]
}

// keepsNoCode finds none of the codes in the files of the database.
func (w *world) keepsNoCode(codes ...string) {
	w.t.Helper()
	for _, name := range []string{w.path, w.path + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, code := range codes {
			if bytes.Contains(data, []byte(code)) {
				w.t.Errorf("%s holds the code of an invite", name)
			}
		}
	}
}

func (w *world) rights(person flows.PersonID) (list []flows.Member) {
	w.t.Helper()
	w.update(func(tx *storage.Tx) error {
		rights, err := tx.RightsOf(person)
		for _, r := range rights {
			list = append(list, r.Member)
		}
		return err
	})
	return list
}

func TestAnAdminInvitesByUnit(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	admin.says("/moi", "gõ tên đơn vị")
	admin.says("u", "1. tỉnh Thừa Thiên Huế")
	admin.says("7", "chỉ có từ 1 đến 3")
	admin.Say("2")
	first := admin.code(1)
	m := admin.file(1)
	want, err := picture.QR("https://t.me/baocao_demo_bot?start=" + first)
	if err != nil || m.File.Kind != "photo" || !bytes.Equal(m.File.Data, want) {
		t.Errorf("a %s that is not the QR code of the link (%v)", m.File.Kind, err)
	}
	admin.Say("/mời phú lộc lãnh đạo")
	second := admin.code(2)
	admin.Say("/moi van phong")
	third := admin.code(3)
	w.keepsNoCode(first, second, third)
	golden(t, "invite", withoutCodes(admin))
	w.phone(1, "cán bộ A Lưới").says("/start "+first, "báo cáo cho huyện A Lưới")
	w.phone(2, "lãnh đạo Phú Lộc").says(second, "duyệt báo cáo của huyện Phú Lộc")
	w.phone(3, "văn phòng").says("/start "+third, "quyền văn phòng")
	w.phone(4, "người lạ").says("/start "+first, "Thư mời này không dùng được")
}

// withoutCodes is a conversation without what is drawn at random.
func withoutCodes(p phone) string {
	text := linkForm.ReplaceAllString(withoutSize(p.Transcript()), "LINK")
	text = regexp.MustCompile(`Ảnh \(\d+ byte\)`).ReplaceAllString(text, "Ảnh")
	return regexp.MustCompile(`/start [A-Z2-7]{26}`).ReplaceAllString(text, "/start CODE")
}

// An invite that may not have arrived is made anew: the code before is no good.
func TestAnInviteIsMadeAnewWhenItIsSentAgain(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	n := storage.Notice{ID: 77, Person: 9, Kind: "invite|cadre|a-luoi|0"}
	for range 2 {
		if err := w.bot.sendInvite(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	first, second := linkForm.FindStringSubmatch(admin.Messages()[2].Text)[1], admin.code(2)
	p := w.phone(1, "cán bộ A Lưới")
	p.says("/start "+first, "không dùng được")
	p.says("/start "+second, "huyện A Lưới")
	if err := w.bot.sendInvite(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if got := len(admin.Messages()); got != 4 {
		t.Errorf("%d messages: an invite that was used is sent again", got)
	}
}

func TestACallSheetOfAllUnits(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	w.joined(1, flows.Cadre, "a-luoi")
	admin.says("/moi tất cả 2", "đã có 1 người, còn thiếu 3")
	admin.presses("✅ Lập danh sách", "3 đường dẫn mới")
	excel.Opens(t, admin.file(1).File.Data)
	rows, codes := w.sheet(admin.file(1))
	want := []string{
		"1|huyện A Lưới|cán bộ|||cadre a-luoi|14:05 28/5/2024",
		"2|huyện A Lưới|cán bộ|LINK|27/6/2024||",
		"3|huyện Phú Lộc|cán bộ|LINK|27/6/2024||",
		"4|huyện Phú Lộc|cán bộ|LINK|27/6/2024||",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	w.keepsNoCode(codes...)
	alone := w.invite(flows.Cadre, "phu-loc") // made alone: no sheet ends it
	w.phone(2, "cán bộ Phú Lộc").says("/start "+codes[1], "huyện Phú Lộc")
	admin.says("/moi tat ca 2", "2 đường dẫn chưa dùng của danh sách trước sẽ hết hiệu lực")
	admin.says("đồng ý", "2 đường dẫn chưa dùng của danh sách trước đã hết hiệu lực")
	_, again := w.sheet(admin.file(2))
	if len(again) != 2 {
		t.Errorf("%d new links", len(again))
	}
	late := w.phone(3, "người thứ ba")
	late.says("/start "+codes[2], "không dùng được")
	late.says("/start "+again[1], "huyện Phú Lộc")
	w.phone(4, "người thứ tư").says("/start "+alone, "huyện Phú Lộc")
}

// sheet reads a call sheet: its rows with LINK for each link, and their codes.
func (w *world) sheet(m emulator.Message) (rows, codes []string) {
	w.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(m.File.Data))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	all, err := f.GetRows(wordSheetName)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, row := range all[4:] {
		row = append(row, make([]string, len(callHeads)-len(row))...)
		if found := linkForm.FindStringSubmatch(row[3]); found != nil {
			codes = append(codes, found[1])
			row[3] = "LINK"
		}
		rows = append(rows, strings.Join(row, "|"))
	}
	return rows, codes
}

// A right is checked on every turn: somebody without it is a stranger at once.
func TestARevokedPersonIsAStranger(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	p, other := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi")
	unused := w.invite(flows.Cadre, "a-luoi")
	p.says("12", "▶ Số hội nghị")
	card := p.Messages()[len(p.Messages())-1].ID
	admin.says("/thuhoi a luoi", "3. ✉️ 1 thư mời cán bộ chưa dùng")
	admin.says("1", "Thu hồi quyền cán bộ huyện A Lưới của cadre a-luoi?")
	admin.says("Lý do: đã chuyển công tác", "Lý do: đã chuyển công tác")
	admin.presses("✅ Thu hồi", "Đã thu hồi quyền cán bộ huyện A Lưới")
	p.shows("không còn quyền cán bộ huyện A Lưới")
	p.says("45", "cần thư mời")
	if err := p.PressOn(card, "none"); err != nil {
		t.Fatal(err)
	}
	p.says("/toi", "cần thư mời")
	if n := len(w.report("a-luoi").Answers); n != 1 {
		t.Errorf("%d answers", n)
	}
	other.says("xem lại", "12 cuộc")
	admin.says("/thuhoi A Lưới", "1. cadre a-luoi")
	admin.says("2", "Thu hồi mọi thư mời cán bộ huyện A Lưới chưa dùng?")
	admin.says("dong y", "Đã thu hồi 1 thư mời")
	w.phone(3, "người thứ ba").says("/start "+unused, "không dùng được")
	w.phone(1, "cadre a-luoi").says("/start "+unused, "không dùng được")
}

// One's own invite opens nothing once the right is gone.
func TestAnOldInviteDoesNotBringARightBack(t *testing.T) {
	w := newWorld(t).run()
	code := w.invite(flows.Cadre, "a-luoi")
	p := w.phone(1, "cán bộ A Lưới")
	p.says("/start "+code, "Chào đồng chí")
	p.says("/start "+code, "Chào đồng chí") // harmless while the right is there
	p.says("/roi", "Đồng chí rời quyền cán bộ huyện A Lưới?")
	p.says("/roi dong y", "Đồng chí đã rời quyền")
	p.says("/start "+code, "Thư mời này không dùng được")
	if got := w.rights(1); len(got) != 0 {
		t.Errorf("rights: %v", got)
	}
}

// What was owed to somebody by a right that is gone is not sent.
func TestNoticesOfALostRightAreDropped(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	both := w.joined(2, flows.Cadre, "a-luoi")
	both.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
	office := w.joined(3, flows.Office, "")
	demoted := w.joined(4, flows.Admin, "")
	demoted.says("/start "+w.invite(flows.Office, ""), "quyền văn phòng")
	w.stop()
	tell := func(person flows.PersonID, kind string, unit flows.UnitID) {
		w.update(func(tx *storage.Tx) error {
			return tx.Notify(storage.Notice{Person: person, Kind: kind, Unit: unit, Screen: plain("bí mật")}, today)
		})
	}
	tell(1, "sent", "a-luoi")
	tell(1, "cũ", "") // owed before notices had units
	tell(2, "sent", "a-luoi")
	tell(2, "kept", "phu-loc")
	tell(3, noticeAsked, "")
	for _, kind := range []string{"invite|cadre|a-luoi|0", "log|", noticeGuesses} {
		tell(4, kind, "")
	}
	w.update(func(tx *storage.Tx) error {
		for _, m := range []flows.Member{{Person: 1, Role: flows.Cadre, Unit: "a-luoi"}, {Person: 2, Role: flows.Cadre, Unit: "a-luoi"}, {Person: 3, Role: flows.Office}, {Person: 4, Role: flows.Admin}} {
			if err := tx.Revoke(m, storage.Deed{At: today, Act: storage.Revoked, About: m.Person}); err != nil {
				return err
			}
		}
		return nil
	})
	w.open()
	w.run()
	eventually(t, "all are done with", func() bool { return w.number("select count(*) from notice where done_ms = 0") == 0 })
	for _, one := range []phone{p, office, demoted} {
		for _, m := range one.Messages() {
			if m.Text == "bí mật" || m.File != nil {
				t.Errorf("it was sent to somebody without the right")
			}
		}
	}
	n := 0
	for _, m := range both.Messages() {
		if m.Text == "bí mật" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the cadre of the other unit was sent %d of 1", n)
	}
}

func TestAColleagueTakesOver(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	one, two := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Leader, "a-luoi")
	w.task(1)
	admin.says("/chuyen a luoi", "Chuyển quyền của ai – huyện A Lưới")
	admin.says("1", "1. leader a-luoi – lãnh đạo")
	admin.says("1", "Chuyển quyền cán bộ huyện A Lưới từ cadre a-luoi cho leader a-luoi?")
	admin.presses("✅ Chuyển", "Đã chuyển quyền")
	two.shows("nhận quyền cán bộ huyện A Lưới thay cadre a-luoi")
	one.says("12", "cần thư mời")
	want := []flows.Member{{Person: 2, Role: flows.Cadre, Unit: "a-luoi"}, {Person: 2, Role: flows.Leader, Unit: "a-luoi"}}
	if diff := cmp.Diff(want, w.rights(2)); diff != "" {
		t.Error(diff)
	}
	if got := w.tasks(); got != 2 {
		t.Errorf("the section is with %d", got)
	}
}

// The last admin may hand the office over, but not leave it empty.
func TestTheLastAdminHandsOver(t *testing.T) {
	w := newWorld(t).run()
	admin, office := w.joined(9, flows.Admin, ""), w.joined(8, flows.Office, "")
	admin.says("/chuyen quan tri", "1. admin")
	admin.says("1", "1. office – văn phòng")
	admin.says("2", "cho người mới, bằng thư mời?")
	admin.says("đồng ý", "quản trị cuối cùng")
	admin.says("chuyển quyền", "gõ tên đơn vị")
	admin.says("quản trị", "1. admin")
	admin.says("1", "1. office")
	admin.says("1", "Chuyển quyền quản trị từ admin")
	admin.says("đồng ý", "Đã chuyển quyền quản trị")
	office.shows("nhận quyền quản trị thay admin")
	admin.says("/nguoi", "cần thư mời")
	office.says("/moi a luoi", "Thư mời")
}

func TestASuccessorIsInvited(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	one := w.joined(1, flows.Cadre, "a-luoi")
	w.task(1)
	admin.says("/chuyen a luoi", "1. cadre a-luoi")
	admin.says("1", "1. Người mới, bằng thư mời")
	admin.says("1", "cho người mới, bằng thư mời?")
	admin.Say("đồng ý")
	code := admin.code(1)
	one.says("12", "cần thư mời")
	w.phone(5, "người kế nhiệm").says("/start "+code, "huyện A Lưới")
	if got := w.tasks(); got != 5 {
		t.Errorf("the section is with %d", got)
	}
}

const someSection = "II.3.3"

func (w *world) task(person flows.PersonID) {
	w.update(func(tx *storage.Tx) error {
		return tx.GiveTask("r", "a-luoi", flows.Task{Section: someSection, Person: person}, person, today)
	})
}

func (w *world) tasks() (person flows.PersonID) {
	w.update(func(tx *storage.Tx) error {
		tasks, err := tx.Tasks("r", "a-luoi")
		person = tasks[someSection]
		return err
	})
	return person
}

func TestOwnRightsAndLeaving(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	admin.says("/roi", "quản trị cuối cùng")
	admin.says("/thuhoi quan tri", "1. admin")
	admin.says("1", "Thu hồi quyền quản trị")
	admin.says("có", "quản trị cuối cùng")
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
	p.says("/tôi", "2. cán bộ huyện Phú Lộc, từ 28/5/2024")
	p.says("/roi", "Đồng chí rời quyền nào?")
	p.presses("2", "Đồng chí rời quyền cán bộ huyện Phú Lộc?")
	p.presses("Thôi", "vẫn giữ quyền như cũ")
	p.says("/roi 2", "Đồng chí rời quyền cán bộ huyện Phú Lộc?")
	p.presses("✅ Rời", "Đồng chí đã rời quyền cán bộ huyện Phú Lộc")
	p.says("quyền của tôi", "1. cán bộ huyện A Lưới")
	if diff := cmp.Diff([]flows.Member{{Person: 1, Role: flows.Cadre, Unit: "a-luoi"}}, w.rights(1)); diff != "" {
		t.Error(diff)
	}
	w.joined(8, flows.Admin, "")
	admin.says("/roi", "Đồng chí rời quyền quản trị?")
	admin.says("/roi 1 đồng ý", "Đồng chí đã rời quyền quản trị")
	admin.says("/moi a luoi", "cần thư mời")
}

func TestGuessingCodesIsSlowed(t *testing.T) {
	w := newWorld(t).run()
	good := w.invite(flows.Cadre, "a-luoi")
	p := w.phone(66, "người lạ")
	for i := range mostWrongCodes {
		p.says(fmt.Sprintf("/start SAI%d", i), "Thư mời này không dùng được")
	}
	p.says("/start SAI9", "đợi đến 15:05")
	p.says("/start "+good, "đợi đến 15:05") // so that no answer tells a right code
	w.stop()
	w.open()
	w.run()
	p.says("/start "+good, "đợi đến 15:05") // a restart forgets nothing
	w.phone(67, "người khác").says("/start SAI", "không dùng được")
	if n := w.number("select count(*) from guess"); n != 3 {
		t.Errorf("%d rows for two chats and all", n)
	}
	w.stop()
	w.open()
	w.bot.now = func() time.Time { return today.Add(time.Hour + time.Minute) }
	w.run()
	p.says("/start "+good, "huyện A Lưới")
}

// A link that was good once is no guess.
func TestADeadLinkIsNoGuess(t *testing.T) {
	w := newWorld(t).run()
	used := w.invite(flows.Cadre, "a-luoi")
	w.phone(1, "cán bộ A Lưới").says("/start "+used, "huyện A Lưới")
	p := w.phone(2, "cán bộ Phú Lộc")
	for range mostWrongCodes + 1 {
		p.says("/start "+used, "Thư mời này không dùng được")
	}
	p.says("/start "+w.invite(flows.Cadre, "phu-loc"), "huyện Phú Lộc")
}

func TestTheAdminsAreToldOfManyWrongCodes(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	office := w.joined(8, flows.Office, "")
	w.update(func(tx *storage.Tx) error {
		for i := range manyWrongCodes - 1 {
			if _, err := tx.AddWrongCode(flows.PersonID(1000+i), today); err != nil {
				return err
			}
		}
		return nil
	})
	w.phone(20, "người lạ").says("/start SAI", "không dùng được")
	admin.shows("100 lần thử mã mời không đúng")
	w.phone(20, "người lạ").says("/start SAI2", "không dùng được")
	if n := w.number("select count(*) from notice where kind = 'guesses'"); n != 1 {
		t.Errorf("told %d times", n)
	}
	office.says("/toi", "văn phòng")
	if chat := office.Messages(); strings.Contains(chat[len(chat)-1].Text, "mã mời") {
		t.Error("the office was told")
	}
}

// Who may do what: every command and every button, by everybody.
func TestOnlyAdminsChangeRights(t *testing.T) {
	w := newWorld(t).run()
	admin, office, cadre, leader := w.joined(9, flows.Admin, ""), w.joined(8, flows.Office, ""), w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Leader, "a-luoi")
	stranger := w.phone(66, "người lạ")
	const no, strange = "chỉ quản trị làm được", "cần thư mời"
	cases := []struct {
		typed                                   string
		admin, office, cadre, leader, outsiders string
	}{
		{"/thuhoi a luoi", "Thu hồi quyền của ai", no, no, no, strange},
		{"/chuyen a luoi", "Chuyển quyền của ai", no, no, no, strange},
		{"/moi tat ca", "Danh sách mời cán bộ", no, no, no, strange},
		{"/moi", "Mời cán bộ", no, no, no, strange},
		{"/nhatky", "Nhật ký", no, no, no, strange},
		{"/nguoi", "1 cán bộ, 1 lãnh đạo đơn vị, 1 văn phòng, 1 quản trị", "Chưa có ai: 1/2 đơn vị", no, no, strange},
		{"/nguoi a luoi", "1. cadre a-luoi – cán bộ", "2. leader a-luoi – lãnh đạo", no, no, strange},
		{"/toi", "1. quản trị, từ 28/5/2024", "1. văn phòng, từ", "1. cán bộ huyện A Lưới", "1. lãnh đạo huyện A Lưới", strange},
		{"/roi", "quản trị cuối cùng", "rời quyền văn phòng?", "rời quyền cán bộ", "rời quyền lãnh đạo", strange},
	}
	for _, c := range cases {
		admin.says(c.typed, c.admin)
		office.says(c.typed, c.office)
		cadre.says(c.typed, c.cadre)
		leader.says(c.typed, c.leader)
		stranger.says(c.typed, c.outsiders)
	}
	admin.says("/thuhoi a luoi", "1. cadre a-luoi")
	rights, invites, deeds := w.number("select count(*) from member"), w.number("select count(*) from invite"), w.number("select count(*) from audit")
	var forged []string
	for n := range 12 {
		for _, what := range []string{"1", "dong_y", "tat_ca", "van_phong"} {
			forged = append(forged, fmt.Sprintf("people|%d|%s", n, what))
		}
	}
	forged = append(forged, "people|", "people||1", "people|x|1", "log|excel", "leave|", "leave|AAAAAAAA|yes",
		"leave|"+rightTag(flows.Member{Role: flows.Admin})+"|yes", "leave|"+rightTag(flows.Member{Role: flows.Cadre, Unit: "phu-loc"})+"|yes")
	for _, p := range []phone{office, cadre, leader} {
		for _, data := range forged {
			if err := p.PressOn(p.Messages()[1].ID, data); err != nil {
				t.Fatal(err)
			}
		}
		p.says("/toi", "Quyền của đồng chí")
		for _, data := range []string{"log|", "log|excel", "people|1|1"} {
			p.refused(data, no)
		}
	}
	if err := stranger.PressOn(stranger.Messages()[1].ID, "people|9|1"); err != nil {
		t.Fatal(err)
	}
	stranger.says("/toi", strange)
	if got := []int64{w.number("select count(*) from member"), w.number("select count(*) from invite"), w.number("select count(*) from audit")}; !cmp.Equal(got, []int64{rights, invites, deeds}) {
		t.Errorf("forged buttons changed rights, invites or deeds: %v", got)
	}
	old := admin.Messages()[len(admin.Messages())-1].ID
	admin.says("1", "Thu hồi quyền cán bộ")
	if err := admin.PressOn(old, fmt.Sprintf("people|%d|dong_y", w.number("select number from errand where person = 9")-1)); err != nil {
		t.Fatal(err)
	}
	admin.waits("the old button does nothing", func(chat []emulator.Message) bool {
		for _, m := range chat {
			if m.ID == old {
				return strings.Contains(m.Text, "chưa làm gì")
			}
		}
		return false
	})
}

// refused presses forged data on the first answer and waits until it says so there.
func (p phone) refused(data, expected string) {
	p.w.t.Helper()
	on := p.Messages()[1].ID
	if err := p.PressOn(on, data); err != nil {
		p.w.t.Fatal(err)
	}
	p.waits(data, func(chat []emulator.Message) bool { return strings.Contains(chat[1].Text, expected) })
	if err := p.PressOn(on, "leave|x"); err != nil { // another text again, for the next one
		p.w.t.Fatal(err)
	}
	p.waits(data, func(chat []emulator.Message) bool {
		return strings.Contains(chat[1].Text, "Quyền của đồng chí")
	})
}

// An admin who reports for a unit too: an errand eats no answer once it is left.
func TestAnErrandEndsWithTheFirstOtherThing(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Admin, "")
	p.says("/start "+w.invite(flows.Cadre, "a-luoi"), "huyện A Lưới")
	p.says("/thuhoi a luoi", "1. admin")
	p.says("/baocao", "▶ Số hội nghị")
	p.says("1", "1 cuộc")
	p.says("/thuhoi a luoi", "1. admin")
	p.says("mười hai", "▶ Số lượt người dự") // no answer to the errand: it goes on with the report
	p.says("Mời chuyên gia tập huấn", "▶ Số lượt người dự")
	if got := w.rights(1); len(got) != 2 {
		t.Errorf("rights: %v", got)
	}
	p.says("/chuyen a luoi", "Chuyển quyền của ai")
	p.says("thôi", "chưa thay đổi gì")
	p.says("450", "450 lượt người")
}

// What the office's desk was waiting for is left for the people, and the other way round.
func TestPeopleAndTheDeskLeaveEachOther(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	w.joined(1, flows.Cadre, "a-luoi")
	admin.says("mien phu loc", "gõ lý do miễn báo cáo")
	admin.says("/nguoi", "Người đã tham gia")
	admin.says("Sáp nhập", "Việc của văn phòng")
	admin.says("/thuhoi a luoi", "1. cadre a-luoi")
	admin.says("mien phu loc", "gõ lý do miễn báo cáo")
	admin.says("Sáp nhập", "Bấm nút hoặc gõ “đồng ý”")
	admin.says("đồng ý", "Đã miễn báo cáo đợt này")
	if got := w.rights(1); len(got) != 1 {
		t.Errorf("rights: %v", got)
	}
}

func TestEveryActIsInTheAudit(t *testing.T) {
	w := newWorld(t).run()
	admin := w.joined(9, flows.Admin, "")
	admin.Say("/moi a luoi")
	p := w.phone(1, "cán bộ A Lưới")
	p.says("/start "+admin.code(1), "huyện A Lưới")
	p.says("12", "12 cuộc")
	p.says("gửi", "Gửi báo cáo")
	p.says("đồng ý", "Biên nhận số 1")
	admin.shows("1/2 đơn vị đã gửi")
	w.joined(2, flows.Cadre, "a-luoi")
	admin.Say("/moi phu loc")
	admin.code(2)
	admin.says("/thuhoi phu loc", "1. ✉️")
	admin.says("1", "Thu hồi mọi thư mời")
	admin.says("đồng ý", "Đã thu hồi 1 thư mời")
	admin.says("/chuyen a luoi", "1. cán bộ A Lưới")
	admin.says("1", "1. cadre a-luoi")
	admin.says("1", "Chuyển quyền")
	admin.says("lý do nghỉ hưu", "Lý do: nghỉ hưu")
	admin.says("đồng ý", "Đã chuyển quyền")
	w.joined(3, flows.Cadre, "phu-loc").says("/roi dong y", "đã rời quyền")
	w.joined(4, flows.Cadre, "phu-loc")
	admin.says("/thuhoi phu loc", "1. cadre phu-loc")
	admin.says("1", "Thu hồi quyền")
	admin.says("đồng ý", "Đã thu hồi quyền")
	var got []storage.Deed
	w.update(func(tx *storage.Tx) (err error) {
		got, err = tx.Deeds(storage.DeedFilter{})
		return err
	})
	a, z := flows.UnitID("a-luoi"), flows.UnitID("phu-loc")
	want := []storage.Deed{ // the newest first, of one moment those of the audit
		{Person: 9, Act: storage.Revoked, Unit: z, About: 4, Role: flows.Cadre},
		{Person: 4, Act: storage.Gained, Unit: z, Role: flows.Cadre},
		{Act: storage.Invited, Unit: z, Role: flows.Cadre},
		{Person: 3, Act: storage.Left, Unit: z, Role: flows.Cadre},
		{Person: 3, Act: storage.Gained, Unit: z, Role: flows.Cadre},
		{Act: storage.Invited, Unit: z, Role: flows.Cadre},
		{Person: 9, Act: storage.Moved, Unit: a, About: 1, Role: flows.Cadre, Note: "nghỉ hưu"},
		{Person: 9, Act: storage.Uninvited, Unit: z, Role: flows.Cadre, Note: "1"},
		{Person: 9, Act: storage.Invited, Unit: z, Role: flows.Cadre},
		{Person: 2, Act: storage.Gained, Unit: a, Role: flows.Cadre},
		{Act: storage.Invited, Unit: a, Role: flows.Cadre},
		{Person: 1, Act: storage.Gained, Unit: a, About: 9, Role: flows.Cadre},
		{Person: 9, Act: storage.Invited, Unit: a, Role: flows.Cadre},
		{Person: 9, Act: storage.Gained, Role: flows.Admin},
		{Act: storage.Invited, Role: flows.Admin},
		{Person: 1, Act: storage.Act(storage.Sent), Round: "r", Unit: a},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(storage.Deed{}, "At", "Name", "UnitName", "AboutName", "RoundName")); diff != "" {
		t.Error(diff)
	}
	admin.says("/nhatky", "Nhật ký")
	admin.says("/nhật ký a lưới", "chuyển quyền")
	admin.says("/nhatky phu loc 28/5", "tự rời quyền")
	admin.says("/nhatky phu loc 29/5", "Chưa có việc nào")
	admin.says("/nhatky 31/2", "Không có ngày như vậy")
	admin.says("/nhatky nơi nào đó", "Không có đơn vị hay người nào")
	admin.says("/nhatky can bo a luoi", "nhận quyền cán bộ")
	admin.presses("📄 Excel", "tệp nhật ký")
	excel.Opens(t, admin.file(3).File.Data)
	f, err := excelize.OpenReader(bytes.NewReader(admin.file(3).File.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(wordLogSheet)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"14:05 28/5/2024", "admin", "chuyển quyền cán bộ", "", "huyện A Lưới", "cán bộ A Lưới", "nghỉ hưu"}, trimAll(rows[3])); diff != "" {
		t.Error(diff)
	}
	golden(t, "audit", withoutCodes(admin))
}

func trimAll(row []string) []string {
	for i := range row {
		row[i] = strings.TrimSpace(row[i])
	}
	return row
}

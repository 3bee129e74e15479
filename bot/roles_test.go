package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// people are one of each role, and somebody whom nobody has invited.
var people = map[string]int64{"cadre": 1, "leader": 2, "cadre elsewhere": 3, "leader elsewhere": 4, "office": 9, "admin": 8, "office and cadre": 7, "stranger": 66}

var ofOffice = []string{"office", "admin", "office and cadre"}

// everybody is a bot that is not running: turns are taken by hand, and nothing is shown.
type everybody struct {
	*world
	updates int64
}

func newEverybody(t *testing.T) *everybody {
	s := &everybody{world: newWorld(t), updates: 5000}
	join := func(who string, role flows.Role, unit flows.UnitID) {
		s.says(who, "/start "+s.invite(role, unit))
	}
	join("cadre", flows.Cadre, "a-luoi")
	join("leader", flows.Leader, "a-luoi")
	join("cadre elsewhere", flows.Cadre, "phu-loc")
	join("leader elsewhere", flows.Leader, "phu-loc")
	join("office", flows.Office, "")
	join("admin", flows.Admin, "")
	join("office and cadre", flows.Office, "")
	join("office and cadre", flows.Cadre, "phu-loc")
	s.says("cadre", "12 45 450 1200")
	s.happens(storage.Sent)
	return s
}

// does takes one turn and gives what is shown.
func (s *everybody) does(who string, u telegram.Update) flows.Screen {
	s.t.Helper()
	s.updates++
	u.ID, u.Chat, u.From, u.Name, u.Private = s.updates, people[who], people[who], who, true
	r, err := s.bot.take(s.t.Context(), u)
	if err != nil {
		s.t.Fatalf("%s: %q%q: %v", who, u.Text, u.Data, err)
	}
	if r.office == nil {
		return r.screen
	}
	screen, err := s.bot.officeScreen(s.t.Context(), flows.PersonID(people[who]), *r.office)
	if err != nil {
		s.t.Fatalf("%s: %q%q: %v", who, u.Text, u.Data, err)
	}
	return screen
}

func (s *everybody) says(who, text string) flows.Screen {
	return s.does(who, telegram.Update{Kind: telegram.Message, Text: text, MessageID: int(s.updates)})
}

func (s *everybody) presses(who, data string) flows.Screen {
	return s.does(who, telegram.Update{Kind: telegram.Press, Data: data, MessageID: 1, PressID: "p"})
}

// happens brings the report of A Lưới to where it is wanted.
func (s *everybody) happens(events ...storage.Event) {
	s.t.Helper()
	s.update(func(tx *storage.Tx) error {
		for _, e := range events {
			if err := tx.Happen("r", "a-luoi", e, flows.PersonID(people["office"]), "", today); err != nil {
				return err
			}
		}
		return nil
	})
}

// kept is what the database holds of A Lưới's report, and what anybody is owed.
func (s *everybody) kept() string {
	return fmt.Sprint(s.number(`select count(*) from report_event where unit = 'a-luoi'`), s.number(`select count(*) from answer where unit = 'a-luoi'`),
		s.number(`select count(*) from notice where kind <> 'commands'`), s.number(`select count(*) from schedule`))
}

// told lists whom the newest notices of a kind are owed to.
func (s *everybody) told(kind string, from int64) (who []string) {
	for name, id := range people {
		if s.number(fmt.Sprintf(`select count(*) from notice where kind = '%s' and person = %d and id > %d`, kind, id, from)) > 0 {
			who = append(who, name)
		}
	}
	slices.Sort(who)
	return who
}

// deedsOfTheOffice is every deed, typed from beginning to end by whoever tries it.
var deedsOfTheOffice = []struct {
	kind   string // of the notice
	before []storage.Event
	typed  []string
	leaves flows.Stage
	tells  []string // nobody: the officer alone
}{
	{"revise", []storage.Event{storage.Sent}, []string{"/chinhly a luoi", "1", "tiếp", "Chưa khớp", "đồng ý"}, flows.Revising, []string{"cadre", "leader"}},
	{"approve", []storage.Event{storage.Sent}, []string{"/duyet a luoi", "đồng ý"}, flows.Approved, []string{"cadre", "leader"}},
	{"unapprove", []storage.Event{storage.Sent, storage.Approved}, []string{"/boduyet a luoi", "đồng ý"}, flows.Sent, []string{"cadre", "leader"}},
	{"approve all", []storage.Event{storage.Sent}, []string{"/duyettatca", "đồng ý"}, flows.Approved, []string{"cadre", "leader"}},
	{"excuse", []storage.Event{storage.Sent}, []string{"/mien a luoi", "Sáp nhập", "đồng ý"}, flows.Excused, []string{"cadre", "leader"}},
	{"unexcuse", []storage.Event{storage.Sent, storage.Excused}, []string{"/bomien a luoi", "đồng ý"}, flows.Sent, []string{"cadre", "leader"}},
	{"correct", []storage.Event{storage.Sent}, []string{"/suaho a luoi", "1", "%d", "Theo biên bản", "đồng ý"}, flows.Sent, []string{"cadre", "leader"}},
	{"workbook", []storage.Event{storage.Sent}, []string{"/tonghop"}, flows.Sent, nil},
	{"workbook|sent", []storage.Event{storage.Sent}, []string{"tổng hợp đã gửi"}, flows.Sent, nil},
	{"picture", []storage.Event{storage.Sent}, []string{"ảnh tiến độ"}, flows.Sent, nil},
}

// Every deed × every role: done or not as the roles say, and told to the unit alone.
func TestEveryDeedByEveryRole(t *testing.T) {
	if testing.Short() {
		t.Skip("tries everything in every role")
	}
	s := newEverybody(t)
	value := 500
	for _, d := range deedsOfTheOffice {
		for _, who := range slices.Sorted(maps.Keys(people)) {
			s.happens(append([]storage.Event{storage.Unexcused, storage.Unapproved}, d.before...)...)
			s.update(endNotices)
			stage, events, last := s.report("a-luoi").Stage(), s.number(`select count(*) from report_event where unit = 'a-luoi'`), s.number(`select coalesce(max(id), 0) from notice`)
			figure := s.report("a-luoi").Answers["quan_triet.hoi_nghi@huyen"]
			value++
			for _, text := range d.typed {
				if strings.Contains(text, "%d") {
					text = fmt.Sprintf(text, value)
				}
				s.says(who, text)
			}
			r := s.report("a-luoi")
			changed := s.number(`select count(*) from report_event where unit = 'a-luoi'`) > events || r.Answers["quan_triet.hoi_nghi@huyen"].Seq > figure.Seq
			want := d.tells
			if want == nil {
				want = []string{who}
			}
			switch allowed := slices.Contains(ofOffice, who); {
			case !allowed && (changed || r.Stage() != stage || len(s.told(d.kind, last)) > 0):
				t.Errorf("%s by a %s: it was done", d.kind, who)
			case allowed && r.Stage() != d.leaves:
				t.Errorf("%s by %s: the report is %s, want %s", d.kind, who, r.Stage(), d.leaves)
			case allowed && d.kind == "correct" && (r.Answers["quan_triet.hoi_nghi@huyen"].Number != int64(value) || r.Answers["quan_triet.hoi_nghi@huyen"].Channel != flows.OfficeChannel):
				t.Errorf("%s by %s: kept as %+v", d.kind, who, r.Answers["quan_triet.hoi_nghi@huyen"])
			case allowed && !slices.Equal(s.told(d.kind, last), want):
				t.Errorf("%s by %s is told to %q, want %q", d.kind, who, s.told(d.kind, last), want)
			}
		}
	}
}

// endNotices ends every notice, so that what is owed once at a time is owed anew.
func endNotices(tx *storage.Tx) error {
	for {
		list, err := tx.TakeNotices(today, today, 1000)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, n := range list {
			if err := tx.EndNotice(n.ID, storage.Delivered, today); err != nil {
				return err
			}
		}
	}
}

// looks are what only the office may see, and a word that shows it.
var looks = map[string]string{
	"/tiendo": "Tiến độ – ", "/chuagui": "Chưa gửi và trễ hạn", "theo mục": "Tiến độ theo mục", "/danhsach": "Danh sách để dán",
	"/donvi": "Đồng chí xem đơn vị nào?", "/donvi a luoi": "biên nhận số", "/so": "Đồng chí xem chỉ tiêu nào?", "/so 1": "có số liệu 1/2 đơn vị",
	"/denghi": "xin sửa báo cáo", "/khonglienlac": "nhận được tin", "/lich": "Lịch nhắc – ", "/doidot": "Đồng chí làm việc với đợt nào?", "/vanphong": "Việc của văn phòng",
	"/dot": "Các đợt báo cáo", "/dot 1": "có người vào bot",
}

// Every look × every role.
func TestEveryLookByEveryRole(t *testing.T) {
	if testing.Short() {
		t.Skip("tries everything in every role")
	}
	s := newEverybody(t)
	for text, sign := range looks {
		for who := range people {
			before := s.kept()
			got := s.says(who, text).Text
			if shown := strings.Contains(got, sign); shown != slices.Contains(ofOffice, who) {
				t.Errorf("%s by %s: shown %v:\n%s", text, who, shown, got)
			}
			if after := s.kept(); after != before {
				t.Errorf("%s by %s changed %s into %s", text, who, before, after)
			}
		}
	}
}

// Every button that the office is shown × everybody else, as if forged: nothing changes,
// and nothing of another unit is seen.
func TestTheOfficesButtonsForgedByOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("tries everything in every role")
	}
	s := newEverybody(t)
	data := map[string]bool{}
	collect := func(screens ...flows.Screen) {
		for _, screen := range screens {
			for _, row := range screen.Buttons {
				for _, b := range row {
					data[b.Data] = true
				}
			}
		}
	}
	for _, text := range []string{"/tiendo", "/chuagui", "theo mục", "/danhsach", "/donvi", "/donvi a luoi", "canh bao", "xem so lieu", "1", "/so", "/so hoi nghi", "/so 1", "/tonghop",
		"/donvi a luoi", "chinh ly", "1", "tiep", "Chưa khớp", "thôi", "sua ho", "1", "99", "Theo sổ", "/duyettatca", "/mien phu loc", "Sáp nhập", "/vanphong", "/doi", "/lich"} {
		collect(s.says("office", text))
	}
	s.happens(storage.Approved)
	collect(s.says("office", "/donvi a luoi"))
	s.happens(storage.Unapproved, storage.Excused)
	collect(s.says("office", "/donvi a luoi"))
	s.happens(storage.Unexcused, storage.Asked)
	collect(s.says("office", "/denghi"))
	if len(data) < 60 {
		t.Fatalf("only %d buttons were seen", len(data))
	}
	for _, who := range []string{"cadre", "leader", "cadre elsewhere", "leader elsewhere", "stranger"} {
		for d := range data {
			before := s.kept()
			screen := s.presses(who, d)
			if after := s.kept(); after != before {
				t.Errorf("%q by a %s changed %s into %s", d, who, before, after)
			}
			for _, secret := range []string{"A Lưới", "450", "Việc của văn phòng"} {
				if strings.Contains(screen.Text, secret) && !(secret != "Việc của văn phòng" && (who == "cadre" || who == "leader")) {
					t.Errorf("%q by a %s shows %q:\n%s", d, who, secret, screen.Text)
				}
			}
		}
	}
}

// Data that no button ever had does nothing for the office either.
func TestForgedDataDoesNothingForTheOffice(t *testing.T) {
	s := newEverybody(t)
	s.says("office", "/donvi a luoi")
	before := s.kept()
	for _, d := range []string{"o|", "o||", "o|yes", "o|yes||", "o|yes|x|0", "o|approve|AAAAAAAA|5", "o|approve||", "o|approveall|x|1|2|3", "o|pick|x|1", "o|pick||-1",
		"o|correct||99999999999999999999", "o|file||1", "o|page||7", "o|figure||0", "o|item||1", "o|chosen|", "o|unit|", "o|book", "amend|yes|999", "o|nothing|x", strings.Repeat("o|", 32)} {
		s.presses("office", d)
		if after := s.kept(); after != before {
			t.Errorf("%q changed %s into %s", d, before, after)
		}
	}
}

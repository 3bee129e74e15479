package desk_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/desk"
)

// twoRounds is a province in which two rounds are open, and A Lưới has sent in both.
func twoRounds(t *testing.T) *province {
	p := sent(t)
	p.opens(flows.Round{ID: "q3", Name: "Báo cáo quý III", Deadline: p.round.Deadline.AddDate(0, 2, 0), Opened: p.now})
	p.of = "q3"
	for _, line := range []string{"a-luoi hoa_giai.vu 7", "a-luoi gửi", "a-luoi tệp I.1 a.pdf"} {
		p.directed(t, line)
	}
	return p
}

// Buttons of another round go to what they open in their own round, say so, and do nothing.
func TestButtonsOfAnotherRound(t *testing.T) {
	cases := []struct {
		says  []string // in the newer round
		label string
		view  desk.View // to which the button goes
		did   bool      // which is all it was for
	}{
		{[]string{"/donvi a luoi"}, "✅ Duyệt", desk.OnUnit, false},
		{[]string{"/donvi a luoi"}, "↩ Yêu cầu chỉnh lý", desk.OnUnit, false},
		{[]string{"/donvi a luoi"}, "✏️ Sửa hộ", desk.OnUnit, false},
		{[]string{"/donvi a luoi"}, "➖ Miễn", desk.OnUnit, false},
		{[]string{"/donvi a luoi"}, "Số liệu", desk.OnFigures, true},
		{[]string{"/donvi a luoi", "xem số liệu"}, "1", desk.OnFigure, true},
		{[]string{"/donvi a luoi", "xem minh chứng"}, "1", desk.OnEvidence, false},
		{[]string{"/duyet a luoi"}, "✅ Duyệt", desk.OnUnit, false},
		{[]string{"/duyet a luoi"}, "✋ Thôi", desk.OnUnit, false},
		{[]string{"/chinhly a luoi", "1"}, "Tiếp ▶ (1 mục)", desk.OnUnit, false},
		{[]string{"/chinhly a luoi"}, "1", desk.OnUnit, false},
		{[]string{"/tiendo"}, "✅ Duyệt tất cả (1)", desk.OnProgress, false},
		{[]string{"/tiendo"}, "Bảng tổng hợp", desk.OnProgress, false},
		{[]string{"/tiendo"}, "Tiến độ", desk.OnProgress, true},
		{[]string{"/tiendo"}, "🖼 Ảnh", desk.OnProgress, false},
		{[]string{"/tiendo"}, "⏰ Chưa gửi, trễ", desk.OnLate, true},
		{[]string{"/duyettatca"}, "✅ Duyệt", desk.OnProgress, false},
		{[]string{"/so hoa giai"}, "1", desk.OnItem, true},
	}
	for _, c := range cases {
		p := twoRounds(t)
		p.says(t, c.says...)
		old := p.dataOf(t, c.label)
		p.says(t, "/doi 2", "/donvi phu loc")
		p.take(t, desk.Input{Press: old})
		if len(p.did) > 0 || p.place.Round != "q3" || p.place.View != c.view ||
			!strings.Contains(p.screen.Text, "Từ giờ đồng chí làm việc với đợt này.") || strings.Contains(p.screen.Text, "chưa làm gì") == c.did {
			t.Errorf("[%s] did %q at %+v:\n%s", c.label, p.did, p.place, p.screen.Text)
		}
		p.says(t, "/tiendo")
		if p.place.Round != "q3" || strings.Contains(p.screen.Text, "Từ giờ") {
			t.Errorf("after [%s] at %+v:\n%s", c.label, p.place, p.screen.Text)
		}
	}
}

// A button of the list of rounds goes to its round, however old.
func TestTheListOfRoundsMayBeOld(t *testing.T) {
	p := twoRounds(t)
	p.says(t, "/doi")
	one := p.dataOf(t, "1")
	p.opens(flows.Round{ID: "y", Name: "Cả năm", Opened: p.now.Add(1)})
	p.take(t, desk.Input{Press: one})
	if p.place.Round != "q3" || !p.place.Stays || p.place.Told != "y" || p.place.View != desk.OnProgress {
		t.Errorf("at %+v", p.place)
	}
	p.take(t, desk.Input{Press: "o|round|AAAAAAAA"})
	if p.place.Round != "q3" || !strings.Contains(p.screen.Text, "màn hình cũ") {
		t.Errorf("a forged round: at %+v:\n%s", p.place, p.screen.Text)
	}
}

// Whatever is pressed and typed while rounds are changed, a deed is done in the round on
// the screen before it, and never by a button of another.
func TestNoDeedInAnotherRound(t *testing.T) {
	p := twoRounds(t)
	rnd := rand.New(rand.NewPCG(5, 6))
	texts := []string{"/doi 1", "/doi 2", "/doi", "duyet a luoi", "bo duyet a luoi", "mien a luoi", "bo mien a luoi", "Lý do bằng lời", "đồng ý", "thôi", "1", "tiếp", "/tiendo", "chinh ly a luoi", "duyet tat ca", "/donvi a luoi"}
	var pressed []string
	did := map[flows.RoundID]int{}
	elsewhere := 0
	for range 4000 {
		in := desk.Input{Text: texts[rnd.IntN(len(texts))]}
		if len(pressed) > 0 && rnd.IntN(2) == 0 {
			in = desk.Input{Press: pressed[rnd.IntN(len(pressed))]}
		}
		was := p.place.Settled(p.rounds).Round
		p.take(t, in)
		if p.place.Round != was && !strings.HasPrefix(in.Text, "/doi") {
			elsewhere++
		}
		if len(p.did) > 0 {
			did[was]++
			if p.round.ID != was || p.place.Round != was {
				t.Fatalf("%+v in round %s did %q in round %s", in, was, p.did, p.round.ID)
			}
		}
		for _, row := range p.screen.Buttons {
			for _, b := range row {
				if len(pressed) < 200 && !slices.Contains(pressed, b.Data) {
					pressed = append(pressed, b.Data)
				}
			}
		}
	}
	if did["r"] < 5 || did["q3"] < 5 || elsewhere < 20 {
		t.Errorf("the walk did %v and changed rounds by buttons %d times", did, elsewhere)
	}
}

// With many rounds the list has pages, and its numbers go on.
func TestManyRounds(t *testing.T) {
	p := newProvince(t)
	for i := range 30 {
		p.opens(flows.Round{ID: flows.RoundID("r" + string(rune('A'+i))), Name: strings.Repeat("Đợt dài ", 30), Opened: p.now})
	}
	p.says(t, "/doi", "trang 2")
	if !strings.Contains(p.screen.Text, "\n31. ") {
		t.Error(p.screen.Text)
	}
	p.take(t, desk.Input{Press: p.dataOf(t, "31")})
	if p.place.Round != "r" {
		t.Errorf("at %+v", p.place)
	}
}

package desk_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/transcript"
)

// sent is a province in which A Lưới and Phú Lộc have sent.
func sent(t *testing.T) *province {
	p := newProvince(t)
	for _, line := range []string{"a-luoi hoa_giai.vu 12", "a-luoi gửi", "phu-loc hoa_giai.vu 15", "phu-loc gửi"} {
		p.directed(t, line)
	}
	return p
}

func (p *province) says(t *testing.T, texts ...string) {
	for _, text := range texts {
		p.take(t, desk.Input{Text: text})
	}
}

// The yes of an older question does nothing, though the same unit is asked about again.
func TestAnOldYesIsNoAnswer(t *testing.T) {
	p := sent(t)
	p.says(t, "/duyet a luoi")
	old := p.dataOf(t, "✅ Duyệt")
	p.says(t, "mien a luoi", "Sáp nhập")
	p.take(t, desk.Input{Press: old})
	if len(p.did) > 0 || !strings.Contains(p.screen.Text, "màn hình cũ") {
		t.Errorf("did %q:\n%s", p.did, p.screen.Text)
	}
}

// Page buttons turn the pages of their own unit only.
func TestAPageOfAnotherUnit(t *testing.T) {
	p := sent(t)
	p.says(t, "/donvi phu loc")
	of := strings.Split(p.dataOf(t, "Số liệu"), "|")[2]
	p.says(t, "/donvi a luoi", "xem so lieu")
	p.take(t, desk.Input{Press: "o|page|" + of + "|3"})
	if p.place.Page != 0 || p.place.Unit != "a-luoi" || !strings.Contains(p.screen.Text, "màn hình cũ") {
		t.Errorf("at %+v:\n%s", p.place, p.screen.Text)
	}
}

// Who has chosen no round follows the newest one, and leaves what was begun.
func TestANewRoundLeavesTheOldPlace(t *testing.T) {
	p := sent(t)
	p.says(t, "/duyet a luoi")
	yes := p.dataOf(t, "✅ Duyệt")
	p.opens(flows.Round{ID: "r2", Opened: p.now})
	if desk.Wants(p.place.Settled(p.rounds), desk.Input{Text: "đồng ý"}) {
		t.Error("the question of the round before still waits")
	}
	p.take(t, desk.Input{Press: yes})
	if len(p.did) > 0 {
		t.Errorf("did %q", p.did)
	}
}

// Whatever comes at whatever place gives a turn, a screen within its limits, and no deed
// without a reason where one is needed.
func TestStepIsTotal(t *testing.T) {
	p := sent(t)
	p.directed(t, "a-luoi tệp I.1 a.pdf")
	rnd := rand.New(rand.NewPCG(3, 4))
	texts := []string{"12", "1, 2", "1", "", " ", "/", "//", "thôi", "có", "đồng ý", "không", "tiếp", "trang 2", "trang 9999", "chỉnh lý", "duyệt", "bỏ duyệt", "miễn", "bỏ miễn", "sửa hộ", "duyệt tất cả",
		"đơn vị", "số", "/donvi phu", "/so 1", "/so 99999999999999999999", "Lý do bằng lời", "canh bao", "xem so lieu", "xem minh chung", "tiến độ", "\u202e", strings.Repeat("dài ", 2000), "<b>", "mien a luoi", "duyet phu loc"}
	likely := map[desk.View][]string{desk.OnReason: {"Lý do bằng lời"}, desk.OnConfirm: {"đồng ý"}, desk.OnValue: {"12", "13"}, desk.OnFigures: {"1", "2"}, desk.OnChoose: {"1", "tiếp"}}
	var pressed []string
	did := map[desk.Kind]int{}
	for range 6000 {
		in := desk.Input{Text: texts[rnd.IntN(len(texts))], Cadre: rnd.IntN(5) == 0, Edited: rnd.IntN(20) == 0}
		if len(pressed) > 0 && rnd.IntN(2) == 0 {
			in = desk.Input{Press: pressed[rnd.IntN(len(pressed))]}
			if rnd.IntN(4) == 0 {
				in.Press += "|9"
			}
		}
		if some := likely[p.place.View]; len(some) > 0 && rnd.IntN(2) == 0 {
			in = desk.Input{Text: some[rnd.IntN(len(some))]}
		}
		done := desk.Step(p.form(p.place, in), p.place, in)
		needs := done.Deed.Kind == desk.Revise || done.Deed.Kind == desk.Excuse || done.Deed.Kind == desk.Correct
		if needs && done.Deed.Reason == "" || done.Deed.Kind == desk.Revise && len(done.Deed.Questions) == 0 || done.Deed.Kind == desk.Correct && len(done.Deed.Answers) == 0 {
			t.Fatalf("%+v at %+v gives %+v", in, p.place, done.Deed)
		}
		did[done.Deed.Kind]++
		p.take(t, in)
		if !utf8.ValidString(p.screen.Text) || p.screen.Text == "" {
			t.Fatalf("%+v gives the screen %q", in, p.screen.Text)
		}
		for _, row := range p.screen.Buttons {
			for _, b := range row {
				if len(pressed) < 400 && !slices.Contains(pressed, b.Data) {
					pressed = append(pressed, b.Data)
				}
			}
		}
	}
	if len(did) < 8 || len(pressed) < 60 {
		t.Errorf("the walk did %v and saw %d buttons only", did, len(pressed))
	}
}

// Units that are called alike are all offered, with the unit above each.
func TestUnitsOfOneName(t *testing.T) {
	p := sent(t)
	p.units[0] = flows.Unit{ID: "tan-phu-1", Name: "xã Tân Phú", Kind: "xã", Parent: "a"}
	p.units[1] = flows.Unit{ID: "tan-phu-2", Name: "xã Tân Phú", Kind: "xã", Parent: "b"}
	p.units[2] = flows.Unit{ID: "tan-phu-dong", Name: "xã Tân Phú Đông", Kind: "xã", Parent: "a"}
	p.parents = map[flows.UnitID]flows.Unit{"a": {ID: "a", Name: "huyện A"}, "b": {ID: "b", Name: "huyện B"}}
	p.says(t, "/donvi tan phu")
	if text := transcript.Plain(p.screen); !strings.Contains(text, "1. xã Tân Phú (huyện A)") || !strings.Contains(text, "2. xã Tân Phú (huyện B)") || strings.Contains(text, "Đông") {
		t.Error(text)
	}
	p.says(t, "2")
	if p.place.Unit != "tan-phu-2" {
		t.Errorf("at %+v", p.place)
	}
}

// other lets another officer take turns at the same round.
func (p *province) other(t *testing.T, texts ...string) {
	mine, screen := p.place, p.screen
	p.place = desk.Place{}
	p.says(t, texts...)
	if len(p.did) == 0 {
		t.Fatalf("the other officer did nothing:\n%s", p.screen.Text)
	}
	p.place, p.screen = mine, screen
}

func (p *province) refused(t *testing.T, when, said string) {
	t.Helper()
	if len(p.did) > 0 || p.place.View != desk.OnUnit || !strings.Contains(p.screen.Text, said) {
		t.Errorf("%s: did %q:\n%s", when, p.did, p.screen.Text)
	}
}

// A report that another officer has returned meanwhile is looked at first, wherever the
// first one was.
func TestTwoOfficersReviseOneUnit(t *testing.T) {
	mine := []string{"chinh ly a luoi", "1", "tiếp", "Ghi lại số vụ", "đồng ý"}
	for before := 1; before < len(mine); before++ {
		p := sent(t)
		p.says(t, mine[:before]...)
		p.other(t, "chinh ly a luoi", "2", "tiếp", "Thiếu số vụ thành", "đồng ý")
		for _, text := range mine[before:] {
			if p.says(t, text); p.place.View == desk.OnUnit {
				break
			}
		}
		p.refused(t, mine[before], "vừa thay đổi")
	}
}

// A unit that sends while it is being excused is not excused.
func TestAUnitSendsWhileItIsExcused(t *testing.T) {
	p := sent(t)
	p.says(t, "mien nam dong", "Sáp nhập")
	p.directed(t, "nam-dong gửi")
	p.says(t, "đồng ý")
	p.refused(t, "asked before the sending", "vừa thay đổi")
	p.says(t, "mien nam dong", "Sáp nhập", "đồng ý")
	if len(p.did) == 0 {
		t.Errorf("a report seen as sent is not excused:\n%s", p.screen.Text)
	}
}

// The approve button is for the sending it was drawn for, though no answer changed.
func TestTheApproveButtonOfAnOlderSending(t *testing.T) {
	p := sent(t)
	p.says(t, "/donvi a luoi")
	old := p.dataOf(t, "✅ Duyệt")
	p.other(t, "chinh ly a luoi", "1", "tiếp", "Ghi lại số vụ", "đồng ý")
	p.directed(t, "a-luoi gửi")
	p.take(t, desk.Input{Press: old})
	p.refused(t, "the old button", "vừa thay đổi")
	p.take(t, desk.Input{Press: p.dataOf(t, "✅ Duyệt")})
	if len(p.did) == 0 {
		t.Errorf("the fresh button does nothing:\n%s", p.screen.Text)
	}
}

// What is agreed to is the figure as it stands when it is asked about, not as it stood when
// the value was typed.
func TestAFigureMovesWhileItsCorrectionIsExplained(t *testing.T) {
	p := newProvince(t)
	p.directed(t, "a-luoi hoa_giai.vu 12")
	p.says(t, "/donvi a luoi", "sửa hộ", "1", "20")
	p.directed(t, "a-luoi hoa_giai.vu 15")
	p.says(t, "Theo sổ của tỉnh")
	if text := transcript.Plain(p.screen); !strings.Contains(text, "15") || strings.Contains(text, "12") {
		t.Errorf("asked about another figure than the unit has:\n%s", text)
	}
	p.says(t, "đồng ý")
	if did := strings.Join(p.did, "\n"); !strings.Contains(did, "15 vụ") || strings.Contains(did, "12 vụ") {
		t.Errorf("did %q", p.did)
	}

	p.says(t, "sửa hộ", "1", "30")
	p.directed(t, "a-luoi hoa_giai.vu 30")
	p.says(t, "Theo sổ của tỉnh")
	p.refused(t, "the unit gave the same figure", "30 vụ")

	p.says(t, "sửa hộ", "1", "40")
	p.directed(t, "a-luoi gửi")
	p.says(t, "Theo sổ của tỉnh")
	p.refused(t, "sent meanwhile", "vừa thay đổi")
}

// A request that comes while everything is being approved is not swallowed.
func TestAUnitAsksWhileAllIsApproved(t *testing.T) {
	p := sent(t)
	p.says(t, "/duyettatca")
	p.directed(t, "phu-loc xin: nhầm số vụ")
	p.says(t, "đồng ý")
	if did := strings.Join(p.did, "\n"); !strings.Contains(did, "approve a-luoi") || strings.Contains(did, "phu-loc") {
		t.Errorf("did %q", p.did)
	}
	if !strings.Contains(p.place.Note, "Đã duyệt 1 báo cáo") || !strings.Contains(p.place.Note, "Để lại 1 báo cáo") {
		t.Errorf("said %q", p.place.Note)
	}
}

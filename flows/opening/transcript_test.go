package opening_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
	"baocaobot/flows/transcript"
)

// A transcript is what an admin could read:
//
//	# what it shows
//	@ now 22/4/2024         when the lines below happen; 09:30
//	@ đợt first-half-2024   there is an earlier round with this outline
//	@ đợt-trùng Báo cáo     another one is opened meanwhile, with this name
//	@ thêm xã Hồng Hạ       a unit of a kind, or "bớt huyện A Lưới", changes meanwhile
//	@ tệp a.yaml: …         a file is sent; \n is a new line
//	> /dot                  shows where the draft is
//	> trước ngày 30/5/2024  typed
//	> [✅ Mở đợt]           the button whose label begins so, of the last screen
//	> {mo|1|open|}          any button data, as if forged or from an old screen
//	the screen, without tags   written by -update, with what is opened
//
// Between two turns everything is saved and loaded again.
func TestTranscripts(t *testing.T) { transcript.Compare(t, play) }

// admin is somebody who opens rounds.
type admin struct {
	t      *testing.T
	form   opening.Form
	stored []byte // the draft, as it is kept
	screen flows.Screen
	out    strings.Builder
}

func newAdmin(t *testing.T) *admin {
	a := &admin{t: t}
	for _, o := range outline.Shipped() {
		a.form.Sources = append(a.form.Sources, opening.Source{Key: string(o.ID), Outline: o, Text: outline.Source(o.ID)})
	}
	a.add("tỉnh", "Thừa Thiên Huế")
	a.form.Units[0].Reports = false
	for _, name := range []string{"thành phố Huế", "thị xã Hương Thủy", "thị xã Hương Trà", "huyện Phong Điền", "huyện Quảng Điền", "huyện Phú Vang",
		"huyện Phú Lộc", "huyện Nam Đông", "huyện A Lưới"} {
		a.addNamed(name)
	}
	a.setNow("22/4/2024")
	return a
}

func (a *admin) setNow(text string) {
	day, err := time.ParseInLocation("2/1/2006 15:04", text+" 09:30", flows.Zone)
	if err != nil {
		a.t.Fatal(err)
	}
	a.form.Now = day
}

var unitKinds = []string{"thành phố", "thị xã", "huyện", "xã", "phường"}

func (a *admin) addNamed(name string) {
	for _, kind := range unitKinds {
		if rest, ok := strings.CutPrefix(name, kind+" "); ok {
			a.add(kind, rest)
			return
		}
	}
	a.t.Fatalf("no kind in %q", name)
}

func (a *admin) add(kind, name string) {
	id := strings.ReplaceAll(flows.Fold(name), " ", "-")
	a.form.Units = append(a.form.Units, flows.Unit{ID: flows.UnitID(id), Name: kind + " " + name, Kind: kind, Parent: "thua-thien-hue", Reports: true, Order: len(a.form.Units)})
}

func play(t *testing.T, script string) string {
	a := newAdmin(t)
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "# "):
			fmt.Fprintf(&a.out, "%s\n", line)
		case strings.HasPrefix(line, "@ "):
			a.out.WriteString(line + "\n")
			a.happens(strings.TrimPrefix(line, "@ "))
		case strings.HasPrefix(line, "> "):
			fmt.Fprintf(&a.out, "\n%s\n", line)
			a.says(strings.TrimPrefix(line, "> "))
		}
	}
	return strings.TrimLeft(a.out.String(), "\n")
}

func (a *admin) happens(what string) {
	first, rest, _ := strings.Cut(what, " ")
	switch first {
	case "now":
		a.setNow(rest)
	case "đợt":
		r := flows.Round{ID: flows.RoundID("cu-" + fmt.Sprint(len(a.form.Rounds)+1)), Name: "Báo cáo 6 tháng đầu năm 2023", Outline: flows.OutlineID(rest),
			From: time.Date(2023, 1, 1, 0, 0, 0, 0, flows.Zone), To: time.Date(2023, 6, 30, 0, 0, 0, 0, flows.Zone)}
		a.form.Rounds = append([]flows.Round{r}, a.form.Rounds...)
	case "đợt-trùng":
		a.form.Rounds = append([]flows.Round{{ID: "trung", Name: rest}}, a.form.Rounds...)
	case "thêm":
		a.addNamed(rest)
	case "bớt":
		a.form.Units = slices.DeleteFunc(a.form.Units, func(u flows.Unit) bool { return u.Name == rest })
	case "tệp":
		name, text, _ := strings.Cut(rest, ": ")
		file := opening.ReadFile(a.form, a.draft(), name, []byte(strings.ReplaceAll(text, `\n`, "\n")))
		a.takes(opening.Input{File: &file})
	default:
		a.t.Fatalf("nothing is called %q", what)
	}
}

func (a *admin) says(what string) {
	switch {
	case strings.HasPrefix(what, "["):
		a.takes(opening.Input{Press: a.button(strings.Trim(what, "[]"))})
	case what == "/dot":
		a.takes(opening.Input{})
	case strings.HasPrefix(what, "{"):
		a.takes(opening.Input{Press: strings.Trim(what, "{}")})
	default:
		a.takes(opening.Input{Text: what})
	}
}

func (a *admin) button(label string) string {
	for _, row := range a.screen.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Label, label) {
				return b.Data
			}
		}
	}
	a.t.Fatalf("no button %q under\n%s", label, a.screen.Text)
	return ""
}

// draft is the draft as it is kept.
func (a *admin) draft() (draft opening.Draft) {
	a.t.Helper()
	if a.stored != nil {
		if err := json.Unmarshal(a.stored, &draft); err != nil {
			a.t.Fatal(err)
		}
	}
	return draft
}

// takes takes one turn and writes down what is shown.
func (a *admin) takes(in opening.Input) {
	a.t.Helper()
	draft := a.draft()
	a.form.Own = nil
	if len(draft.Own) > 0 {
		a.form.Own, _ = outline.Read("own", draft.Own)
	}
	turn := opening.Step(a.form, draft, in)
	var err error
	if a.stored, err = json.Marshal(turn.Draft); err != nil {
		a.t.Fatal(err)
	}
	switch {
	case turn.Dropped:
		a.out.WriteString("⟶ bỏ\n")
		return
	case turn.Open != nil:
		a.opens(*turn.Open)
		return
	}
	if len(turn.Draft.Own) > 0 {
		a.form.Own, _ = outline.Read("own", turn.Draft.Own)
	}
	a.screen = opening.Show(a.form, turn.Draft)
	a.checkScreen()
	a.out.WriteString(transcript.Plain(a.screen) + "\n")
}

func (a *admin) checkScreen() {
	if n := len([]rune(a.screen.Text)); n > 4000 {
		a.t.Errorf("a screen of %d characters", n)
	}
	for _, row := range a.screen.Buttons {
		if len(row) == 0 || len(row) > 8 {
			a.t.Errorf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			if len(b.Data) > 64 || b.Label == "" {
				a.t.Errorf("the button %q holds %q", b.Label, b.Data)
			}
		}
	}
}

func (a *admin) opens(p opening.Plan) {
	day := func(t time.Time) string { return t.In(flows.Zone).Format("2006-01-02 15:04") }
	r := p.Round
	fmt.Fprintf(&a.out, "⟶ mở %q theo %s (%d byte): %s..%s, trễ từ %s, trước: %q, lãnh đạo: %v, sửa: %s, chỉ tiêu: %v\n⟶ hỏi %d: %v\n",
		r.Name, r.Outline, len(p.Source), day(r.From), day(r.To), day(r.Deadline), r.Previous, r.Leader, r.Amend, p.Targets, len(p.Asked), p.Asked)
}

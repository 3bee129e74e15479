package outline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

func TestFind(t *testing.T) {
	ids := map[flows.OutlineID]bool{}
	for _, o := range outline.Shipped() {
		if ids[o.ID] {
			t.Errorf("two outlines are called %s", o.ID)
		}
		ids[o.ID] = true
		found, ok := outline.Find(o.ID)
		if !ok || found != o {
			t.Errorf("Find(%q) = %v, %v", o.ID, found, ok)
		}
		again, mistakes := outline.Read("source", outline.Source(o.ID))
		if len(mistakes) > 0 || again.Text() != o.Text() {
			t.Errorf("Source(%q) is not the outline: %v", o.ID, mistakes)
		}
	}
	if o, ok := outline.Find("../outline"); ok || outline.Source("../outline") != nil {
		t.Errorf("an unknown id found %v", o)
	}
}

// TestTextIsWhole rebuilds the office's text from the model, line by line.
func TestTextIsWhole(t *testing.T) {
	for _, o := range outline.Shipped() {
		letter, text := officeText(t, o.ID)
		if diff := cmp.Diff(letter, o.Letter, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s letter (-office +outline):\n%s", o.ID, diff)
		}
		if diff := cmp.Diff(text, append([]string{o.Title}, lines(o.Sections)...)); diff != "" {
			t.Errorf("%s (-office +outline):\n%s", o.ID, diff)
		}
	}
}

func lines(sections []*outline.Section) []string {
	var all []string
	for _, s := range sections {
		all = append(append(all, s.Heading), s.Guidance...)
		for _, c := range s.Cards {
			if !c.RepeatsHeading() {
				all = append(all, c.Line)
			}
		}
		all = append(all, lines(s.Sections)...)
	}
	return all
}

const titleLine = "ĐỀ CƯƠNG BÁO CÁO"

// officeLines reads the outline as the office wrote it: NFC, single spaces, no
// blank lines, without the page number at the end.
func officeLines(t *testing.T, id flows.OutlineID) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(norm.NFC.String(readFile(t, string(id)+".txt"))) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && line != "4" {
			all = append(all, line)
		}
	}
	return all
}

// officeText parts the letter from the text, the title and a part's name on one
// line each and no dash before a line.
func officeText(t *testing.T, id flows.OutlineID) (letter, text []string) {
	t.Helper()
	all := officeLines(t, id)
	start := slices.Index(all, titleLine)
	body := slices.IndexFunc(all, func(l string) bool { return strings.HasPrefix(l, "Phần thứ") || strings.HasPrefix(l, "I. ") })
	text = []string{strings.Join(all[start+1:body], " ")}
	for i, line := range all[body:] {
		if strings.HasPrefix(all[body+i-1], "Phần thứ") {
			text[len(text)-1] += " " + line
			continue
		}
		text = append(text, strings.TrimPrefix(strings.TrimPrefix(line, "- "), "+ "))
	}
	return all[:start], text
}

func TestCitesStandInTheText(t *testing.T) {
	for _, o := range outline.Shipped() {
		_, text := officeText(t, o.ID)
		whole := strings.Join(text, "\n")
		for _, c := range o.Cards() {
			around := strings.Join(append([]string{c.Line, c.Section.Heading}, c.Section.Guidance...), "\n")
			for _, it := range c.Items {
				if !strings.Contains(whole, it.Cite) || !strings.Contains(around, it.Cite) {
					t.Errorf("%s/%s: %q is not in the outline's text and on its card", o.ID, it.ID, it.Cite)
				}
			}
		}
	}
}

// TestDashLinesAsk: each dash line of the office is the line of one card, and only
// of one, so that all items of a line share it; or it heads "+" lines that are.
func TestDashLinesAsk(t *testing.T) {
	for _, o := range outline.Shipped() {
		cards := map[string]int{}
		for _, c := range o.Cards() {
			cards[c.Line] += min(len(c.Items), 1)
		}
		text := officeLines(t, o.ID)
		text = text[slices.Index(text, titleLine):]
		for i, line := range text {
			asks, dash := strings.CutPrefix(line, "- ")
			heads := dash && i+1 < len(text) && strings.HasPrefix(text[i+1], "+ ")
			if plus, ok := strings.CutPrefix(line, "+ "); ok {
				asks, dash = plus, true
			}
			if dash && !heads && cards[asks] != 1 {
				t.Errorf("%s: %d cards have the line %q", o.ID, cards[asks], asks)
			}
		}
	}
}

// TestLettersOfOneLine: the catalogue letters one long line b, c, d and đ.
func TestLettersOfOneLine(t *testing.T) {
	o, _ := outline.Find("first-half-2024")
	sections := map[string][]string{}
	for _, c := range o.Cards() {
		for _, it := range c.Items {
			if it.Section != c.ID && !slices.Contains(sections[c.ID], it.Section) {
				sections[c.ID] = append(sections[c.ID], it.Section)
			}
		}
	}
	want := map[string][]string{"II.3.1.b": {"II.3.1.c", "II.3.1.d", "II.3.1.đ"}}
	if diff := cmp.Diff(want, sections); diff != "" {
		t.Error(diff)
	}
}

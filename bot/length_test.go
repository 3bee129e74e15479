package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"baocaobot/flows"
	"baocaobot/storage"
)

func TestCutLength(t *testing.T) {
	for _, c := range []struct {
		text    string
		longest int
		want    string
	}{
		{"", 0, ""}, {"a", 0, ""}, {"a", 1, "a"}, {"ab", 1, "…"}, {"ab", 2, "ab"}, {"abc", 2, "a…"},
		{"ệệ", 2, "ệệ"}, {"😀", 2, "😀"}, {"😀", 1, "…"}, {"😀😀", 3, "😀…"}, {"😀😀", 2, "…"}, {"x😀", 2, "x…"}, {"\xffab", 2, "\xff…"},
	} {
		got := cutLength(c.text, c.longest)
		if got != c.want || len(utf16.Encode([]rune(got))) > max(c.longest, 0) {
			t.Errorf("%q to %d: %q, want %q", c.text, c.longest, got, c.want)
		}
	}
}

// However long the reasons and names of those who ask are, the list of requests fits a
// message; a few reasons are there as far as one screen usually shows them.
func TestTheListOfRequestsFitsOneMessage(t *testing.T) {
	rounds := []flows.Round{{ID: "a", Name: strings.Repeat("😀", 120)}, {ID: "b", Name: "b"}}
	for _, reason := range []string{strings.Repeat("Nhầm số “&” của xã <b> ", 100), strings.Repeat("😀", 600)} {
		var requests []storage.Request
		for i := range 30 {
			r := storage.Request{ID: int64(1_000_000 + i), Round: "a", Unit: flows.Unit{ID: "x", Name: strings.Repeat("𝐇", 200)}}
			r.Name, r.Reason = strings.Repeat("😀", 60), reason
			requests = append(requests, r)
			s := screenRequests(requests, rounds)
			if n := length(s.Text); n > maxMessage {
				t.Fatalf("%d requests are %d long", len(requests), n)
			}
			if want := fmt.Sprint(r.ID, ". "); i < maxRequests && !strings.Contains(s.Text, want) {
				t.Errorf("without %s:\n%s", want, s.Text)
			}
			if whole := esc(cutLength(reason, maxWhy)); i < 3 && !strings.Contains(s.Text, whole) {
				t.Errorf("of %d requests a reason is cut:\n%s", len(requests), s.Text)
			}
		}
	}
}

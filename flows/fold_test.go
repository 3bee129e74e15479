package flows_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"baocaobot/flows"
)

func TestFold(t *testing.T) {
	for _, same := range []string{"Hoà giải Đô thị", "HÒA GIẢI  ĐÔ THỊ", "hoa giai do thi", "Hòa giải đô thị"} {
		if got := flows.Fold(same); got != "hoa giai do thi" {
			t.Errorf("Fold(%q) = %q", same, got)
		}
	}
}

// decomposed folds every text the long way.
func decomposed(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ' || r == 'Đ':
			b.WriteRune('d')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestFoldIsTheLongWayRound(t *testing.T) {
	for r := range unicode.MaxRune {
		for _, s := range []string{string(r), "Đ" + string(r) + "\u0301"} {
			if got, want := flows.Fold(s), decomposed(s); got != want {
				t.Fatalf("Fold(%q) = %q, want %q", s, got, want)
			}
		}
	}
	letters := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("ab9 ._\n\u00a0\u0301\u0323AĐđấỘưÝẽ")), rapid.Rune()))
	rapid.Check(t, func(t *rapid.T) {
		s := letters.Draw(t, "text") + rapid.SampledFrom([]string{"", "", "\xff", " "}).Draw(t, "end")
		if got, want := flows.Fold(s), decomposed(s); got != want {
			t.Fatalf("Fold(%q) = %q, want %q", s, got, want)
		}
	})
}

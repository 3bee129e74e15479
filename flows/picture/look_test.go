package picture

import (
	"baocaobot/flows/report"
	"image/color"
	"math"
	"testing"
)

// brightness is the relative luminance of WCAG 2.1.
func brightness(c color.RGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.RGBA) float64 {
	x, y := brightness(a), brightness(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextStandsOutFromItsGround(t *testing.T) {
	pairs := map[string][2]color.RGBA{
		"name": {ink, stripe}, "head": {paleInk, paper}, "title": {bandInk, band}, "note": {bandPale, band},
	}
	for _, s := range shareSteps {
		pairs["share "+s.words] = [2]color.RGBA{s.ink, s.fill}
	}
	for state, l := range stateLooks {
		pairs[pictureStates[state]] = [2]color.RGBA{l.ink, l.fill}
	}
	for name, p := range pairs {
		if c := contrast(p[0], p[1]); c < 4.5 {
			t.Errorf("%s: the contrast is %.1f; WCAG asks for 4.5", name, c)
		}
	}
}

// Whoever cannot tell hues apart still sees which share is greater.
func TestShadesDarkenWithTheShare(t *testing.T) {
	for i, s := range shareSteps[1:] {
		if before := shareSteps[i]; contrast(before.fill, s.fill) < 1.15 || brightness(s.fill) > brightness(before.fill) {
			t.Errorf("%s does not look more than %s", s.words, before.words)
		}
	}
}

func TestPercentIsNeverRoundedToAnEnd(t *testing.T) {
	for s, want := range map[share]int{{0, 0}: 0, {0, 9}: 0, {1, 1000}: 1, {1, 3}: 33, {999, 1000}: 99, {9, 9}: 100} {
		if got := s.percent(); got != want {
			t.Errorf("%d of %d is %d %%, want %d", s.answered, s.asked, got, want)
		}
	}
}

func TestStateOfUnits(t *testing.T) {
	idle, begun := report.UnitProgress{}, report.UnitProgress{Answered: 1}
	sent, sentLate := report.UnitProgress{SentAt: noon, Delivered: true}, report.UnitProgress{SentAt: noon, Delivered: true, Late: true}
	late, lateIdle := report.UnitProgress{Answered: 1, Late: true}, report.UnitProgress{Late: true}
	for _, c := range []struct {
		name  string
		units []report.UnitProgress
		want  pictureState
	}{
		{"sent", []report.UnitProgress{sent}, stateSent},
		{"all sent, one late", []report.UnitProgress{sent, sentLate}, stateSentLate},
		{"one still to send after the deadline", []report.UnitProgress{sentLate, late}, stateLate},
		{"one not begun after the deadline", []report.UnitProgress{sent, lateIdle}, stateLate},
		{"some at work", []report.UnitProgress{sent, begun, idle}, stateBegun},
		{"some sent, the rest not begun", []report.UnitProgress{sent, idle}, stateBegun},
		{"none begun", []report.UnitProgress{idle, idle}, stateIdle},
	} {
		if got := sumRow("", c.units).state; got != c.want {
			t.Errorf("%s: the state is %v, want %v", c.name, got, c.want)
		}
		if len(c.units) == 1 && stateOf(c.units[0]) != c.want {
			t.Errorf("%s: one unit is told as another state", c.name)
		}
	}
}

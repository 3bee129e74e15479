package opening

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Whatever is long stays within what Telegram takes: 124 units, long names of units and
// rounds, each outline, each question.
func TestScreensFitTelegram(t *testing.T) {
	now := time.Date(2024, 5, 28, 9, 0, 0, 0, flows.Zone)
	f := Form{Now: now}
	long := strings.Repeat("Phường có tên rất dài & “lạ” ", 8)
	for i := range 124 {
		f.Units = append(f.Units, flows.Unit{ID: flows.UnitID(fmt.Sprint("don-vi-", i, strings.Repeat("x", 40))), Name: fmt.Sprint(long, i), Kind: "huyện", Reports: true})
	}
	for i := range 12 {
		f.Rounds = append(f.Rounds, flows.Round{ID: flows.RoundID(fmt.Sprint("dot", i, strings.Repeat("y", 60))), Name: strings.Repeat("Đợt dài & ", 40), From: now, To: now})
	}
	for _, o := range outline.Shipped() {
		f.Sources = append(f.Sources, Source{Key: string(o.ID), Outline: o, Text: outline.Source(o.ID)})
	}
	for _, source := range f.Sources {
		d := Draft{Number: 1 << 40, Outline: source.Key, From: now.AddDate(0, -5, 0), To: now.AddDate(0, 1, 0), Settled: true, Deadline: now.AddDate(0, 1, 0), Name: strings.Repeat("Đ", MaxName)}
		for _, ask := range []Ask{ForOutline, ForPeriod, ForUnits, ForDeadline, ForYes, ForCutOff, ForPrevious, ForLeader, ForAmend, ForTargets, ForName, ForSight} {
			d.Ask = ask
			s := Show(f, d)
			if n := utf8.RuneCountInString(s.Text); n > 4096 {
				t.Errorf("%s %q: %d characters", source.Key, ask, n)
			}
			for _, row := range s.Buttons {
				for _, b := range row {
					if len(b.Data) > 64 {
						t.Errorf("%q: button %q holds %d bytes", ask, b.Label, len(b.Data))
					}
				}
			}
		}
	}
}

package figure

import (
	"testing"

	"baocaobot/flows/outline"
)

// BenchmarkReadSeveral reads what cadres type most.
func BenchmarkReadSeveral(b *testing.B) {
	counts := []Slot{count("cuộc"), count("lượt người")}
	money := []Slot{{outline.Money, "triệu đồng", -1}}
	for _, c := range []struct {
		name, text string
		slots      []Slot
	}{
		{"count", "125", counts}, {"money", "125", money}, {"decimal", "12,5", money}, {"two", "12 45", counts},
		{"units", "12 cuộc, 450 lượt người", counts}, {"words", "trên 1,2 tỷ đồng", money}, {"no figure", "nhiều lắm ạ", counts},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ReadSeveral(c.text, c.slots)
			}
		})
	}
}

package flows_test

import (
	"testing"

	"baocaobot/flows"
)

func TestFold(t *testing.T) {
	for _, same := range []string{"Hoà giải Đô thị", "HÒA GIẢI  ĐÔ THỊ", "hoa giai do thi", "Hòa giải đô thị"} {
		if got := flows.Fold(same); got != "hoa giai do thi" {
			t.Errorf("Fold(%q) = %q", same, got)
		}
	}
}

package talk

import (
	"testing"
	"time"

	"baocaobot/flows"
)

func TestHowLongIsLeft(t *testing.T) {
	deadline := time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone)
	for at, want := range map[string]string{
		"2024-05-20T08:00": "còn 9 ngày nữa", "2024-05-28T23:59": "ngày mai là ngày cuối", "2024-05-29T00:00": "hôm nay là ngày cuối",
		"2024-05-29T23:59": "hôm nay là ngày cuối", "2024-05-30T00:00": "đã quá hạn 1 ngày", "2024-06-02T10:00": "đã quá hạn 4 ngày",
	} {
		now, err := time.ParseInLocation("2006-01-02T15:04", at, flows.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := WordLeft(flows.Round{Deadline: deadline}, now); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

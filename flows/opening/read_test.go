package opening_test

import (
	"encoding/json"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
)

var now = time.Date(2024, 5, 28, 14, 5, 0, 0, flows.Zone)

// What is typed as a deadline, on 28 May 2024: the first late moment, or what is wrong.
func TestReadDeadline(t *testing.T) {
	for text, want := range map[string]string{
		"trước ngày 30/5/2024":            "2024-05-30",
		"Truoc ngay 30/5":                 "2024-05-30 không ghi năm",
		"trước 30-5-2024":                 "2024-05-30",
		"hết ngày 29/5":                   "2024-05-30 không ghi năm",
		"đến hết 29/5/2024":               "2024-05-30",
		"chậm nhất ngày 29.5.2024":        "2024-05-30",
		"chậm nhất là ngày 29/5/24":       "2024-05-30",
		"hạn nộp: trước 2024-05-30":       "unread",
		"hạn trước 2024-05-30":            "2024-05-30",
		"trước ngày 30 tháng 5 năm 2024.": "2024-05-30",
		"trong ngày 28/5":                 "2024-05-29 không ghi năm",
		"trước ngày 28/5/2024":            "gone",
		"trước ngày 28/5":                 "gone",
		"hết ngày 27/5/2024":              "gone",
		"trước ngày 15/1":                 "2025-01-15 không ghi năm",
		"hết ngày 29/2":                   "2028-03-01 không ghi năm",
		"30/5/2024":                       "two ways",
		"ngày 30/5":                       "two ways",
		"đến ngày 30/5/2024":              "two ways",
		"2024-05-30":                      "two ways",
		"27/5/2024":                       "gone",
		"trước ngày 31/2":                 "no day",
		"trước ngày 31/2/2024":            "no day",
		"trước ngày 0/5/2024":             "no day",
		"trước ngày 30/13/2024":           "no day",
		"trước ngày 30/5/0024":            "far year",
		"trước 17 giờ ngày 30/5/2024":     "unread",
		"cuối tháng":                      "unread",
		"30":                              "unread",
		"trước ngày 30/5/2024 nhé":        "unread",
		"":                                "unread",
	} {
		d := opening.ReadDeadline(text, now)
		got := string(d.Trouble)
		if d.Trouble == opening.Fine {
			got = d.Late.Format(time.DateOnly)
			if d.YearLess {
				got += " không ghi năm"
			}
		} else if d.Trouble != opening.TwoWays && d.Said() == "" {
			t.Errorf("%q: nothing is said", text)
		}
		if got != want {
			t.Errorf("%q is read as %s, want %s", text, got, want)
		}
	}
}

func TestReadPeriod(t *testing.T) {
	for text, want := range map[string]string{
		"6 tháng đầu năm 2024":      "2024-01-01..2024-06-30",
		"6 thang cuoi nam 2023":     "2023-07-01..2023-12-31",
		"9 tháng năm 2024":          "2024-01-01..2024-09-30",
		"quý 1/2024":                "2024-01-01..2024-03-31",
		"Quý IV năm 2024":           "2024-10-01..2024-12-31",
		"tháng 2/2024":              "2024-02-01..2024-02-29",
		"năm 2024":                  "2024-01-01..2024-12-31",
		"2024":                      "2024-01-01..2024-12-31",
		"2019-2024":                 "2019-01-01..2024-12-31",
		"nhiệm kỳ 2019 – 2024":      "2019-01-01..2024-12-31",
		"1/1/2024 - 30/6/2024":      "2024-01-01..2024-06-30",
		"1/1-30/6/2024":             "2024-01-01..2024-06-30",
		"từ 1/1/2024 đến 30/6/2024": "2024-01-01..2024-06-30",
		"từ ngày 1/1 đến hết ngày 30/6/24": "2024-01-01..2024-06-30",
		"2024-01-01..2024-06-30":           "2024-01-01..2024-06-30",
		"1-1-2024 - 30-6-2024":             "2024-01-01..2024-06-30",
		"1/1 - 30/6":                       "no year",
		"31/4/2024 - 30/6/2024":            "no day",
		"2024-2019":                        "reversed",
		"30/6/2024 - 1/1/2024":             "reversed",
		"năm 1024":                         "far year",
		"tháng 13/2024":                    "unread",
		"nửa năm":                          "unread",
		"":                                 "unread",
	} {
		from, to, trouble := opening.ReadPeriod(text)
		got := string(trouble)
		if trouble == opening.Fine {
			got = from.Format(time.DateOnly) + ".." + to.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q is read as %s, want %s", text, got, want)
		}
	}
}

// Any input at any draft gives a screen that can be shown, opens nothing but what a summary
// showed, and never takes a number twice.
func FuzzStep(f *testing.F) {
	f.Add("1", "", int64(5), "yes")
	f.Add("trước ngày 30/5/2024", "mo|3|open|", int64(2), "deadline")
	f.Add("bỏ 1", "mo|5|unit|AAAA", int64(1), "units")
	form := opening.Form{Now: now}
	for _, o := range outline.Shipped() {
		form.Sources = append(form.Sources, opening.Source{Key: string(o.ID), Outline: o, Text: outline.Source(o.ID)})
	}
	form.Units = []flows.Unit{{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện", Reports: true}, {ID: "hue", Name: "thành phố Huế", Kind: "thành phố", Reports: true}}
	f.Fuzz(func(t *testing.T, text, press string, steps int64, ask string) {
		draft := opening.Draft{Ask: opening.Ask(ask)}
		for n := range steps & 7 {
			for _, in := range []opening.Input{{Text: "1"}, {Text: "tiếp"}, {Text: text}, {Press: press}}[n&3:] {
				before, shown := draft.Number, draft.Shown
				turn := opening.Step(form, draft, in)
				if turn.Draft.Number != before+1 {
					t.Fatalf("number %d after %d", turn.Draft.Number, before)
				}
				if turn.Open != nil {
					if shown == "" || len(turn.Open.Asked) == 0 || !turn.Open.Round.Deadline.After(now) {
						t.Fatalf("opened %+v, shown %q", turn.Open.Round, shown)
					}
					return
				}
				stored, err := json.Marshal(turn.Draft)
				if err != nil {
					t.Fatal(err)
				}
				draft = opening.Draft{}
				if err := json.Unmarshal(stored, &draft); err != nil {
					t.Fatal(err)
				}
				screen := opening.Show(form, draft)
				if screen.Text == "" || len([]rune(screen.Text)) > 4096 {
					t.Fatalf("a screen of %d characters", len([]rune(screen.Text)))
				}
			}
		}
	})
}

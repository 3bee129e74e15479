package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

var (
	noon    = time.Date(2024, 5, 28, 12, 0, 0, 0, flows.Zone)
	hueNine = []flows.Unit{
		{ID: "hue", Name: "thành phố Huế", Kind: "thành phố"},
		{ID: "huong-thuy", Name: "thị xã Hương Thủy", Kind: "thị xã"},
		{ID: "huong-tra", Name: "thị xã Hương Trà", Kind: "thị xã"},
		{ID: "phong-dien", Name: "huyện Phong Điền", Kind: "huyện"},
		{ID: "quang-dien", Name: "huyện Quảng Điền", Kind: "huyện"},
		{ID: "phu-vang", Name: "huyện Phú Vang", Kind: "huyện"},
		{ID: "phu-loc", Name: "huyện Phú Lộc", Kind: "huyện"},
		{ID: "nam-dong", Name: "huyện Nam Đông", Kind: "huyện"},
		{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện"},
	}
)

func round() flows.Round {
	return flows.Round{
		ID: "first-half-2024", Name: "6 tháng đầu năm 2024", Outline: "first-half-2024",
		From:     time.Date(2024, 1, 1, 0, 0, 0, 0, flows.Zone),
		To:       time.Date(2024, 6, 30, 0, 0, 0, 0, flows.Zone),
		Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone),
	}
}

// communes gives a round of the size of all communes of the country.
func communes(n int) []flows.Unit {
	units := make([]flows.Unit, n)
	for i := range units {
		units[i] = flows.Unit{ID: flows.UnitID(fmt.Sprint("xa-", i)), Name: fmt.Sprint("xã Số ", i), Kind: "xã"}
	}
	return units
}

// sample answers a shipped outline in every state, the same way each time. The
// last unit has not begun.
func sample(t testing.TB, units []flows.Unit) Input {
	t.Helper()
	o, found := outline.Find("first-half-2024")
	if !found {
		t.Fatal("the outline first-half-2024 is not shipped")
	}
	in := Input{Round: round(), Outline: o, Units: units, Reports: map[flows.UnitID]flows.Report{}, Now: noon, Place: "Thừa Thiên Huế"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for i, u := range units[:max(1, len(units)-1)] {
		r := flows.Report{Round: in.Round.ID, Unit: u.ID, Answers: map[flows.QuestionID]flows.Answer{}}
		for _, q := range o.Questions(u.Kind) {
			if a, answered := anyAnswer(rnd, q); answered {
				a.At = noon.Add(-time.Duration(i+1) * time.Hour)
				r.Answers[q.ID] = a
			}
		}
		if i%3 != 2 {
			r.SentAt = noon.Add(-time.Duration(i) * time.Minute)
		}
		in.Reports[u.ID] = r
	}
	return in
}

func anyAnswer(rnd *rand.Rand, q outline.Question) (flows.Answer, bool) {
	a := flows.Answer{Question: q.ID}
	a.State = flows.Given
	switch rnd.IntN(12) {
	case 0:
		a.State = flows.None
		return a, true
	case 1:
		a.State = flows.Unknown
		return a, true
	case 2:
		return a, false
	}
	switch q.Kind {
	case outline.Percent:
		return a, false
	case outline.Count:
		a.Number = rnd.Int64N(3000)
	case outline.Money:
		a.Number = rnd.Int64N(9_000_000) * 1000
		if rnd.IntN(6) == 0 {
			a.Number, a.Hedge, a.Raw = 4_030_000_000, "trên", "trên 4,03 tỷ"
		}
	case outline.YesNo:
		a.Number = rnd.Int64N(2)
	case outline.Names:
		for i := range rnd.IntN(4) + 1 {
			a.Names = append(a.Names, fmt.Sprintf("Mô hình “Tuyến đường tự quản xanh - sạch - sáng” số %d", i+1))
		}
	case outline.Text:
		a.Text = strings.Repeat("Ban Thường trực đã phối hợp với các tổ chức thành viên tổ chức tuyên truyền ở cơ sở. ", rnd.IntN(30)+1)
	}
	return a, true
}

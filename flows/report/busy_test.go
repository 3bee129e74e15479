package report

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// stage changes one report of an input.
func (in Input) stage(unit flows.UnitID, change func(*flows.Report)) {
	r := in.Reports[unit]
	r.Unit = unit
	change(&r)
	in.Reports[unit] = r
}

// compared is the small round with a round before it, targets, doubts, changes and an
// edition before: of everything as little as shows it.
func compared() Input {
	in := small()
	before := small()
	before.answer("a", map[flows.QuestionID]flows.Value{
		"cuoc@xa": number(8), "quy": number(2_000_000_000), "tra_loi": number(2), "y_kien": number(10), "mo_hinh#so": number(0), "cuu_tro": number(0),
	})
	before.answer("b", map[flows.QuestionID]flows.Value{"quy": number(15_250_000), "tra_loi": number(80), "y_kien": number(90), "cuu_tro": number(1), "van_ban": names("Một")})
	before.answer("c", map[flows.QuestionID]flows.Value{"cuoc@xa": number(2), "tra_loi": number(500)})
	in.Before = Before{Round: flows.Round{ID: "truoc", Name: "6 tháng cuối năm 2023"}, Reports: before.Reports}
	in.Targets = []flows.Target{
		{Question: "cuoc@xa", Number: 20}, {Question: "quy", Number: 5_000_500_000}, {Question: "ty_le", Number: 9_550}, {Question: "mo_hinh#so", Number: 0},
		{Question: "cuoc@xa", Unit: "a", Number: 10}, {Question: "quy", Unit: "c", Number: 3_000_000}, {Question: "ty_le", Unit: "a", Number: 9_000},
	}
	in.Doubts = map[flows.UnitID][]Doubt{"a": {{"quy", "tăng nhiều so với kỳ trước.", "=được hỗ trợ thêm"}}}
	in.Changes = []flows.Change{
		{Unit: "b", Old: told("cuoc@huyen", number(3)), New: told("cuoc@huyen", flows.Value{State: flows.None})},
		{Unit: "a", Old: flows.Answer{}, New: told("cuoc@xa", number(11))},
		{Unit: "a", Old: told("cuoc@xa", number(11)), New: byOffice(told("cuoc@xa", number(12)))},
	}
	in.Last = Edition{Number: 2, At: noon.Add(-time.Hour), Sent: 1, Expected: 3}
	in.LastReports = maps.Clone(in.Reports)
	last := in
	last.Reports = in.LastReports
	last.stage("a", func(r *flows.Report) {
		r.Answers = maps.Clone(r.Answers)
		r.Answers["cuoc@xa"] = told("cuoc@xa", number(11))
		delete(r.Answers, "tra_loi")
	})
	in.Edition = Edition{Number: 3, At: noon, Sent: 2, Expected: 3}
	return in
}

func told(q flows.QuestionID, v flows.Value) flows.Answer {
	return flows.Answer{Question: q, Value: v, At: noon, Name: "cán bộ", Channel: "telegram"}
}

func byOffice(a flows.Answer) flows.Answer {
	a.Channel, a.Name, a.Reason = flows.OfficeChannel, "văn phòng", "theo công văn của đơn vị"
	return a
}

// busy is a round of the nine units with something of everything, for the eye and for
// LibreOffice.
func busy(t testing.TB) Input {
	in := sample(t, hueNine)
	before := sample(t, hueNine)
	in.Before = Before{Round: flows.Round{ID: "truoc", Name: "Báo cáo 6 tháng cuối năm 2023"}, Reports: before.Reports}
	for i, u := range hueNine {
		for id, a := range before.Reports[u.ID].Answers {
			a.Number = a.Number * int64(60+7*i) / 100 / 1000 * 1000
			before.Reports[u.ID].Answers[id] = a
		}
	}
	in.stage("hue", func(r *flows.Report) { r.SentAt, r.Approved.At = noon, noon })
	in.stage("huong-tra", func(r *flows.Report) {
		r.FirstSent, r.Revision = noon, flows.Revision{Moment: flows.Moment{At: noon, Reason: "số người dự cao bất thường"}, Questions: []flows.QuestionID{"tap_huan.so@huyen", "giam_sat.so_cuoc@xa"}, Newest: 1}
	})
	in.stage("nam-dong", func(r *flows.Report) {
		r.SentAt, r.Excused = time.Time{}, flows.Moment{At: noon, Reason: "đang sáp nhập"}
	})
	in.Edition = Edition{Number: 3, At: noon, Sent: 6, Expected: 8}
	in.Last = Edition{Number: 2, At: noon.Add(-24 * time.Hour)}
	in.LastReports = maps.Clone(in.Reports)
	in.Doubts = map[flows.UnitID][]Doubt{}
	for i, u := range hueNine[:8] {
		r := in.Reports[u.ID]
		last := maps.Clone(r.Answers)
		n := 0
		for _, q := range Numbered(in.Outline) {
			a, answered := r.Answers[q.ID]
			if !answered || a.State != flows.Given || q.Kind == outline.Names || q.Kind == outline.Text && n > 12 {
				continue
			}
			if n++; n%9 == i {
				old := a
				old.Number, old.Text = a.Number*3/5, "Bản cũ. "+a.Text
				old.Channel, old.Name, a.Name = "telegram", "cán bộ", "cán bộ "+u.Name
				if n%2 == 0 {
					a = byOffice(a)
				}
				last[q.ID], r.Answers[q.ID] = old, a
				in.Changes = append(in.Changes, flows.Change{Unit: u.ID, Old: old, New: a})
			}
			if n%13 == i {
				in.Doubts[u.ID] = append(in.Doubts[u.ID], Doubt{q.ID, "Tăng từ 10 lần trở lên so với kỳ trước: 12 cuộc", "đã kiểm tra lại với 21 xã"})
			}
		}
		before := r
		before.Answers = last
		in.LastReports[u.ID] = before
	}
	for i, q := range Numbered(in.Outline) {
		if rule := ruleOf(q); i%4 == 0 && rule == Sum {
			in.Targets = append(in.Targets, flows.Target{Question: q.ID, Number: 12_000}, flows.Target{Question: q.ID, Unit: "a-luoi", Number: 1500}, flows.Target{Question: q.ID, Unit: "hue", Number: 1000})
		}
	}
	brief(Input{Reports: in.LastReports})
	return brief(in)
}

// turnedCompared is compared of more units than stand side by side.
func turnedCompared() Input {
	in := compared()
	in.Parents = map[flows.UnitID]flows.Unit{"bac": {ID: "bac", Name: "huyện Bắc"}, "nam": {ID: "nam", Name: "huyện Nam"}}
	for i := range mostAcross {
		u := flows.Unit{ID: flows.UnitID(fmt.Sprint("x", i)), Name: fmt.Sprint("xã Số ", i+1), Kind: "xã", Parent: "bac"}
		if i%3 == 0 {
			u.Parent = "nam"
		}
		in.Units = append(in.Units, u)
		in.Reports[u.ID], in.Before.Reports[u.ID] = in.Reports["c"], in.Before.Reports["c"]
		in.stage(u.ID, func(r *flows.Report) {
			if i%4 != 0 {
				r.SentAt = noon
			}
		})
	}
	return in
}

package talk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

func TestMerged(t *testing.T) {
	const (
		figure = "thanh_vien.hien_co@xa"
		money  = "dien_bien.so_tien"
		names  = "cong_nghe.linh_vuc"
		text   = "quan_triet.noi_dung"
	)
	n := func(n int64) flows.Value { return flows.Value{State: flows.Given, Number: n} }
	hedged := func(hedge string, n int64) flows.Value {
		return flows.Value{State: flows.Given, Number: n, Hedge: hedge, Reason: "đếm lại"}
	}
	list := func(names ...string) flows.Value {
		return flows.Value{State: flows.Given, Number: int64(len(names)), Names: names}
	}
	words := flows.Value{State: flows.Given, Text: "Đã triển khai"}
	none, unknown, open := flows.Value{State: flows.None}, flows.Value{State: flows.Unknown}, flows.Value{}
	type values = []flows.Value
	cases := []struct {
		why      string
		question flows.QuestionID
		of       values
		want     flows.Value
	}{
		{"figures are added up", figure, values{n(12), n(0), n(33)}, n(45)},
		{"money too", money, values{n(1_250_000_000), n(750_000_000)}, n(2_000_000_000)},
		{"không phát sinh is 0", figure, values{n(12), none}, n(12)},
		{"nothing anywhere", figure, values{none, none}, none},
		{"not known by one", figure, values{n(12), unknown}, open},
		{"not answered by one", figure, values{n(12), open}, open},
		{"a hedge stays", figure, values{n(3), hedged("trên", 4)}, flows.Value{State: flows.Given, Number: 7, Hedge: "trên"}},
		{"two hedges are no figure", figure, values{hedged("gần", 3), hedged("trên", 4)}, open},
		{"names are joined, each once", names, values{list("Họp trực tuyến", "Trang Cộng đồng"), none, list("Zalo", "trang cộng đồng")},
			list("Họp trực tuyến", "Trang Cộng đồng", "Zalo")},
		{"half a list is no list", names, values{list("Zalo"), open}, open},
		{"texts are not mixed", text, values{words, words}, open},
		{"nor one text with nothing", text, values{words, none}, open},
		{"one unit stands as it is", text, values{words}, words},
		{"with its reason", figure, values{hedged("trên", 4)}, hedged("trên", 4)},
	}
	o, _ := outline.Find("first-half-2024")
	plan := talk.NewPlan(o, "xã")
	for _, c := range cases {
		if _, asked := plan.Question(c.question); !asked {
			t.Fatalf("%s is not asked", c.question)
		}
		var reports []flows.Report
		for _, v := range c.of {
			answers := map[flows.QuestionID]flows.Answer{"of.another.outline": {Value: n(1)}}
			if v.State != "" {
				answers[c.question] = flows.Answer{Question: c.question, Value: v}
			}
			reports = append(reports, flows.Report{Answers: answers})
		}
		if diff := cmp.Diff(c.want, talk.Merged(plan, reports)[c.question].Value); diff != "" {
			t.Errorf("%s:\n%s", c.why, diff)
		}
	}
	if got := talk.Merged(plan, nil); len(got) != 0 {
		t.Errorf("of no report: %v", got)
	}
}

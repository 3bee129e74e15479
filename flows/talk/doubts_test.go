package talk_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

func TestDoubtsAreWhatTheCadreWasTold(t *testing.T) {
	source, err := os.ReadFile("testdata/checks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	o, mistakes := outline.Read("checks.yaml", source)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	answers := func(values map[flows.QuestionID]flows.Value) map[flows.QuestionID]flows.Answer {
		all := map[flows.QuestionID]flows.Answer{}
		for id, v := range values {
			v.State = flows.Given
			all[id] = flows.Answer{Question: id, Value: v}
		}
		return all
	}
	form := talk.Form{
		Plan: talk.NewPlan(o, "huyện"),
		Report: flows.Report{Answers: answers(map[flows.QuestionID]flows.Value{
			"nha.tong": {Number: 30, Reason: "nhà cũ & mới"}, "nha.xay_moi": {Number: 10}, "nha.sua_chua": {Number: 19}, "nha.so_tien": {Number: 6_000_000_000},
		})},
		Previous: answers(map[flows.QuestionID]flows.Value{"nha.tong": {Number: 3}, "nha.xay_moi": {Number: 100}, "nha.sua_chua": {Number: 2}}),
		Merged:   2,
	}
	want := []talk.Doubt{
		{"nha.tong", "tổng số nhà phải bằng số xây mới cộng số sửa chữa.", "nhà cũ & mới"},
		{"nha.tong", "Tăng từ 10 lần trở lên so với kỳ trước (gộp 2 đơn vị): 3 nhà", "nhà cũ & mới"},
		{"nha.xay_moi", "Giảm từ 10 lần trở lên so với kỳ trước (gộp 2 đơn vị): 100 nhà", ""},
		{"nha.so_tien", "bình quân mỗi nhà hơn 100 triệu đồng.", ""},
		{"nha.so_tien", "số tiền trên 5 tỷ đồng.", ""},
	}
	if diff := cmp.Diff(want, talk.Doubts(form)); diff != "" {
		t.Errorf("doubts (-want +got):\n%s", diff)
	}
	form.Report.Answers["nha.so_tien"] = flows.Answer{Question: "nha.so_tien", Value: flows.Value{State: flows.Unknown}}
	if diff := cmp.Diff(want[:3], talk.Doubts(form)); diff != "" {
		t.Errorf("what is not known is no doubt (-want +got):\n%s", diff)
	}
}

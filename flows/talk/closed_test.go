package talk_test

import (
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// Whatever is typed, pressed, replied, edited or sent in a closed round, on whatever
// screen the person was left: nothing of the report changes. The same inputs do change an
// open one.
func TestNothingOfAClosedRoundChanges(t *testing.T) {
	o, _ := outline.Read("x", outline.Source("first-half-2024"))
	plan := talk.NewPlan(o, "huyện")
	const q, text = flows.QuestionID("quan_triet.hoi_nghi@huyen"), flows.QuestionID("quan_triet.noi_dung")
	now := time.Date(2024, 5, 28, 14, 0, 0, 0, flows.Zone)
	base := flows.Report{Answers: map[flows.QuestionID]flows.Answer{q: {Question: q, Value: flows.Value{State: flows.Given, Number: 12}, Raw: "12", By: 1, Seq: 1}}, Newest: 1,
		Evidence: []flows.Evidence{{ID: 7, Card: "I.1", Kind: flows.Photo}}}
	sent, waiting, revised := base, base, base
	sent.SentAt, sent.SentBy, sent.Receipt = now, 1, 1
	waiting.Submitted = flows.Moment{At: now, By: 1}
	revised.Revision = flows.Revision{Moment: flows.Moment{At: now, By: 9, Reason: "xem"}, Questions: []flows.QuestionID{q}, Newest: 1}
	var inputs []talk.Input
	for _, words := range []string{"45", "12 45 30", "không", "chưa có", "như kỳ trước", "giữ nguyên", "có", "đúng", "a", "sửa", "viết tiếp", "xong", "gửi", "đồng ý", "duyệt",
		"trả lại", "sửa báo cáo", "lấy lại", "giao", "giao cho đồng nghiệp", "gỡ 1", "0", "1", "lý do: vì vậy", "Một lý do bằng lời", "Nội dung quán triệt"} {
		inputs = append(inputs, talk.Input{Text: words, Message: 50}, talk.Input{Text: words, Message: 51, Card: q}, talk.Input{Text: words, Message: 51, Card: text},
			talk.Input{Text: words, Message: 52, Edited: true, Corrects: []flows.Answer{base.Answers[q]}})
	}
	for _, data := range []string{"none|" + string(q), "unknown|" + string(q), "same|" + string(q), "stand|" + string(q), "pick|1|0", "pass|1", "halt|1", "done", "more|" + string(q),
		"amend", "confirm", "send", "reopen", "return", "team|1", "assign|1|2", "assign|1|0", "remove|7"} {
		inputs = append(inputs, talk.Input{Press: data})
	}
	inputs = append(inputs, talk.Input{File: &flows.Evidence{Kind: flows.Photo, FileID: "f"}})
	changed := 0
	for _, report := range []flows.Report{base, sent, waiting, revised} {
		for _, view := range []talk.View{talk.OnCard, talk.OnGuide, talk.OnMenu, talk.OnSection, talk.OnReview, talk.OnConfirm,
			talk.OnReopen, talk.OnTeam, talk.OnReturn, talk.OnAsk, talk.OnEvidence} {
			for _, at := range []flows.QuestionID{q} {
				for _, in := range inputs {
					form := talk.Form{Plan: plan, Report: report, Now: now, Me: 1, Lead: true,
						Team:  []flows.Colleague{{ID: 1, Name: "cán bộ", Role: flows.Cadre}, {ID: 2, Name: "đồng nghiệp", Role: flows.Leader}},
						Round: flows.Round{Name: "Đợt", Deadline: now.AddDate(0, 0, 2)}, Unit: flows.Unit{Name: "huyện A Lưới", Kind: "huyện"}}
					place := talk.Place{View: view, At: at, Section: 1, Turns: 1, Last: q, Doubt: q, Seen: 1, Checked: &talk.Checked{Seq: 1, Answers: 1, Waiting: report.Waiting()}}
					if writes(talk.Step(form, place, in)) {
						changed++
					}
					form.Round.Closed = now
					if done := talk.Step(form, place, in); writes(done) {
						t.Errorf("%s, at %s on %q: %+v gives %+v", report.Stage(), at, view, in, done)
					}
				}
			}
		}
	}
	if changed < 300 {
		t.Errorf("only %d of these would change an open report", changed)
	}
}

func writes(done talk.Turn) bool {
	return len(done.Answers) > 0 || len(done.Evidence) > 0 || len(done.Removed) > 0 || done.Event != talk.Nothing || done.Task != nil
}

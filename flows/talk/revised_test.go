package talk_test

import (
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// Whoever is handed a section in a revision is told what the office wants of it.
func TestTaskInARevision(t *testing.T) {
	d := newDesk("huyện")
	d.store(flows.Answer{Question: "van_ban.so@xa", Value: flows.Value{State: flows.Given, Number: 45}, By: 1})
	d.decided("revises van_ban.so@xa: xem lại")
	for section, want := range map[string]string{"I": "(đã chỉnh lý 0/1)", "II.1": "(không có mục cần chỉnh lý)"} {
		if said := talk.Tasked(d.form, section, 1).Text; !strings.Contains(said, want) {
			t.Errorf("%s: %s\nwant %s", section, said, want)
		}
	}
}

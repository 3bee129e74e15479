package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

const (
	members = "thanh_vien.hien_co@xa"
	pages   = "trang_cong_dong.so@xa"
)

// reorganised is a world in which the old units of the sample reported in round
// "old" and the new ones are asked in round "new".
func reorganised(t *testing.T) *world {
	w := newWorld(t)
	data, _ := unitlist.Shipped("mau-sap-xep-2025")
	list, err := unitlist.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	before := flows.Round{ID: "old", Name: "Kỳ một", Outline: "first-half-2024", From: today, To: today, Deadline: today.AddDate(0, 0, 9), Opened: today}
	after := before
	after.ID, after.Name, after.Previous, after.Opened = "new", "Kỳ hai", "old", today.Add(time.Hour)
	w.update(func(tx *storage.Tx) error {
		if err := tx.PutUnits(list.Units); err != nil {
			return err
		}
		err := tx.OpenRound(before, outline.Source("first-half-2024"), []flows.UnitID{"xa-cu-a", "xa-cu-b", "thi-tran-cu-c", "xa-cu-d", "xa-cu-e"})
		if err != nil {
			return err
		}
		return tx.OpenRound(after, outline.Source("first-half-2024"), list.Asked(time.Date(2025, 12, 31, 0, 0, 0, 0, flows.Zone)))
	})
	return w.run()
}

// goes puts a person before a question.
func (p phone) goes(id flows.PersonID, round flows.RoundID, unit flows.UnitID, to flows.QuestionID) {
	p.w.t.Helper()
	p.w.update(func(tx *storage.Tx) error {
		return tx.SavePlace(id, round, unit, fmt.Appendf(nil, `{"at":%q}`, to))
	})
}

func TestTheRoundBeforeIsFoundThroughPredecessors(t *testing.T) {
	w := reorganised(t)
	reported := []struct {
		unit           flows.UnitID
		members, pages string
	}{{"xa-cu-a", "15", "1"}, {"xa-cu-b", "không", "2"}, {"thi-tran-cu-c", "30", "chưa có"}, {"xa-cu-d", "14", "3"}, {"xa-cu-e", "16", "4"}}
	for i, r := range reported {
		id := int64(101 + i)
		p := w.joined(id, flows.Cadre, r.unit)
		p.goes(flows.PersonID(id), "old", r.unit, members)
		p.says(r.members, "✅ Số tổ chức thành viên hiện có")
		p.goes(flows.PersonID(id), "old", r.unit, pages)
		p.says(r.pages, "✅ Số “Trang Cộng đồng”")
	}
	const button = "Giữ như kỳ trước"
	asks := []struct {
		unit           flows.UnitID
		members, pages string // what stands beside the figure
	}{
		{"xa-mau-mot", "kỳ trước (gộp 3 đơn vị): 45 tổ chức", ""}, // merged; one of three does not know its pages
		{"phuong-mau-hai", "kỳ trước: 14 tổ chức", "kỳ trước: 3 trang"},
		{"xa-mau-ba", "", ""}, // half of a split commune
		{"xa-mau-nam", "", ""},
	}
	for i, a := range asks {
		id := int64(1 + i)
		p := w.joined(id, flows.Cadre, a.unit)
		for question, want := range map[flows.QuestionID]string{members: a.members, pages: a.pages} {
			p.goes(flows.PersonID(id), "new", a.unit, question)
			p.says("làm tiếp", "▶ ")
			asked := lineOf(screenOf(p), "▶ ")
			if strings.Contains(asked, "kỳ trước") != (want != "") || !strings.HasSuffix(asked, want) {
				t.Errorf("%s is asked %q, want it to end in %q", a.unit, asked, want)
			}
			if offered := strings.Contains(p.Transcript()[strings.LastIndex(p.Transcript(), asked):], button); offered != (want != "") {
				t.Errorf("%s is offered to keep %s: %v", a.unit, question, offered)
			}
		}
	}
	merged := phone{w.server.Phone(1, ""), w}
	merged.goes(1, "new", "xa-mau-mot", members)
	merged.says("làm tiếp", "▶ Số tổ chức thành viên hiện có")
	merged.presses("Giữ như kỳ trước: 45 tổ chức", "✅ Số tổ chức thành viên hiện có (cấp xã): 45 tổ chức")
	w.update(func(tx *storage.Tx) error {
		r, err := tx.Report("new", "xa-mau-mot")
		if len(r.Answers) != 1 || r.Answers[members].Number != 45 {
			t.Errorf("kept: %+v", r.Answers)
		}
		return err
	})
}

func lineOf(screen, start string) string {
	for line := range strings.Lines(screen) {
		if strings.HasPrefix(line, start) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// One figure across all units is compared with what each unit, or what it was made of, had
// in the round before, as its own conversation does.
func TestOneFigureIsComparedThroughPredecessors(t *testing.T) {
	w := reorganised(t)
	office := w.officer(9, flows.Office)
	w.update(func(tx *storage.Tx) error {
		put := func(round flows.RoundID, unit flows.UnitID, n int64) error {
			return tx.Append(round, unit, []flows.Answer{{Question: members, Value: flows.Value{State: flows.Given, Number: n}, By: 9, At: today}})
		}
		return errors.Join(put("old", "xa-cu-a", 15), put("old", "xa-cu-b", 5), put("old", "thi-tran-cu-c", 30), put("old", "xa-cu-d", 14), put("old", "xa-cu-e", 16),
			put("new", "xa-mau-mot", 500), put("new", "phuong-mau-hai", 140), put("new", "xa-mau-ba", 1), put("new", "xa-mau-nam", 2))
	})
	office.says("/so 26", "⚠️ xã Mẫu Một: 500 tổ chức, kỳ trước (gộp 3 đơn vị) 50 tổ chức\n⚠️ phường Mẫu Hai: 140 tổ chức, kỳ trước 14 tổ chức\n")
	if n := strings.Count(screenOf(office.phone), "⚠️"); n != 2 {
		t.Errorf("%d figures jump:\n%s", n, screenOf(office.phone))
	}
}

package opening

import (
	"fmt"
	"strconv"
	"time"

	"baocaobot/flows"
)

// Show gives the screen of a draft.
func Show(f Form, d Draft) flows.Screen {
	var s flows.Screen
	switch d.Ask {
	case ForOutline:
		s = f.askOutline(d)
	case ForPeriod:
		s = f.askPeriod(d)
	case ForUnits:
		s = f.askUnits(d)
	case ForDeadline:
		s = f.askDeadline(d)
	case ForCutOff:
		s = f.askCutOff(d)
	case ForPrevious:
		s = f.askPrevious(d)
	case ForLeader:
		s = rows(d, wordLeader, []string{"Có", "co"}, []string{"Không", "khong"})
	case ForAmend:
		s = rows(d, wordAmend, []string{"1. " + wordFree, string(flows.Free)}, []string{"2. " + wordOnRequest, string(flows.OnRequest)})
	case ForTargets:
		s = rows(d, wordTargets, []string{"Không giao chỉ tiêu", none})
	case ForName:
		s = rows(d, wordName(f.name(d)), []string{"Để tên bot đặt", none})
	case ForSight:
		s = f.sight(d)
	default:
		s = f.summary(d)
	}
	s.Buttons = append(s.Buttons, d.ways())
	if d.Leaving {
		s = askLeave(d)
	}
	if d.Note != "" {
		s.Text = d.Note + "\n\n" + s.Text
	}
	return s
}

// ways are the buttons under every screen.
func (d Draft) ways() []flows.Button {
	leave := flows.Button{Label: labelDrop, Data: press(d, drop, "")}
	if d.Ask == ForOutline {
		return []flows.Button{leave}
	}
	return []flows.Button{{Label: labelBack, Data: press(d, back, "")}, leave}
}

// rows is a question with one answer a row: its label and what its button holds.
func rows(d Draft, text string, answers ...[]string) flows.Screen {
	s := flows.Screen{Text: text}
	for _, a := range answers {
		s.Buttons = append(s.Buttons, []flows.Button{{Label: a[0], Data: press(d, choice, a[1])}})
	}
	return s
}

// most is how many answers one screen offers to choose from.
const most = 8

func (f Form) askOutline(d Draft) flows.Screen {
	var answers [][]string
	for i, o := range f.Sources[:min(len(f.Sources), most)] {
		answers = append(answers, []string{fmt.Sprintf("%d. %s", i+1, short(o.title(), maxButton)), tag(o.Key)})
	}
	return rows(d, wordOutline(f.Sources[:len(answers)]), answers...)
}

func (f Form) askPeriod(d Draft) flows.Screen {
	var answers [][]string
	for i, p := range f.proposedPeriods(d) {
		answers = append(answers, []string{fmt.Sprintf("%d. %s", i+1, flows.UpperFirst(periodWords(p.from, p.to))), isoDay(p.from) + ".." + isoDay(p.to)})
	}
	return rows(d, wordPeriod, answers...)
}

func (f Form) askDeadline(d Draft) flows.Screen {
	if !d.Bare.IsZero() {
		before, through := d.Bare, d.Bare.AddDate(0, 0, 1)
		return rows(d, wordTwoWays(d.Bare), []string{"1. " + flows.UpperFirst(deadlineWords(before)), isoDay(before)},
			[]string{"2. " + flows.UpperFirst(throughWords(through)), isoDay(through)})
	}
	var answers [][]string
	for i, at := range f.proposedDeadlines(d) {
		answers = append(answers, []string{fmt.Sprintf("%d. %s", i+1, flows.UpperFirst(deadlineWords(at))), isoDay(at)})
	}
	return rows(d, wordDeadline, answers...)
}

func (f Form) askCutOff(d Draft) flows.Screen {
	return rows(d, wordCutOff, []string{"Ngày cuối kỳ: " + day(d.To), none})
}

func (f Form) askPrevious(d Draft) flows.Screen {
	var answers [][]string
	for i, r := range f.Rounds[:min(len(f.Rounds), most)] {
		answers = append(answers, []string{fmt.Sprintf("%d. %s", i+1, short(r.Name, maxButton)), tag(string(r.ID))})
	}
	return rows(d, wordPrevious(f.Rounds[:len(answers)]), append(answers, []string{"Không so với đợt nào", none})...)
}

// onPage is how many units one page lists.
const onPage = 24

func (f Form) askUnits(d Draft) flows.Screen {
	units := f.usable(d)
	n := len(f.asked(d))
	from := min(max(d.Page, 0), max(len(units)-1, 0)/onPage) * onPage
	to := min(from+onPage, len(units))
	s := flows.Screen{Text: f.wordUnits(d, n, len(units), from, units[from:to])}
	if n > 0 {
		s.Buttons = append(s.Buttons, []flows.Button{{Label: labelThese(n), Data: press(d, choice, "ok")}})
	}
	for i, u := range units[from:to] {
		if i%8 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		last := &s.Buttons[len(s.Buttons)-1]
		*last = append(*last, flows.Button{Label: strconv.Itoa(from + i + 1), Data: press(d, toggle, tag(string(u.ID)))})
	}
	s.Buttons = append(s.Buttons, kindButtons(d, units), pageButtons(d, from, to, len(units)))
	return withoutEmpty(s)
}

// kindButtons keep the units of one kind alone.
func kindButtons(d Draft, units []flows.Unit) (row []flows.Button) {
	names, count := kinds(units)
	if len(names) < 2 {
		return nil
	}
	for _, name := range names[:min(len(names), 4)] {
		row = append(row, flows.Button{Label: labelKind(name, count[name]), Data: press(d, choice, tag(name))})
	}
	if len(d.Units) > 0 {
		row = append(row, flows.Button{Label: labelAll, Data: press(d, choice, none)})
	}
	return row
}

func pageButtons(d Draft, from, to, all int) (row []flows.Button) {
	if from > 0 {
		row = append(row, flows.Button{Label: labelBefore, Data: press(d, pages, strconv.Itoa(from/onPage-1))})
	}
	if to < all {
		row = append(row, flows.Button{Label: labelAfter, Data: press(d, pages, strconv.Itoa(to/onPage))})
	}
	return row
}

func withoutEmpty(s flows.Screen) flows.Screen {
	var full [][]flows.Button
	for _, row := range s.Buttons {
		if len(row) > 0 {
			full = append(full, row)
		}
	}
	s.Buttons = full
	return s
}

// summary is everything that the yes will open, with a button for each line.
func (f Form) summary(d Draft) flows.Screen {
	to := func(label string, ask Ask) flows.Button {
		return flows.Button{Label: label, Data: press(d, change, string(ask))}
	}
	s := flows.Screen{Text: f.wordSummary(d)}
	first := []flows.Button{to(labelSight, ForSight)}
	if f.refusal(d) == nil {
		first = append([]flows.Button{{Label: labelOpen(len(f.asked(d))), Data: press(d, yes, "")}}, first...)
	}
	s.Buttons = [][]flows.Button{first,
		{to("✏️ Đề cương", ForOutline), to("✏️ Kỳ", ForPeriod), to("✏️ Đơn vị", ForUnits)},
		{to("✏️ Số liệu", ForCutOff), to("✏️ Hạn nộp", ForDeadline), to("✏️ Đợt trước", ForPrevious)},
		{to("✏️ Lãnh đạo", ForLeader), to("✏️ Cách sửa", ForAmend)},
		{to("✏️ Chỉ tiêu", ForTargets), to("✏️ Tên", ForName)}}
	return s
}

// PeriodOf prints the period of a round: "6 tháng đầu năm 2024", or its days.
func PeriodOf(r flows.Round) string { return periodWords(r.From, r.To) }

// DeadlineOf prints a deadline in the office's words and as the last day on time.
func DeadlineOf(late time.Time) string { return deadlineWords(late) }

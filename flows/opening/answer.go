package opening

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
)

// MaxName is how many characters the name of a round has.
const MaxName = 120

// none is the button for no round before, no targets, or what is proposed.
const none = "-"

// answer takes typed words as an answer to what is asked. What is none says how to answer.
func (s *step) answer(text string) {
	words := strings.Trim(flows.Fold(text), " .!")
	number, _ := strconv.Atoi(words)
	switch s.draft.Ask {
	case ForOutline:
		s.outlineCalled(words, number)
	case ForPeriod:
		s.periodTyped(text, number)
	case ForUnits:
		s.unitsTyped(text, words)
	case ForDeadline, ForYes: // a deadline is understood at the summary, too
		s.deadlineTyped(text, number)
	case ForCutOff:
		s.cutOffTyped(text, words)
	case ForPrevious:
		s.previousCalled(words, number)
	case ForLeader:
		s.yesOrNo(words, func(lead bool) { s.draft.Leader = lead })
	case ForAmend:
		s.amendTyped(words, number)
	case ForTargets:
		s.targetsTyped(words)
	case ForName:
		s.nameTyped(text)
	default:
		s.draft.Note = saidUnclear(s.draft.Ask)
	}
}

// chosen takes a button as an answer to what is asked.
func (s *step) chosen(arg string) {
	switch s.draft.Ask {
	case ForOutline:
		at := slices.IndexFunc(s.form.Sources, func(o Source) bool { return tag(o.Key) == arg })
		s.outlineCalled("", at+1)
	case ForPeriod:
		s.periodTyped(strings.ReplaceAll(arg, "..", " - "), 0)
	case ForUnits:
		s.unitsTyped(s.form.unitWords(s.draft, arg), arg)
	case ForDeadline:
		s.lateAt(arg)
	case ForCutOff:
		s.cutOffTyped(arg, arg)
	case ForPrevious:
		at := slices.IndexFunc(s.form.Rounds, func(r flows.Round) bool { return tag(string(r.ID)) == arg })
		s.previousCalled(arg, at+1)
	case ForLeader:
		s.yesOrNo(arg, func(lead bool) { s.draft.Leader = lead })
	case ForAmend:
		s.amendTyped(arg, 0)
	case ForTargets:
		s.targetsTyped(arg)
	case ForName:
		s.draft.Name = ""
		s.answered()
	default:
		s.draft.Note = saidStale()
	}
}

// outlineCalled chooses an outline by its number in the list or by words of its title.
func (s *step) outlineCalled(words string, number int) {
	var found []Source
	for i, o := range s.form.Sources {
		if i+1 == number || number == 0 && words != "" && strings.Contains(flows.Fold(o.Outline.Title+" "+o.Of), words) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		s.draft.Note = saidUnclear(ForOutline)
		return
	}
	s.takeOutline(found[0].Key, nil)
}

// takeOutline begins anew what follows from the outline.
func (s *step) takeOutline(key string, own []byte) {
	if key == s.draft.Outline && own == nil && len(s.draft.Own) == 0 {
		s.answered()
		return
	}
	d := &s.draft
	d.Outline, d.Own = key, own
	d.Previous, d.Units, d.Settled, d.Targets, d.Name = nil, nil, false, nil, ""
	s.answered()
}

func (s *step) periodTyped(text string, number int) {
	proposed := s.form.proposedPeriods(s.draft)
	p, trouble := period{}, Fine
	if number >= 1 && number <= len(proposed) {
		p = proposed[number-1]
	} else {
		p.from, p.to, trouble = ReadPeriod(text)
	}
	if trouble != Fine {
		s.draft.Note = saidNoPeriod(trouble)
		return
	}
	if !p.from.Equal(s.draft.From) || !p.to.Equal(s.draft.To) {
		s.draft.From, s.draft.To, s.draft.CutOff = p.from, p.to, time.Time{}
	}
	s.answered()
}

func (s *step) unitsTyped(text, words string) {
	if words == "ok" || words == "tiep" || words == "xong" || words == "dung" {
		if len(s.form.asked(s.draft)) == 0 {
			s.draft.Note = saidNobody()
			return
		}
		s.draft.Settled = true
		s.answered()
		return
	}
	ids, wrong, ok := s.form.choose(s.draft, text)
	switch {
	case !ok:
		s.draft.Note = saidUnclear(ForUnits)
	case wrong != "":
		s.draft.Note = saidNoUnit(wrong)
	default:
		s.draft.Units = ids
	}
}

// unitWords are the words that a button of the units stands for: one kind, or all.
func (f Form) unitWords(d Draft, arg string) string {
	names, _ := kinds(f.usable(d))
	for _, name := range names {
		if tag(name) == arg {
			return "chi " + name
		}
	}
	return "tat ca"
}

// deadlineTyped takes a deadline in the office's words, or a number of those proposed.
func (s *step) deadlineTyped(text string, number int) {
	if !s.bare.IsZero() && (number == 1 || number == 2) {
		s.takeDeadline(s.bare.AddDate(0, 0, number-1), "")
		return
	}
	proposed := s.form.proposedDeadlines(s.draft)
	if s.draft.Ask == ForDeadline && number >= 1 && number <= len(proposed) {
		s.takeDeadline(proposed[number-1], "")
		return
	}
	switch read := ReadDeadline(text, s.form.Now); read.Trouble {
	case Fine:
		note := ""
		if read.YearLess {
			note = saidYear(read.Day)
		}
		s.takeDeadline(read.Late, note)
	case TwoWays:
		s.draft.Ask, s.draft.Bare = ForDeadline, read.Day
	case Unread:
		s.draft.Note = saidUnclear(s.draft.Ask)
	default:
		s.draft.Note = read.Said()
	}
}

func (s *step) lateAt(arg string) {
	day, trouble := ReadDay(arg)
	if trouble != Fine {
		s.draft.Note = saidStale()
		return
	}
	s.takeDeadline(day, "")
}

func (s *step) takeDeadline(late time.Time, note string) {
	switch {
	case !late.After(s.form.Now):
		s.draft.Note = saidGone()
	case !late.After(s.draft.From):
		s.draft.Note = saidRefused(&Refusal{Why: TooEarly})
	default:
		s.draft.Deadline, s.draft.Note = late, note
		s.answered()
	}
}

func (s *step) cutOffTyped(text, words string) {
	if words == none {
		s.draft.CutOff = time.Time{}
		s.answered()
		return
	}
	switch day, trouble := ReadDay(text); {
	case trouble != Fine:
		s.draft.Note = saidNoDay(trouble)
	case day.Before(s.draft.From) || day.After(s.draft.To):
		s.draft.Note = saidRefused(&Refusal{Why: CutOffOutside})
	default:
		if s.draft.CutOff = day; day.Equal(s.draft.To) {
			s.draft.CutOff = time.Time{}
		}
		s.answered()
	}
}

func (s *step) previousCalled(words string, number int) {
	var id flows.RoundID
	switch {
	case words == none, words == "khong", words == "khong co":
	case number >= 1 && number <= len(s.form.Rounds):
		id = s.form.Rounds[number-1].ID
	default:
		s.draft.Note = saidUnclear(ForPrevious)
		return
	}
	s.draft.Previous = &id
	s.answered()
}

func (s *step) yesOrNo(words string, keep func(bool)) {
	switch words {
	case "co":
		keep(true)
	case "khong", "khong can":
		keep(false)
	default:
		s.draft.Note = saidUnclear(s.draft.Ask)
		return
	}
	s.answered()
}

func (s *step) amendTyped(words string, number int) {
	switch {
	case words == string(flows.Free), words == "tu sua", number == 1:
		s.draft.Amend = flows.Free
	case words == string(flows.OnRequest), words == "xin van phong", words == "phai xin", number == 2:
		s.draft.Amend = flows.OnRequest
	default:
		s.draft.Note = saidUnclear(ForAmend)
		return
	}
	s.answered()
}

func (s *step) targetsTyped(words string) {
	if words != none && words != "khong" && words != "khong co" {
		s.draft.Note = saidUnclear(ForTargets)
		return
	}
	s.draft.Targets = nil
	s.answered()
}

func (s *step) nameTyped(text string) {
	name := strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(name) > MaxName {
		s.draft.Note = saidLongName()
		return
	}
	s.draft.Name = name
	s.answered()
}

package talk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
)

// attach keeps a file with the card it replies to, or the one the person is looking
// at. It disturbs nothing
// else: a choice, a reason or a cut message that is waited for goes on waiting.
func attach(form Form, place Place, in Input) Turn {
	place = form.settle(place)
	card, _ := form.Plan.card(place.At)
	_, replies := form.Plan.Question(in.Card)
	if replies {
		card, _ = form.Plan.card(in.Card)
	}
	file := *in.File
	file.Card, file.By, file.At = card.ID, form.Me, form.Now
	file.Name, file.Caption = flows.FileName(file.Name), clean(file.Caption)
	if file.Size > flows.MaxFile {
		file.Problem = flows.TooLarge
	}
	turn := Turn{}
	if place.Note = form.refusedFile(replies || onOneCard(place.View), file, in.Edited); place.Note == "" {
		turn.Evidence = []flows.Evidence{file}
		form.Report.Evidence = append(slices.Clone(form.Report.Evidence), file)
		place.Note = saidFile(file, len(form.Report.EvidenceOf(card.ID)))
	}
	if place.View == OnCard {
		place.Seen = form.Report.Newest
	}
	turn.Place, turn.form = place, form
	return turn
}

// refusedFile says why a file cannot be kept here; empty when it can. clear tells
// that there is no doubt about the card.
func (f *Form) refusedFile(clear bool, file flows.Evidence, edited bool) string {
	kept := f.Report.EvidenceOf(file.Card)
	switch {
	case edited:
		return saidEditedFile()
	case f.Report.Waiting() || f.shut() || f.Report.Stage() == flows.Approved:
		return saidLocked(f)
	case f.Report.Sent():
		return saidFileAlreadySent()
	case !clear:
		return saidOpenCard(file.Card)
	case slices.ContainsFunc(kept, file.Same):
		return saidSameFile(file, len(kept))
	case len(kept) >= flows.MaxEvidence:
		return saidTooManyFiles(file.Card)
	default:
		return ""
	}
}

// onOneCard tells that a screen is about one card and names it.
func onOneCard(v View) bool { return v == OnCard || v == OnGuide || v == OnHistory || v == OnEvidence }

// remove takes a file of the card on the screen back. A button from elsewhere only
// goes to the list that has it.
func (s *step) remove(id int64) {
	i := slices.IndexFunc(s.form.Report.Evidence, func(e flows.Evidence) bool { return e.ID == id })
	card, _ := s.form.Plan.card(s.place.At)
	before := s.place.View
	s.place.View = OnEvidence
	switch {
	case i < 0:
		s.place.Note = saidNoSuchFile()
	case s.form.locked():
		s.place.Note = saidLocked(&s.form)
	case s.form.Report.Evidence[i].Card != card.ID || before != OnEvidence:
		s.goToCard(s.form.Report.Evidence[i].Card)
		s.place.Note = saidStale()
	default:
		s.removed = append(s.removed, id)
		s.place.Note = saidRemoved(s.form.Report.Evidence[i])
		s.form.Report.Evidence = slices.Delete(slices.Clone(s.form.Report.Evidence), i, i+1)
	}
}

// goToCard goes to the first question of a card; one that is asked no more is
// passed over.
func (s *step) goToCard(id string) {
	for _, q := range s.form.Plan.Questions {
		if q.Item.Card.ID == id && !q.Computed() {
			s.place.At = q.ID
			return
		}
	}
}

// removal reads "gỡ 2" on the list of files.
func (s *step) removal(words string) act {
	rest, said := strings.CutPrefix(words, "go ")
	n, err := strconv.Atoi(rest)
	if !said || err != nil {
		return act{verb: lost}
	}
	card, _ := s.form.Plan.card(s.place.At)
	list := s.form.Report.EvidenceOf(card.ID)
	if n < 1 || n > len(list) {
		return act{verb: remove}
	}
	return act{verb: remove, n: int(list[n-1].ID)}
}

// evidence lists the files of the current card with the way to remove each.
func (f *Form) evidence(place Place) flows.Screen {
	card, _ := f.Plan.card(place.At)
	list := f.Report.EvidenceOf(card.ID)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n<i>%s</i>\n", bold(wordEvidenceOf(card.ID)), esc(short(card.Line, maxLine)))
	var rows [][]flows.Button
	for i, e := range list {
		line := wordFile(i+1, e)
		if utf8.RuneCountInString(b.String()+line) < maxList {
			b.WriteString("\n" + line)
		}
		if f.locked() {
			continue
		}
		if i%5 == 0 {
			rows = append(rows, nil)
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], button(labelRemove(i+1), "remove", strconv.FormatInt(e.ID, 10)))
	}
	b.WriteString("\n" + f.hintEvidence(len(list)))
	return flows.Screen{Text: b.String(), Buttons: append(rows, []flows.Button{button(labelToCard, "resume", string(place.At))})}
}

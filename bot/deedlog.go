package bot

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// pressLog begins the data of the button that sends the audit as a file: "log|excel what".
const pressLog = "log"

const (
	deedsShown = 15 // in a message, which holds 4,096 characters
	mostOfLog  = 100_000
)

// logWish is which deeds somebody asks for.
type logWish struct {
	filter storage.DeedFilter
	file   bool
	words  string // the rest of what was typed
}

var dayForm = regexp.MustCompile(`(?:^| )(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?: |$)`)

// logWishIn reads "", "excel", "a luoi", "28/5", "a luoi 28/5/2024"; what is left in words
// names a unit or a person.
func logWishIn(words string, now time.Time) (w logWish, ok bool) {
	words, w.file = strings.CutPrefix(words, "excel")
	if found := dayForm.FindStringSubmatch(words); found != nil {
		day, _ := strconv.Atoi(found[1])
		month, _ := strconv.Atoi(found[2])
		year, err := strconv.Atoi(found[3])
		if err != nil {
			year = now.In(flows.Zone).Year()
		}
		w.filter.From = time.Date(year, time.Month(month), day, 0, 0, 0, 0, flows.Zone)
		if w.filter.From.Day() != day || int(w.filter.From.Month()) != month {
			return w, false
		}
		w.filter.To = w.filter.From.AddDate(0, 0, 1)
		words = strings.Replace(words, found[0], " ", 1)
	}
	w.words = trimmed(words)
	return w, true
}

// readLog is "/nhatky", with what to pick behind it.
func (t turn) readLog(words string) (reply, error) {
	w, ok := logWishIn(words, t.bot.now())
	if !ok {
		return reply{screen: screenNoSuchDay()}, nil
	}
	found, err := pick(t.tx, &w)
	switch {
	case err != nil:
		return reply{}, err
	case found != 1:
		return reply{screen: screenLogNotFound(found)}, nil
	case w.file:
		kind := noticeLog + "|" + strings.TrimSpace(strings.TrimPrefix(words, "excel"))
		return reply{screen: screenMakingLog()}, t.notify(storage.Notice{Person: t.person, Kind: kind})
	}
	w.filter.Limit = deedsShown + 1
	deeds, err := t.tx.Deeds(w.filter)
	return reply{screen: screenLog(deeds, words)}, err
}

// pick finds the unit or person that is named and tells how many there are; 1 when none
// is.
func pick(tx *storage.Tx, w *logWish) (found int, err error) {
	if w.words == "" {
		return 1, nil
	}
	units, err := tx.Units()
	if err != nil {
		return 0, err
	}
	called := unitsCalled(units, w.words)
	if len(called) == 1 {
		w.filter.Unit = called[0].ID
		return 1, nil
	}
	people, err := tx.PeopleCalled(func(name string) bool { return strings.Contains(flows.Fold(name), w.words) })
	if err == nil && len(people) == 1 && len(called) == 0 {
		w.filter.Person = people[0]
	}
	return len(people) + len(called), err
}

func (b *Bot) sendLog(ctx context.Context, n storage.Notice) error {
	var deeds []storage.Deed
	err := b.store.View(ctx, func(tx *storage.Tx) error {
		w, ok := logWishIn(strings.TrimPrefix(n.Kind, noticeLog+"|"), b.now())
		found, err := pick(tx, &w)
		if err != nil || !ok || found != 1 {
			return err
		}
		w.filter.Limit = mostOfLog
		deeds, err = tx.Deeds(w.filter)
		return err
	})
	if err != nil {
		return err
	}
	file, err := DeedsWorkbook(deeds, b.now())
	if err != nil {
		return err
	}
	_, err = b.gateway.Send(ctx, int64(n.Person), screenLogFile(len(deeds), file))
	return err
}

// DeedsWorkbook writes deeds as an xlsx file.
func DeedsWorkbook(deeds []storage.Deed, now time.Time) ([]byte, error) {
	l := report.List{Sheet: wordLogSheet, Title: wordLogTitle, Notes: []string{saidLogMade(len(deeds), now)},
		Heads: logHeads, Wide: []float64{23, 24, 32, 30, 24, 24, 36}, Made: now}
	for _, d := range deeds {
		l.Rows = append(l.Rows, []string{clockShort(d.At), wordDoer(d), wordAct(d), d.RoundName, d.UnitName, d.AboutName, wordNote(d)})
	}
	return l.Workbook()
}

func trimmed(words string) string { return strings.Join(strings.Fields(words), " ") }

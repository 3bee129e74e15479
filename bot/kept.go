package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/flows/remind"
	"baocaobot/flows/report"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

// What changes something is kept in the audit in the same transaction, whoever does it:
// a person, or the command line with by = 0.

// LoadUnits stores what loading a list changes; a list that changes nothing is no deed.
func LoadUnits(tx *storage.Tx, p unitlist.Preview, by flows.PersonID, now time.Time) error {
	if len(p.Changes) == 0 {
		return nil
	}
	if err := tx.PutUnits(p.Put); err != nil {
		return err
	}
	var counts []string
	for _, what := range unitlist.Whats {
		if n := p.Count(what); n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", what, n))
		}
	}
	return tx.Audit(storage.Deed{At: now, Person: by, Act: storage.UnitsLoaded, Note: strings.Join(counts, ", ")})
}

// ChangeSchedule sets when the reminders of a round go out.
func ChangeSchedule(tx *storage.Tx, round flows.RoundID, s remind.Schedule, by flows.PersonID, now time.Time) (remind.Schedule, error) {
	s.Since = remind.DateOf(now)
	if err := tx.SetSchedule(round, s.Encode()); err != nil {
		return s, err
	}
	return s, tx.Audit(storage.Deed{At: now, Person: by, Act: storage.Scheduled, Round: round, Note: string(s.Encode())})
}

// KeepExport keeps that figures were handed out in a form that makes no edition: csv or
// json.
func KeepExport(tx *storage.Tx, round flows.RoundID, form string, counts report.Counts, by flows.PersonID, now time.Time) error {
	if counts != report.CountsAll {
		form += " " + string(counts)
	}
	return keepExport(tx, round, form, by, now)
}

// KeepExportAgain keeps that an edition was handed out again.
func KeepExportAgain(tx *storage.Tx, round flows.RoundID, edition int, by flows.PersonID, now time.Time) error {
	return keepExport(tx, round, fmt.Sprintf("edition %d", edition), by, now)
}

func keepExport(tx *storage.Tx, round flows.RoundID, note string, by flows.PersonID, now time.Time) error {
	return tx.Audit(storage.Deed{At: now, Person: by, Act: storage.Exported, Round: round, Note: note})
}

// broadcastNote reads the note of a broadcast: its number, how many people it is for, and
// its audience.
func broadcastNote(note string) (number, people int, a broadcast.Audience) {
	var audience string
	if parts := strings.SplitN(note, " ", 3); len(parts) == 3 {
		_, _ = fmt.Sscan(parts[0]+" "+parts[1], &number, &people)
		audience = parts[2]
	}
	_ = json.Unmarshal([]byte(audience), &a) // a note is for reading only: what is unclear stays empty
	return number, people, a
}

// PlainNote is the note of a deed as the command line shows it.
func PlainNote(d storage.Deed) string {
	switch d.Act {
	case storage.Broadcasted:
		number, people, a := broadcastNote(d.Note)
		return fmt.Sprintf("%d to %d of %s", number, people, a)
	case storage.Scheduled:
		s, err := remind.Decode([]byte(d.Note))
		if err != nil || s.Off {
			return "off"
		}
		return fmt.Sprintf("days %s, from %d:00, leaders after %d, holidays %d", daysOf(s, ","), s.Hour, s.Escalate, len(s.Holidays))
	default:
		return d.Note
	}
}

func daysOf(s remind.Schedule, between string) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Days), " ", between), "[]")
}

package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/sheet"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

// An admin changes the units by sending a list of them. The turn only keeps that it was
// sent; the file is fetched, read and compared when its notice is sent, outside every
// transaction, and waits in the database until the admin applies or drops it.

const noticeUnits = "units" // the preview of the unit list that a person has sent

// listWish is what an admin wants of a unit list.
type listWish struct {
	sends, applies, drops bool
	id                    int64 // of the list whose button was pressed; 0: whichever waits
}

// listFiles are the kinds of files that are taken for a list; those that cannot be read
// are told so.
var listFiles = []string{".csv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"}

// aboutUnits finds the words by which an admin who is a cadre too says that a file is a
// unit list: without them it is evidence, as any cadre's.
var aboutUnits = regexp.MustCompile(`\b(don vi|unit)\b`)

// wishOfList reads what an update wants of a unit list; ok is false when it is about
// something else.
func wishOfList(u telegram.Update, cadre bool) (w listWish, ok bool) {
	if u.Kind == telegram.Press {
		parts := strings.Split(u.Data, "|")
		if len(parts) != 3 || parts[0] != noticeUnits {
			return w, false
		}
		w.id, _ = strconv.ParseInt(parts[2], 10, 64)
		w.applies, w.drops = parts[1] == "yes", parts[1] == "no"
		return w, w.id > 0 && (w.applies || w.drops)
	}
	switch strings.Trim(flows.Fold(u.Text), " .!/") {
	case "ap dung danh sach":
		return listWish{applies: true}, true
	case "bo danh sach":
		return listWish{drops: true}, true
	}
	w.sends = u.Attachment == "document" && u.File.ID != "" && slices.Contains(listFiles, strings.ToLower(path.Ext(u.File.Name))) &&
		(!cadre || aboutUnits.MatchString(flows.Fold(u.Caption)))
	return w, w.sends
}

func admin(members []flows.Member) bool {
	return slices.ContainsFunc(members, func(m flows.Member) bool { return m.Role == flows.Admin })
}

// unitList takes the turn of an admin about a unit list.
func (t turn) unitList(w listWish) (reply, error) {
	if w.sends {
		return t.unitListSent()
	}
	waiting, err := t.tx.WaitingUnitList(t.person)
	switch {
	case errors.Is(err, storage.ErrNotFound), err == nil && (len(waiting.List) == 0 || w.id != 0 && w.id != waiting.ID):
		outcome, err := t.tx.UnitListOutcome(t.person, w.id)
		return reply{screen: screenUnitListEnded(outcome)}, err
	case err != nil:
		return reply{}, err
	case w.drops:
		return reply{screen: screenUnitListDropped()}, t.tx.EndUnitList(waiting.ID, storage.Dropped, t.bot.now())
	default:
		return t.applyUnitList(waiting)
	}
}

func (t turn) unitListSent() (reply, error) {
	file := t.update.File
	if file.Size > sheet.MaxFile {
		return reply{screen: screenBadUnitList(sheet.ErrTooLarge)}, nil
	}
	l := storage.UnitList{Person: t.person, FileID: file.ID, Name: flows.FileName(file.Name)}
	if err := t.tx.AddUnitList(l, t.bot.now()); err != nil {
		return reply{}, err
	}
	return reply{screen: screenReadingUnitList()}, t.notify(storage.Notice{Person: t.person, Kind: noticeUnits})
}

// applyUnitList applies the list exactly as its preview said, or shows a new preview
// when the units have changed since.
func (t turn) applyUnitList(l storage.UnitList) (reply, error) {
	_, preview, err := compareUnitList(t.tx, l)
	if err != nil {
		return reply{}, err
	}
	if preview.Print != l.Print {
		return reply{screen: screenUnitsChanged()}, t.notify(storage.Notice{Person: t.person, Kind: noticeUnits})
	}
	if err := LoadUnits(t.tx, preview, t.person, t.bot.now()); err != nil {
		return reply{}, err
	}
	return reply{screen: screenUnitListApplied(preview)}, t.tx.EndUnitList(l.ID, storage.Applied, t.bot.now())
}

func compareUnitList(tx *storage.Tx, l storage.UnitList) (list unitlist.List, p unitlist.Preview, err error) {
	if err := json.Unmarshal(l.List, &list); err != nil {
		return list, p, fmt.Errorf("decode unit list %d: %w", l.ID, err)
	}
	known, err := tx.Units()
	if err != nil {
		return list, p, err
	}
	asked, err := tx.Asked()
	return list, unitlist.Compare(known, asked, list), err
}

// sendUnitList sends what there is to say about the list that a person has sent;
// nothing when none waits any more. A list that ends here ends once that is said.
func (b *Bot) sendUnitList(ctx context.Context, person flows.PersonID) error {
	l, err := b.waitingUnitList(ctx, person)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	screen, ends, err := b.previewUnitList(ctx, l)
	if errors.Is(err, storage.ErrNotFound) { // a newer list has taken its place and has a notice of its own
		return nil
	}
	if err == nil {
		_, err = b.gateway.Send(ctx, int64(person), screen)
	}
	if err != nil || ends == "" {
		return err
	}
	return b.store.Update(ctx, func(tx *storage.Tx) error { return tx.EndUnitList(l.ID, ends, b.now()) })
}

// previewUnitList makes the preview of a list, or says why there is none and how the
// list ends.
func (b *Bot) previewUnitList(ctx context.Context, l storage.UnitList) (s flows.Screen, ends storage.ListOutcome, err error) {
	if len(l.List) == 0 {
		var unreadable error
		if l.List, unreadable, err = b.fetchUnitList(ctx, l); err != nil {
			return s, "", err
		}
		if unreadable != nil {
			return screenBadUnitList(unreadable), storage.Unreadable, nil
		}
	}
	var list unitlist.List
	var preview unitlist.Preview
	err = b.store.View(ctx, func(tx *storage.Tx) (err error) {
		list, preview, err = compareUnitList(tx, l)
		return err
	})
	switch {
	case err != nil:
		return s, "", err
	case len(preview.Breaches) > 0:
		return screenUnitListRefused(preview), storage.Unreadable, nil
	case len(preview.Changes) == 0:
		return screenUnitsTheSame(preview), storage.Applied, nil
	}
	l.Print = preview.Print
	err = b.store.Update(ctx, func(tx *storage.Tx) error { return tx.KeepUnitList(l) })
	return screenUnitListPreview(l, list, preview), "", err
}

// waitingUnitList finds the list that waits; somebody who is no admin any more has none.
func (b *Bot) waitingUnitList(ctx context.Context, person flows.PersonID) (l storage.UnitList, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		members, err := tx.Memberships(person)
		if err != nil {
			return err
		}
		if !admin(members) {
			return storage.ErrNotFound
		}
		l, err = tx.WaitingUnitList(person)
		return err
	})
	return l, err
}

// fetchUnitList fetches and reads the file of a list. unreadable is a sentence for who
// sent it; any other error is an outage.
func (b *Bot) fetchUnitList(ctx context.Context, l storage.UnitList) (text []byte, unreadable, err error) {
	data, err := b.gateway.Download(ctx, l.FileID, sheet.MaxFile)
	switch {
	case errors.Is(err, telegram.TooLarge):
		return nil, sheet.ErrTooLarge, nil
	case errors.Is(err, telegram.OurBug):
		return nil, errUnitListGone, nil
	case err != nil:
		return nil, nil, err
	}
	list, unreadable := b.readUnitList(data)
	if unreadable != nil {
		return nil, unreadable, nil
	}
	text, err = json.Marshal(list)
	return text, nil, err
}

// readUnitList reads one list at a time, so that many take no more memory than one. A
// file that makes the program fail is an unreadable one.
func (b *Bot) readUnitList(data []byte) (list unitlist.List, err error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("read unit list", "err", fmt.Errorf("panic: %T at %s", p, debug.Stack()))
			err = errUnitListFault
		}
	}()
	return unitlist.Read(data)
}

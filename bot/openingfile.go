package bot

import (
	"context"
	"errors"
	"fmt"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/sheet"
	"baocaobot/storage"
)

// noticeOpeningFile is the answer to a file that was sent for the round being prepared: it
// is fetched and read when the notice is sent, outside every transaction.
const noticeOpeningFile = "opening file"

// takesFile tells that a file is for the round being prepared: an outline, or targets,
// where they are asked for. Any other table is a list of units.
func (w roundWork) takesFile(u telegram.Update) bool {
	if w.Draft == nil || w.Deed != nil || u.Attachment != "document" || u.File.ID == "" {
		return false
	}
	kinds := map[opening.Ask][]string{opening.ForOutline: {".yaml", ".yml"}, opening.ForTargets: {".csv", ".txt", ".xlsx"}}[w.Draft.Ask]
	return slices.Contains(kinds, strings.ToLower(path.Ext(u.File.Name)))
}

// openingFile keeps that a file was sent.
func (t turn) openingFile(work roundWork) (reply, error) {
	if t.update.File.Size > sheet.MaxFile {
		return reply{screen: screenOpeningFile(sheet.ErrTooLarge)}, nil
	}
	work.File = &draftFile{t.update.File.ID, flows.FileName(t.update.File.Name)}
	if err := t.saveRoundWork(work); err != nil {
		return reply{}, err
	}
	return reply{screen: screenReadingFile()}, t.notify(storage.Notice{Person: t.person, Kind: noticeOpeningFile})
}

// sendOpeningFile fetches the file and shows what it made of the draft; nothing when the
// draft does not wait for it any more.
func (b *Bot) sendOpeningFile(ctx context.Context, n storage.Notice) error {
	var file *draftFile
	err := b.store.View(ctx, func(tx *storage.Tx) error {
		work, err := turn{bot: b, tx: tx, person: n.Person}.roundWork()
		file = work.File
		return err
	})
	if err != nil || file == nil {
		return err
	}
	data, err := b.gateway.Download(ctx, file.ID, sheet.MaxFile)
	switch {
	case errors.Is(err, telegram.TooLarge):
		return b.refuseFile(ctx, n.Person, sheet.ErrTooLarge)
	case errors.Is(err, telegram.OurBug):
		return b.refuseFile(ctx, n.Person, errUnitListGone)
	case err != nil:
		return err
	}
	r, err := b.takeOpeningFile(ctx, n.Person, *file, data)
	if err != nil || !r.shows() {
		return err
	}
	if _, err = b.gateway.Send(ctx, int64(n.Person), r.screen); settled(err) {
		b.marks.set(int64(n.Person), r.turn)
	}
	return err
}

// takeOpeningFile reads a file that was fetched and takes its turn. Should the draft move
// on meanwhile, the file is read once more for what it asks then.
func (b *Bot) takeOpeningFile(ctx context.Context, person flows.PersonID, file draftFile, data []byte) (r reply, err error) {
	for {
		form, draft, err := b.waitsForFile(ctx, person, file)
		if err != nil || draft == nil {
			return reply{}, err
		}
		read := b.readOpeningFile(form, *draft, file.Name, data)
		r, moved, err := b.takeReadFile(ctx, person, file, draft.Number, read)
		if err != nil || !moved {
			return r, err
		}
	}
}

// waitsForFile gives the draft that waits for a file, and what it is about; nil where an
// admin's does not.
func (b *Bot) waitsForFile(ctx context.Context, person flows.PersonID, file draftFile) (form opening.Form, draft *opening.Draft, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		t := turn{bot: b, tx: tx, person: person}
		work, err := t.waiting(file)
		if err != nil || work.Draft == nil {
			return err
		}
		draft = work.Draft
		form, err = t.openingForm(*draft)
		return err
	})
	return form, draft, err
}

// waiting is what an admin is about to do, where it waits for a file; nothing otherwise.
func (t turn) waiting(file draftFile) (roundWork, error) {
	members, err := t.tx.Memberships(t.person)
	if err != nil || !isAdmin(members) {
		return roundWork{}, err
	}
	work, err := t.roundWork()
	if err != nil || work.Draft == nil || work.File == nil || *work.File != file {
		return roundWork{}, err
	}
	return work, nil
}

// readOpeningFile reads one file at a time, as readUnitList does. A file that makes the
// program fail is an unreadable one.
func (b *Bot) readOpeningFile(form opening.Form, draft opening.Draft, name string, data []byte) (read opening.File) {
	b.reading.Lock()
	defer b.reading.Unlock()
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("read file of a round", "err", fmt.Errorf("panic: %T at %s", p, debug.Stack()))
			read = opening.Unreadable(draft, errOpeningFileFault)
		}
	}()
	read = opening.ReadFile(form, draft, name, data)
	if read.Outline != nil { // so that no turn reads it again
		b.plans.keepOwn(sentOutline{read.Text, read.Outline})
	}
	return read
}

// takeReadFile takes the turn of a file that was read for a draft; moved tells that the
// draft is another one now. Its screen is owed: the file is not read again.
func (b *Bot) takeReadFile(ctx context.Context, person flows.PersonID, file draftFile, number int64, read opening.File) (r reply, moved bool, err error) {
	err = b.store.Update(ctx, func(tx *storage.Tx) error {
		r, moved = reply{}, false
		t := turn{bot: b, tx: tx, person: person, owes: new(bool)}
		work, err := t.waiting(file)
		if err != nil || work.Draft == nil {
			return err
		}
		if moved = work.Draft.Number != number; moved {
			return nil
		}
		work.File = nil
		if r, err = t.stepOpening(work, opening.Input{File: &read}); err != nil {
			return err
		}
		r.turn, err = t.owe(r)
		return err
	})
	return r, moved, err
}

func (b *Bot) refuseFile(ctx context.Context, person flows.PersonID, why error) error {
	_, err := b.gateway.Send(ctx, int64(person), screenOpeningFile(why))
	return err
}

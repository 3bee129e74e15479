package bot

import (
	"context"
	"errors"
	"path"
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

// takeOpeningFile takes the turn of a file that was fetched. Its screen is owed: the file
// is not read again.
func (b *Bot) takeOpeningFile(ctx context.Context, person flows.PersonID, file draftFile, data []byte) (r reply, err error) {
	err = b.store.Update(ctx, func(tx *storage.Tx) error {
		r = reply{}
		t := turn{bot: b, tx: tx, person: person, owes: new(bool)}
		members, err := tx.Memberships(person)
		if err != nil || !isAdmin(members) {
			return err
		}
		work, err := t.roundWork()
		if err != nil || work.Draft == nil || work.File == nil || *work.File != file {
			return err
		}
		work.File = nil
		if r, err = t.stepOpening(work, opening.Input{File: &opening.File{Name: file.Name, Data: data}}); err != nil {
			return err
		}
		r.turn, err = t.owe(r)
		return err
	})
	return r, err
}

func (b *Bot) refuseFile(ctx context.Context, person flows.PersonID, why error) error {
	_, err := b.gateway.Send(ctx, int64(person), screenOpeningFile(why))
	return err
}

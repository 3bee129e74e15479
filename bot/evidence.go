package bot

import (
	"context"
	"errors"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// sentEvidence is the photo or document of an update; nil when it has none.
func sentEvidence(u telegram.Update) *flows.Evidence {
	if u.File.ID == "" {
		return nil
	}
	e := &flows.Evidence{Kind: flows.Document, FileID: u.File.ID, UniqueID: u.File.UniqueID, Name: u.File.Name,
		MIME: u.File.MIME, Size: u.File.Size, Caption: u.Caption}
	if u.Attachment == "photo" {
		e.Kind = flows.Photo
	}
	return e
}

const (
	fetchTimeout = 3 * time.Minute // for one file; the gateway itself goes on trying until then
	fetchPause   = time.Minute     // between looks for files that were put off
	firstPutOff  = time.Minute     // then doubling
	longestOff   = time.Hour
	// mostRefusals is how often Telegram may refuse a file. It calls a wrong id and
	// a file that is away for a while by the same words, so the first one is not
	// believed.
	mostRefusals = 5
)

// fetch copies files into the side folder, one after another, until ctx ends. What
// is still to be copied is known by the database alone, so that a crash, a restart
// or an outage only puts it off.
func (b *Bot) fetch(ctx context.Context) {
	for ctx.Err() == nil {
		more, err := b.fetchNext(ctx)
		if err != nil && ctx.Err() == nil {
			b.log.Error("copy evidence", "err", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-b.sent:
		case <-time.After(fetchPause):
		}
	}
}

// nudge tells the loop that there is something to fetch.
func (b *Bot) nudge() {
	select {
	case b.sent <- struct{}{}:
	default: // told already
	}
}

// fetchNext copies one file that is due; more tells that there may be others.
func (b *Bot) fetchNext(ctx context.Context) (more bool, err error) {
	var due []flows.Evidence
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		due, err = tx.EvidenceToFetch(b.now(), 1)
		return err
	})
	if err != nil || len(due) == 0 {
		return false, err
	}
	return true, b.fetchOne(ctx, due[0])
}

// fetchOne copies one file, or keeps why not. First the file is on the disk, and
// only then the database says so.
func (b *Bot) fetchOne(ctx context.Context, e flows.Evidence) error {
	trying, stop := context.WithTimeout(ctx, fetchTimeout)
	defer stop()
	data, err := b.gateway.Download(trying, e.FileID, flows.MaxFile)
	if ctx.Err() != nil { // the bot is stopping: the file is still due
		return ctx.Err()
	}
	always := context.WithoutCancel(ctx)
	if err != nil {
		return b.notFetched(always, e, err)
	}
	if err := b.store.KeepFile(e.FolderName(), data); err != nil {
		return errors.Join(err, b.notFetched(always, e, err))
	}
	return b.store.Update(always, func(tx *storage.Tx) error { return tx.MarkFetched(e.ID, e.FolderName()) })
}

// notFetched puts a file off, or gives it up.
func (b *Bot) notFetched(ctx context.Context, e flows.Evidence, cause error) error {
	return b.store.Update(ctx, func(tx *storage.Tx) error {
		tries, err := tx.FetchTries(e.ID)
		if err != nil {
			return err
		}
		problem, wait := afterFailure(cause, tries)
		if problem != flows.NoProblem {
			b.log.Warn("evidence stays at Telegram only", "evidence", e.ID, "why", problem)
			return tx.MarkProblem(e.ID, problem)
		}
		b.log.Warn("evidence not copied yet", "evidence", e.ID, "again in", wait)
		return tx.FetchLater(e.ID, b.now().Add(wait))
	})
}

// afterFailure decides what comes after so many tries in vain and one more: a
// problem that ends it, or a wait. Outages never end it.
func afterFailure(cause error, tries int) (flows.Problem, time.Duration) {
	switch {
	case errors.Is(cause, telegram.TooLarge):
		return flows.TooLarge, 0
	case errors.Is(cause, telegram.OurBug) && tries+1 >= mostRefusals:
		return flows.Gone, 0
	default:
		return flows.NoProblem, min(firstPutOff<<min(tries, 10), longestOff)
	}
}

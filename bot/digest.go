package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// The digest tells an officer who wants it, on the morning of each working day, what
// came in since the last one and who is missing. A morning on which nothing came in is
// passed over, but for the last days before the deadline.

const (
	commandDigest = "bantin"
	noticeDigest  = "digest" // digest|from|to, in milliseconds since 1970
	lastDays      = 72 * time.Hour
)

// digestWish is what somebody wants of the digest: on, off, or to see which it is.
type digestWish struct{ on, off bool }

func digestIn(u telegram.Update) (w digestWish, ok bool) {
	words := flows.Fold(u.Text)
	if u.Kind == telegram.Press {
		words = u.Data
	}
	switch strings.NewReplacer(" ", "", "/", "", "|", "").Replace(words) {
	case commandDigest:
		return w, true
	case commandDigest + "bat", "bat" + commandDigest, commandDigest + "on":
		return digestWish{on: true}, true
	case commandDigest + "tat", "tat" + commandDigest, commandDigest + "off":
		return digestWish{off: true}, true
	default:
		return w, false
	}
}

// switchDigest is the office's turn about its digest.
func (t turn) switchDigest(w digestWish) (reply, error) {
	now := t.bot.now()
	if w.on || w.off {
		if err := t.tx.SwitchDigest(t.person, w.on, now, lastMorning(now)); err != nil {
			return reply{}, err
		}
	}
	on, err := t.tx.WantsDigest(t.person)
	return reply{screen: screenDigestSwitch(on, nextMorning(now))}, err
}

// working tells the days from Monday to Friday; holidays are not known.
func working(t time.Time) bool {
	day := t.In(flows.Zone).Weekday()
	return day != time.Saturday && day != time.Sunday
}

// lastMorning is the newest morning of a working day, this moment included.
func lastMorning(now time.Time) time.Time {
	m := atHour(now, morning)
	for m.After(now) || !working(m) {
		m = m.AddDate(0, 0, -1)
	}
	return m
}

// nextMorning is the morning of the next working day.
func nextMorning(now time.Time) time.Time {
	m := atHour(now, morning)
	for !m.After(now) || !working(m) {
		m = m.AddDate(0, 0, 1)
	}
	return m
}

// planDigests owes the digest of this morning to whoever wants it, once. When the bot was
// down then, it comes later that day.
func (b *Bot) planDigests(ctx context.Context) error {
	now := b.now()
	if !working(now) || !daytime(now).Equal(now) {
		return nil
	}
	var due []storage.Digest
	read := func(tx *storage.Tx) (err error) {
		due, err = tx.DueDigests(atHour(now, morning))
		return err
	}
	if err := b.store.View(ctx, read); err != nil || len(due) == 0 {
		return err
	}
	err := b.store.Update(ctx, func(tx *storage.Tx) error {
		if err := read(tx); err != nil {
			return err
		}
		rounds, err := openRounds(tx)
		if err != nil || len(rounds) == 0 {
			return err
		}
		for _, d := range due {
			if err := planDigest(tx, d, now); err != nil {
				return err
			}
		}
		return nil
	})
	b.noticed()
	return err
}

func planDigest(tx *storage.Tx, d storage.Digest, now time.Time) error {
	kind := fmt.Sprintf("%s|%d|%d", noticeDigest, d.Told.UnixMilli(), now.UnixMilli())
	if err := tx.Notify(storage.Notice{Person: d.Person, Kind: kind}, now); err != nil {
		return err
	}
	return tx.DigestTold(d.Person, now)
}

// news is what a digest is made from.
type news struct {
	now, since time.Time
	rounds     []roundNews // of the open ones, the newest first
}

// roundNews is what there is to tell of one round.
type roundNews struct {
	in      report.Input
	came    []storage.Arrival
	missing []report.UnitProgress // units that have yet to send
}

// sendDigest makes and sends a digest, unless there is nothing to say.
func (b *Bot) sendDigest(ctx context.Context, n storage.Notice) error {
	told, err := b.news(ctx, n)
	if err != nil || !told.worthTelling() {
		return err
	}
	_, err = b.gateway.Notify(ctx, int64(n.Person), screenDigest(told))
	return err
}

func (b *Bot) news(ctx context.Context, n storage.Notice) (told news, err error) {
	var from, to int64
	if _, err := fmt.Sscanf(n.Kind, noticeDigest+"|%d|%d", &from, &to); err != nil {
		return told, fmt.Errorf("read digest %q: %w", n.Kind, err)
	}
	told.now, told.since = b.now(), time.UnixMilli(from)
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		rounds, err := openRounds(tx)
		if err != nil {
			return err
		}
		for _, r := range rounds {
			of, err := newsOf(tx, r, told.since, time.UnixMilli(to), told.now)
			if err != nil {
				return err
			}
			told.rounds = append(told.rounds, of)
		}
		return nil
	})
	return told, err
}

func newsOf(tx *storage.Tx, r flows.Round, from, to, now time.Time) (n roundNews, err error) {
	if n.in, err = LoadRound(tx, r, now); err != nil {
		return n, err
	}
	n.missing = missingOf(report.Progress(n.in))
	n.came, err = tx.Arrivals(r.ID, from, to)
	return n, err
}

// worthTelling tells that there is something to say of one round at least.
func (n news) worthTelling() bool { return slices.ContainsFunc(n.rounds, roundNews.worthTelling) }

func (n roundNews) worthTelling() bool {
	left := n.in.Round.Deadline.Sub(n.in.Now)
	return len(n.came) > 0 || len(n.missing) > 0 && left > 0 && left <= lastDays
}

func missingOf(all []report.UnitProgress) (missing []report.UnitProgress) {
	for _, p := range all {
		if !p.Delivered && p.Stage != flows.Excused {
			missing = append(missing, p)
		}
	}
	return missing
}

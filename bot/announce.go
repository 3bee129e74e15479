package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// noticeArrived begins the kind of the notices that a report was sent; the round comes
// behind it. What has gathered for somebody goes out as one message.
const noticeArrived = "arrived|"

// The office is not woken: what it did not ask for waits from the evening until morning.
const (
	morning = 7  // o'clock in Viet Nam
	evening = 20 // o'clock in Viet Nam
)

// atHour is an hour of the day that a moment belongs to in Viet Nam.
func atHour(t time.Time, hour int) time.Time {
	year, month, day := t.In(flows.Zone).Date()
	return time.Date(year, month, day, hour, 0, 0, 0, flows.Zone)
}

// daytime is the moment itself by day, and by night the next morning.
func daytime(t time.Time) time.Time {
	switch {
	case t.Before(atHour(t, morning)):
		return atHour(t, morning)
	case t.Before(atHour(t, evening)):
		return t
	default:
		return atHour(t, morning).AddDate(0, 0, 1)
	}
}

// announce tells the office that a report was sent.
func (t turn) announce(form talk.Form) error {
	came, err := t.tx.LastSending(form.Round.ID, form.Unit.ID)
	if err != nil {
		return err
	}
	officers, err := t.tx.Officers()
	if err != nil {
		return err
	}
	*t.owes = true
	for _, id := range officers {
		n := storage.Notice{Person: id, Kind: noticeArrived + string(form.Round.ID), Screen: arrival(came, form.Round.ID)}
		if err := t.tx.Notify(n, daytime(t.bot.now())); err != nil {
			return err
		}
	}
	return nil
}

// arrival is the notice of one sending, with a button to the unit in its round.
func arrival(a storage.Arrival, round flows.RoundID) flows.Screen {
	s := plain(saidArrival(a))
	s.Buttons = [][]flows.Button{{desk.ToUnit("🏢 "+cut(a.Unit.Name, 40), round, a.Unit.ID)}}
	return s
}

// mostArrived is how many units have a button where several have sent.
const mostArrived = 8

// once leaves out the buttons that stand there already.
func once(rows [][]flows.Button) (list [][]flows.Button) {
	for _, row := range rows {
		there := slices.ContainsFunc(list, func(other []flows.Button) bool { return slices.Equal(other, row) })
		if !there && len(list) < mostArrived {
			list = append(list, row)
		}
	}
	return list
}

// sendArrivals sends what has gathered since the last time, and how many have sent.
func (b *Bot) sendArrivals(ctx context.Context, n storage.Notice) error {
	err := b.store.Update(ctx, func(tx *storage.Tx) (err error) {
		n, err = tx.CombineNotices(n, b.now())
		return err
	})
	if err != nil {
		return err
	}
	var round flows.Round
	var several bool
	var sent, expected int
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		rounds, err := tx.Rounds()
		if err != nil {
			return err
		}
		if round, err = tx.Round(flows.RoundID(strings.TrimPrefix(n.Kind, noticeArrived))); err != nil {
			return err
		}
		several = desk.Named(rounds, round.ID)
		sent, expected, err = standing(tx, round.ID)
		return err
	})
	if err != nil {
		return err
	}
	s := screenArrivals(round, strings.Split(n.Screen.Text, "\n"), sent, expected)
	if several {
		s.Buttons = once(n.Screen.Buttons)
	}
	_, err = b.gateway.Notify(ctx, int64(n.Person), s)
	return err
}

// standing tells how many units have sent, of those that are expected to.
func standing(tx *storage.Tx, round flows.RoundID) (sent, expected int, err error) {
	units, err := tx.RoundUnits(round)
	if err != nil {
		return 0, 0, err
	}
	reports, err := tx.Standing(round)
	sent, expected = arrived(units, reports)
	return sent, expected, err
}

// forOffice tells the notices that only the office may read.
func forOffice(kind string) bool {
	name, _, _ := strings.Cut(kind, "|")
	return slices.Contains([]string{noticeWorkbook, strings.TrimSuffix(noticeArrived, "|"), noticeDigest, noticePicture, noticeFile, noticeAsked, noticeBroadcast}, name)
}

// reads tells whether a person may still read what a notice holds; otherwise it ends
// without being sent.
func (b *Bot) reads(ctx context.Context, n storage.Notice) (may bool, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		members, err := tx.Memberships(n.Person)
		may = mayRead(members, n)
		return err
	})
	return may, err
}

// mayRead is false for whoever has lost the right by which a notice was owed.
func mayRead(members []flows.Member, n storage.Notice) bool {
	switch {
	case n.Kind == noticeCommands, n.Kind == noticeRights:
		return true
	case forAdmins(n.Kind):
		return isAdmin(members)
	case forOffice(n.Kind):
		return office(members)
	case n.Unit != "":
		return office(members) || slices.ContainsFunc(members, func(m flows.Member) bool { return m.Unit == n.Unit })
	default:
		return len(members) > 0
	}
}

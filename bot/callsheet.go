package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// SheetWish is a call sheet to be made: each unit of a round that has fewer than Each
// people in a role gets invites for those who lack.
type SheetWish struct {
	Round   flows.RoundID
	Role    flows.Role
	Each    int
	Expires time.Time
	By      flows.PersonID // 0: the command line
	Bot     string         // user name, for the links
}

// Seat is a row of a call sheet: somebody who has joined, or a link for somebody to come.
type Seat struct {
	Unit  flows.Unit
	Right storage.Right
	Link  string // empty for somebody who has joined
}

// CallSheet is who has joined, unit by unit, and links for who lacks.
type CallSheet struct {
	SheetWish
	RoundName string
	Made      time.Time
	Seats     []Seat
	New       int // links
	Replaced  int // unused links of the sheet before, which are no good any more
}

// PreviewCallSheet tells what making a call sheet would do, and does nothing.
func PreviewCallSheet(tx *storage.Tx, w SheetWish, now time.Time) (CallSheet, error) {
	s, err := seated(tx, w, now)
	if err != nil {
		return s, err
	}
	s.Replaced, err = tx.OnCallSheets(w.Role, now)
	return s, err
}

// MakeCallSheet makes the invites of a call sheet. Codes are shown once and not kept, so
// it cannot be made again: the links of the sheet before that nobody has used are revoked.
func MakeCallSheet(tx *storage.Tx, w SheetWish, now time.Time) (CallSheet, error) {
	s, err := seated(tx, w, now)
	if err != nil {
		return s, err
	}
	if s.Replaced, err = tx.RevokeSheet(w.Role, w.By, now); err != nil {
		return s, err
	}
	for i, seat := range s.Seats {
		if seat.Right.Person != 0 {
			continue
		}
		code, err := tx.MakeInvite(storage.Invite{Role: w.Role, Unit: seat.Unit.ID, Expires: w.Expires, By: w.By, Sheet: true}, now)
		if err != nil {
			return s, err
		}
		s.Seats[i].Link = InviteLink(w.Bot, code)
	}
	return s, nil
}

// seated lists who has joined and where somebody lacks.
func seated(tx *storage.Tx, w SheetWish, now time.Time) (CallSheet, error) {
	s := CallSheet{SheetWish: w, Made: now}
	round, err := tx.Round(w.Round)
	if err != nil {
		return s, err
	}
	s.RoundName = round.Name
	units, err := tx.RoundUnits(w.Round)
	if err != nil {
		return s, err
	}
	rights, err := tx.Rights()
	if err != nil {
		return s, err
	}
	at := map[flows.UnitID][]storage.Right{}
	for _, r := range rights {
		if r.Role == w.Role {
			at[r.Unit] = append(at[r.Unit], r)
		}
	}
	for _, u := range units {
		for _, r := range at[u.ID] {
			s.Seats = append(s.Seats, Seat{Unit: u, Right: r})
		}
		for range w.Each - len(at[u.ID]) {
			s.Seats = append(s.Seats, Seat{Unit: u})
			s.New++
		}
	}
	return s, nil
}

// Workbook writes the call sheet as an xlsx file.
func (s CallSheet) Workbook() ([]byte, error) {
	l := listOfCalls(s)
	for i, seat := range s.Seats {
		l.Rows = append(l.Rows, rowOfCall(i+1, seat, s))
	}
	return l.Workbook()
}

const mostEach = 20 // people of a role in a unit, on a call sheet

// previewSheet shows what "/moi tất cả" would do and asks.
func (t turn) previewSheet(e errand, each string) (reply, error) {
	if !e.Role.OfUnit() {
		e.Role = flows.Cadre
	}
	e.Each = max(numberIn(trimmed(each)), 1)
	if e.Each > mostEach {
		return t.over(screenTooManyEach())
	}
	round, rounds, err := t.working()
	if err != nil {
		return reply{}, err
	}
	if len(rounds) == 0 {
		return t.over(screenNoRoundOffice())
	}
	e.Round, e.Step = round.ID, atConfirm
	s, err := PreviewCallSheet(t.tx, SheetWish{Round: e.Round, Role: e.Role, Each: e.Each}, t.bot.now())
	if err != nil {
		return reply{}, err
	}
	return t.ask(e, func(n int64) flows.Screen { return screenPreviewSheet(s, n) })
}

func (t turn) orderSheet(e errand) (reply, error) {
	n := storage.Notice{Person: t.person, Kind: fmt.Sprintf("%s|%s|%d", noticeSheet, e.Role, e.Each), Round: e.Round}
	return reply{screen: screenMakingSheet()}, t.notify(n)
}

func (b *Bot) sendSheet(ctx context.Context, n storage.Notice) error {
	me, err := b.gateway.Me(ctx)
	if err != nil {
		return err
	}
	w := SheetWish{Round: n.Round, By: n.Person, Bot: me.Username, Expires: b.now().AddDate(0, 0, inviteDays)}
	if w.Role, w.Each, err = sheetOf(n); err != nil {
		return err
	}
	var s CallSheet
	err = b.store.Update(ctx, func(tx *storage.Tx) (err error) {
		s, err = MakeCallSheet(tx, w, b.now())
		return err
	})
	if err != nil {
		return err
	}
	file, err := s.Workbook()
	if err != nil {
		return err
	}
	_, err = b.gateway.Send(ctx, int64(n.Person), screenSheet(s, file))
	return err
}

// sheetOf reads the kind of a notice.
func sheetOf(n storage.Notice) (role flows.Role, each int, err error) {
	parts := strings.Split(n.Kind, "|")
	if len(parts) != 3 {
		return "", 0, fmt.Errorf("read notice %d: no call sheet", n.ID)
	}
	each, err = strconv.Atoi(parts[2])
	return flows.Role(parts[1]), each, err
}

func listOfCalls(s CallSheet) report.List {
	return report.List{Sheet: wordSheetName, Title: titleOfSheet(s), Notes: notesOfSheet(s),
		Heads: callHeads, Wide: []float64{7, 26, 13, 62, 14, 26, 23}, Made: s.Made}
}

func rowOfCall(number int, seat Seat, s CallSheet) []string {
	row := []string{fmt.Sprint(number), seat.Unit.Name, wordRole(s.Role), seat.Link, "", "", ""}
	if seat.Right.Person == 0 {
		row[4] = day(s.Expires)
		return row
	}
	row[5], row[6] = seat.Right.Name, clockShort(seat.Right.Since)
	return row
}

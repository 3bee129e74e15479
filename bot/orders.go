package bot

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// order is a workbook that a notice hands out. It is made when it is sent, or was made
// before; which edition it is, is decided once.
type order struct {
	counts report.Counts
	again  int            // number of an edition that is handed out again; 0: the round as it is now
	why    storage.Reason // why nobody asked for it; empty: somebody did

	extended bool // the deadline that it was made for is not the round's any more
}

// kind is how a notice keeps an order: "workbook", "workbook|sent", "workbook|2",
// "workbook|deadline".
func (o order) kind() string {
	switch {
	case o.again > 0:
		return noticeWorkbook + "|" + strconv.Itoa(o.again)
	case o.why != "":
		return noticeWorkbook + "|" + string(o.why)
	case o.counts != report.CountsAll:
		return noticeWorkbook + "|" + string(o.counts)
	default:
		return noticeWorkbook
	}
}

func orderOf(kind string) (o order, ok bool) {
	name, what, _ := strings.Cut(kind, "|")
	switch number, err := strconv.Atoi(what); {
	case name != noticeWorkbook:
		return o, false
	case err == nil:
		o.again = number
	case what == string(storage.AtDeadline), what == string(storage.Complete), what == string(storage.AtClosing):
		o.why = storage.Reason(what)
	default:
		o.counts = report.Counts(what)
	}
	return o, true
}

// orderWorkbook owes this person the round as it is now.
func (t turn) orderWorkbook(round flows.Round, counts report.Counts) (reply, error) {
	err := t.notifyAnew(order{counts: counts}.kind(), round.ID)
	return reply{screen: screenMakingWorkbook(round, counts)}, err
}

const (
	commandEditions = "lan"
	pressBook       = "book"    // book|all, book|sent, book|approved, with ~TAG: of the round of that tag
	pressEdition    = "edition" // edition|2~TAG
)

// wish is what the office wants of the workbooks.
type wish struct {
	lists    bool
	counts   report.Counts
	numbered bool // again is the number of an edition, which may be no number there is
	again    int
	unread   string // the command whose end means nothing
	round    string // tag of its round; empty: the one the officer works in
}

var (
	typedCounts = regexp.MustCompile(`^/?tong ?hop (tat ca|da gui|da duyet)$`)
	typedAgain  = regexp.MustCompile(`^/?(?:tong ?hop (?:lan ?)?|lan ?)(\d{1,6})$`)
	typedLists  = regexp.MustCompile(`^(?:/lan|(?:/?cac |/?tong ?hop )lan)$`)
	typedUnread = regexp.MustCompile(`^/(?:tong ?hop|lan) .`)
)

// countsOf are the words for what counts, as they are typed and in button data.
var countsOf = map[string]report.Counts{
	"tat ca": report.CountsAll, "da gui": report.CountsSent, "da duyet": report.CountsApproved,
	"all": report.CountsAll, string(report.CountsSent): report.CountsSent, string(report.CountsApproved): report.CountsApproved,
}

// wishIn reads what the office wants of the workbooks beside a plain "tổng hợp"; ok is
// false when the update is about something else.
func wishIn(u telegram.Update) (w wish, ok bool) {
	if u.Kind == telegram.Press {
		return pressedWish(u.Data)
	}
	words := strings.ReplaceAll(flows.Fold(u.Text), "_", " ")
	if found := typedCounts.FindStringSubmatch(words); found != nil {
		return wish{counts: countsOf[found[1]]}, true
	}
	if found := typedAgain.FindStringSubmatch(words); found != nil {
		w.again, _ = strconv.Atoi(found[1]) // at most six digits
		w.numbered = true
		return w, true
	}
	if typedUnread.MatchString(words) && !typedLists.MatchString(words) {
		return wish{unread: strings.TrimSpace(u.Text)}, true
	}
	lan := strings.ToLower(norm.NFC.String(strings.TrimSpace(u.Text))) == "lần" // "Lan" is a name
	return wish{lists: true}, lan || typedLists.MatchString(words)
}

func pressedWish(data string) (w wish, ok bool) {
	what, rest, _ := strings.Cut(data, "|")
	switch what {
	case pressBook:
		counts, tag, tagged := strings.Cut(rest, "~")
		w.counts, ok = countsOf[counts]
		if tagged { // buttons of earlier versions are not
			w.round = "~" + tag
		}
	case pressEdition:
		number, tag, tagged := strings.Cut(rest, "~")
		w.again, _ = strconv.Atoi(number)
		w.numbered = true
		w.round, ok = "~"+tag, tagged && w.again > 0
	case commandEditions:
		w.lists, ok = true, rest == ""
	}
	return w, ok
}

// grant is the office's turn about workbooks.
func (t turn) grant(w wish) (reply, error) {
	round, rounds, err := t.working()
	if err != nil || len(rounds) == 0 {
		return reply{screen: screenNoRoundOffice()}, err
	}
	if w.round != "" {
		at := slices.IndexFunc(rounds, func(r flows.Round) bool { return w.round == roundTag(r.ID) })
		if at < 0 {
			return reply{screen: screenRoundGone()}, nil
		}
		round = rounds[at]
	}
	return t.grantOf(round, rounds, w)
}

// grantOf hands out a workbook of a round, or lists those there are.
func (t turn) grantOf(round flows.Round, rounds []flows.Round, w wish) (reply, error) {
	if !w.lists && !w.numbered && w.unread == "" {
		return t.orderWorkbook(round, w.counts)
	}
	list, err := t.tx.Editions(round.ID)
	switch {
	case err != nil || w.lists:
		return reply{screen: screenEditions(round, list)}, err
	case w.unread != "":
		return reply{screen: screenUnreadWish(round, w.unread, list)}, nil
	}
	for _, e := range list {
		if e.Number == w.again {
			err := errors.Join(KeepExportAgain(t.tx, round.ID, w.again, t.person, t.bot.now()),
				t.notifyAnew(order{again: w.again}.kind(), round.ID))
			return reply{screen: screenSendingEdition(w.again, roundName(rounds, round.ID))}, err
		}
	}
	return reply{screen: screenNoEdition(round, w.again, list)}, nil
}

// roundTag tells the buttons of one round from those of another.
func roundTag(round flows.RoundID) string { return tag(storage.Desk{Round: flows.Round{ID: round}}) }

// sendWorkbook hands out what was ordered, by the notice that owes it.
func (b *Bot) sendWorkbook(ctx context.Context, n storage.Notice, o order) error {
	h, err := b.ordered(ctx, n, o)
	switch {
	case err != nil && o.why == "":
		return errors.Join(err, b.saysFailed(ctx, n, screenWorkbookFailed()))
	case err != nil:
		return err
	}
	o.extended = b.now().Before(h.Round.Deadline)
	send := b.gateway.Send // somebody waits for it
	if o.why != "" {
		send = b.gateway.Notify
	}
	_, err = send(ctx, int64(n.Person), screenWorkbook(h, o))
	return err
}

func (b *Bot) ordered(ctx context.Context, n storage.Notice, o order) (Handed, error) {
	if o.again > 0 {
		return b.edition(ctx, n.Round, o.again)
	}
	return b.hand(ctx, Want{Round: n.Round, Counts: o.counts, By: asker(n, o), notice: n.ID})
}

// asker is whose edition it will be: nobody's when nobody asked.
func asker(n storage.Notice, o order) flows.PersonID {
	if o.why != "" {
		return 0
	}
	return n.Person
}

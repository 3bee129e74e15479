package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/picture"
	"baocaobot/storage"
)

// Codes are kept nowhere but in the chat that is shown them. So an invite is made when
// its notice is sent; when that fails it is made anew, and the code before is no good.
const (
	noticeInvite  = "invite"    // invite|role|unit|person whose sections go with it, or 0
	noticeSheet   = "callsheet" // callsheet|role|each; its round is beside it
	noticeLog     = "log"       // log|what was asked for
	noticeGuesses = "guesses"

	inviteDays = 30
)

// forAdmins tells the notices that only admins may read.
func forAdmins(kind string) bool {
	switch name, _, _ := strings.Cut(kind, "|"); name {
	case noticeInvite, noticeSheet, noticeLog, noticeGuesses, noticeOpeningFile:
		return true
	default:
		return false
	}
}

// aboutPeople gives what makes and sends a notice of these kinds; nil for any other.
func (b *Bot) aboutPeople(n storage.Notice) func(context.Context, storage.Notice) error {
	switch name, _, _ := strings.Cut(n.Kind, "|"); name {
	case noticeInvite:
		return b.sendInvite
	case noticeSheet:
		return b.sendSheet
	case noticeLog:
		return b.sendLog
	default:
		return nil
	}
}

// InviteLink is what a person opens to use a code.
func InviteLink(bot, code string) string { return "https://t.me/" + bot + "?start=" + code }

func (t turn) orderInvite(role flows.Role, unit flows.UnitID, successorOf flows.PersonID) error {
	kind := fmt.Sprintf("%s|%s|%s|%d", noticeInvite, role, unit, successorOf)
	return t.notify(storage.Notice{Person: t.person, Kind: kind})
}

func (b *Bot) sendInvite(ctx context.Context, n storage.Notice) error {
	me, err := b.gateway.Me(ctx)
	if err != nil {
		return err
	}
	i, err := inviteOf(n)
	if err != nil {
		return err
	}
	i.Expires = b.now().AddDate(0, 0, inviteDays)
	code, unit, err := b.makeInvite(ctx, i)
	if err != nil || code == "" {
		return err
	}
	link := InviteLink(me.Username, code)
	png, err := picture.QR(link)
	if err != nil {
		return fmt.Errorf("draw invite: %w", err)
	}
	_, err = b.gateway.Send(ctx, int64(n.Person), screenInvite(i, unit, link, png))
	return err
}

// makeInvite makes the invite that a notice hands out; no code when one that it handed
// out before was used.
func (b *Bot) makeInvite(ctx context.Context, i storage.Invite) (code string, unit flows.Unit, err error) {
	err = b.store.Update(ctx, func(tx *storage.Tx) error {
		code = ""
		used, err := tx.Reissue(i, b.now())
		if err != nil || used {
			return err
		}
		if i.Unit != "" {
			if unit, err = tx.Unit(i.Unit); err != nil {
				return err
			}
		}
		code, err = tx.MakeInvite(i, b.now())
		return err
	})
	return code, unit, err
}

// inviteOf reads the kind of a notice.
func inviteOf(n storage.Notice) (storage.Invite, error) {
	parts := strings.Split(n.Kind, "|")
	if len(parts) != 4 {
		return storage.Invite{}, fmt.Errorf("read notice %d: no invite", n.ID)
	}
	successorOf, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return storage.Invite{}, fmt.Errorf("read notice %d: %w", n.ID, err)
	}
	return storage.Invite{Role: flows.Role(parts[1]), Unit: flows.UnitID(parts[2]), By: n.Person, Notice: n.ID, SuccessorOf: flows.PersonID(successorOf)}, nil
}

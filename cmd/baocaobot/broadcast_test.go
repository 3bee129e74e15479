package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/storage"
)

// joinAll gives every unit of the round some people who have joined, and their phones.
func joinAll(t *testing.T, server *emulator.Server, db string, each int) (phones []*emulator.Phone) {
	t.Helper()
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	err = store.Update(t.Context(), func(tx *storage.Tx) error {
		units, err := tx.RoundUnits(demoOutline)
		for i, u := range units {
			for n := range each {
				id := int64(100 + i*each + n)
				p := server.Phone(id, "cán bộ "+u.Name)
				phones = append(phones, p)
				code, err := tx.NewInvite(flows.Cadre, u.ID, time.Now(), time.Now().AddDate(0, 0, 1))
				if err != nil {
					return err
				}
				if _, err := tx.UseInvite(code, flows.PersonID(id), "cán bộ", time.Now()); err != nil {
					return err
				}
				p.Say("mục lục") // so that Telegram lets the bot write
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return phones
}

func texts(p *emulator.Phone, words string) (n int) {
	for _, m := range p.Messages() {
		if m.FromBot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// countIn counts the rows of a query past the bot's own code.
func countIn(t *testing.T, db, query string) (n int) {
	t.Helper()
	conn, err := sql.Open("sqlite", "file:"+db+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// The running program is killed again and again in the middle of a broadcast that the
// command line has planned. Nobody gets it twice; who did not get it is listed.
func TestKilledInTheMiddleOfABroadcast(t *testing.T) {
	server := emulator.New(emulator.Options{Token: killToken, Limits: emulator.Limits{PerChat: 1, Burst: 5, Overall: 30}})
	if _, err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	db := filepath.Join(t.TempDir(), "broadcast.db")
	succeeds(t, "round", "open", "--db", db, "--outline", demoOutline, "--units", "thua-thien-hue-2024",
		"--period", "2024-01-01..2024-06-30", "--deadline", "2099-05-30")
	phones := joinAll(t, server, db, 30)
	succeeds(t, "broadcast", "--db", db, "--audience", "not-sent", "--text", "Lời nhắc {don vi}")
	s := &killable{t: t, url: server.URL(), db: db}
	s.start()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	wait := func(what string, done func() bool) {
		t.Helper()
		for !done() {
			select {
			case <-ctx.Done():
				t.Fatalf("never %s", what)
			case <-time.After(5 * time.Millisecond):
			}
		}
	}
	const kills = 4
	for kill := range kills {
		wait("far enough", func() bool {
			return countIn(t, db, "select count(*) from broadcast_to where state = 'sent'") >= (kill+1)*len(phones)/(kills+2)
		})
		s.kill()
		s.start()
	}
	wait("over", func() bool { return countIn(t, db, "select count(*) from broadcast where state = 'done'") == 1 })
	s.stop()
	got, unknown := 0, countIn(t, db, "select count(*) from broadcast_to where state = 'unknown'")
	for i, p := range phones {
		n := texts(p, "Lời nhắc")
		got += n
		sent := countIn(t, db, fmt.Sprintf("select count(*) from broadcast_to where state = 'sent' and person = %d", 100+i))
		if n > 1 || n < sent {
			t.Errorf("phone %d got it %d times, it is said to be sent %d times", i, n, sent)
		}
	}
	t.Logf("%d of %d got it once, %d are unknown after %d kills", got, len(phones), unknown, kills)
	if sent := countIn(t, db, "select count(*) from broadcast_to where state = 'sent'"); sent+unknown != len(phones) || unknown > 4*kills {
		t.Errorf("%d sent, %d unknown of %d", sent, unknown, len(phones))
	}
}

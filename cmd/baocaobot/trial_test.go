package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
)

// Who tries the demo finds the trial unit at the office, beside those that report by
// themselves, and what its cadre typed.
func TestWhoTriesTheDemoIsAmongTheUnits(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	began := time.Now()
	s := &stage{con: console{ctx: ctx, out: &strings.Builder{}, err: &strings.Builder{}}, file: t.TempDir() + "/trial.db",
		now: func() time.Time { return demoStart.Add(time.Since(began)) }}
	if err := s.open(demoCmd{Listen: "127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	defer s.store.Close()
	defer s.server.Close()
	err := s.run(func(ctx context.Context) error {
		if err := s.introduce(); err != nil {
			return err
		}
		cadre, office := s.server.Phone(trialCadre, trialNames[flows.Cadre]), s.server.Phone(trialOffice, trialNames[flows.Office])
		for _, do := range []struct {
			phone       *emulator.Phone
			says, reads string
		}{
			{cadre, s.start(t, flows.Cadre, trialUnit), "đơn vị dùng thử"},
			{cadre, "12", "✅"},
			{office, s.start(t, flows.Office, ""), "/tiendo"},
			{office, "/donvi", "(10)"},
			{office, "/donvi dùng thử", "Đã trả lời 1/128 mục"},
		} {
			id := do.phone.Say(do.says)
			err := do.phone.Await(ctx, func(chat []emulator.Message) bool {
				return slices.ContainsFunc(chat, func(m emulator.Message) bool { return m.ID > id && strings.Contains(m.Text, do.reads) })
			})
			if err != nil {
				return fmt.Errorf("%s, want %q: %w", do.says, do.reads, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if got := len(s.units()); got != 9 {
		t.Errorf("%d units report by themselves", got)
	}
}

func (s *stage) start(t *testing.T, role flows.Role, unit flows.UnitID) string {
	t.Helper()
	code, err := s.invite(role, unit)
	if err != nil {
		t.Fatal(err)
	}
	return "/start " + code
}

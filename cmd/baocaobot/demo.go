package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"baocaobot/bot"
	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

type demoCmd struct {
	Play   bool   `help:"Stop when the workbook has arrived, instead of running on."`
	Out    string `default:"out" placeholder:"DIR" help:"Folder for the workbook, a conversation and the database; ./out by default."`
	Seed   uint64 `default:"1" help:"Another seed gives other figures."`
	Listen string `default:"127.0.0.1:0" placeholder:"ADDR" help:"Address of the emulated Bot API, on loopback only; any free port by default."`
}

const (
	demoToken    = "42:demo-token-for-loopback"
	demoOutline  = "first-half-2024"
	demoUnits    = "thua-thien-hue-2024"
	demoDatabase = "demo.db"
	demoPatience = 2 * time.Minute
	officePhone  = 9001
	trialCadre   = 2001
	trialOffice  = 2002
	trialUnit    = "dung-thu"
	trialOrder   = 99 // behind the others
)

// demoStart is when the demo's clock starts: two days before the letter's deadline.
var demoStart = time.Date(2024, 5, 28, 14, 0, 0, 0, flows.Zone)

// stage is everything a demo runs: an emulated Telegram, the real bot, a round.
type stage struct {
	con    console
	server *emulator.Server
	store  *storage.Store
	now    func() time.Time
	file   string // of the database
	plan   roundPlan
}

func (c demoCmd) Run(con console, db database) error {
	began := time.Now()
	s := &stage{con: con, now: func() time.Time { return demoStart.Add(time.Since(began)) }}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("make folder for the demo: %w", err)
	}
	var err error
	if s.file, err = c.file(db); err != nil {
		return err
	}
	claim, err := storage.ClaimAnew(con.ctx, s.file)
	if err != nil {
		return err
	}
	defer claim.Close()
	if err := s.open(c); err != nil {
		return err
	}
	defer s.store.Close()
	defer s.server.Close()
	err = s.run(func(ctx context.Context) error { return s.play(ctx, c, began) })
	if err != nil && con.ctx.Err() != nil {
		return errors.New("stopped before the end; what was acknowledged is in " + s.file)
	}
	return err
}

// file names the demo's database: the last demo's, which is begun anew, or the one that
// --db names, which must not exist. A database that somebody works with is none of the
// demo's business.
func (c demoCmd) file(db database) (string, error) {
	if db.given {
		if _, err := os.Stat(db.DB); !errors.Is(err, os.ErrNotExist) {
			return "", usage("--db: %s exists already and the demo wants a fresh database; name another file", db.DB)
		}
		return db.DB, nil
	}
	file := filepath.Join(c.Out, demoDatabase)
	if sameFile(file, db.DB) {
		return "", usage("BAOCAO_DB names %s, which the demo would replace: give another --out", file)
	}
	return file, nil
}

func sameFile(a, b string) bool {
	one, err1 := os.Stat(a)
	two, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, two)
}

// open prepares the database with the round of the 2024 letter, and the emulator.
func (s *stage) open(c demoCmd) (err error) {
	open := roundOpenCmd{Outline: demoOutline, Units: demoUnits, Period: "2024-01-01..2024-06-30", Deadline: "2024-05-30",
		Name: nameDemoRound}
	if s.plan, err = open.read(s.now()); err != nil {
		return err
	}
	if !c.Play {
		if err := s.admitTrial(); err != nil {
			return err
		}
	}
	if s.store, err = storage.Open(s.con.ctx, s.file); err != nil {
		return err
	}
	err = s.store.Update(s.con.ctx, func(tx *storage.Tx) error { return s.plan.open(tx, s.now()) })
	if err != nil {
		return errors.Join(err, s.store.Close())
	}
	s.server = emulator.New(emulator.Options{Token: demoToken, Now: s.now, Bot: emulator.BotInfo{FirstName: nameDemoBot}})
	if _, err := s.server.Listen(c.Listen); err != nil {
		return errors.Join(err, s.store.Close())
	}
	return nil
}

// admitTrial asks one unit more, for whoever tries the demo: the others report by
// themselves.
func (s *stage) admitTrial() error {
	s.plan.units.Units = append(s.plan.units.Units, flows.Unit{ID: trialUnit, Name: nameTrialUnit, Kind: kindTrialUnit, Order: trialOrder, Reports: true})
	return s.plan.ask()
}

// run runs the bot beside do and stops it afterwards.
func (s *stage) run(do func(context.Context) error) error {
	log := slog.New(slog.NewTextHandler(s.con.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	gateway, err := telegram.New(telegram.Options{Token: demoToken, API: s.server.URL(), Log: log,
		PerChat: telegram.Unlimited, Overall: telegram.Unlimited})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(s.con.ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- bot.New(s.store, gateway, bot.Options{Now: s.now, Log: log}).Run(ctx)
		stop()
	}()
	err = do(ctx)
	stop()
	return cmp.Or(<-ended, err)
}

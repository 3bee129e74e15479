package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"baocaobot/bot"
	"baocaobot/bot/emulator"
	"baocaobot/bot/rehearsal"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
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
	if s.file, err = c.freshFile(db); err != nil {
		return err
	}
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

// freshFile gives the file of the demo's database: the last demo's, removed, or
// the one that --db names, which must not exist. BAOCAO_DB is a real database
// and none of the demo's business.
func (c demoCmd) freshFile(db database) (string, error) {
	if db.given {
		if _, err := os.Stat(db.DB); !errors.Is(err, os.ErrNotExist) {
			return "", usage("--db: %s exists already and the demo wants a fresh database; name another file", db.DB)
		}
		return db.DB, nil
	}
	file := filepath.Join(c.Out, demoDatabase)
	for _, old := range []string{file, file + "-wal", file + "-shm"} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("remove the last demo's database: %w", err)
		}
	}
	return file, nil
}

// open prepares the database with the round of the 2024 letter, and the emulator.
func (s *stage) open(c demoCmd) (err error) {
	open := roundOpenCmd{Outline: demoOutline, Units: demoUnits, Period: "2024-01-01..2024-06-30", Deadline: "2024-05-30",
		Name: "Báo cáo 6 tháng đầu năm 2024"}
	if s.plan, err = open.read(s.now()); err != nil {
		return err
	}
	if s.store, err = storage.Open(s.con.ctx, s.file); err != nil {
		return err
	}
	err = s.store.Update(s.con.ctx, func(tx *storage.Tx) error { return s.plan.open(tx) })
	if err != nil {
		return errors.Join(err, s.store.Close())
	}
	s.server = emulator.New(emulator.Options{Token: demoToken, Now: s.now})
	if _, err := s.server.Listen(c.Listen); err != nil {
		return errors.Join(err, s.store.Close())
	}
	return nil
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
	return errors.Join(err, <-ended)
}

// play lets every unit report and the office fetch the workbook; without --play
// everything then runs on until it is interrupted.
func (s *stage) play(ctx context.Context, c demoCmd, began time.Time) error {
	if !c.Play {
		s.introduce()
	}
	playing, cancel := context.WithTimeout(ctx, demoPatience)
	defer cancel()
	cadres, err := s.report(playing, c.Seed)
	if err != nil {
		return err
	}
	if err := s.consolidate(playing, c, cadres, began); err != nil {
		return err
	}
	if !c.Play {
		s.con.printf("\nThe demo runs on; stop it with Ctrl-C.\n")
		<-ctx.Done()
	}
	return nil
}

// introduce tells how to take part: two phones wait for whoever tries the demo.
func (s *stage) introduce() {
	s.con.printf("Emulated Bot API:       %s (token %s)\n", s.server.URL(), demoToken)
	s.con.printf("Phones, in a browser:   %s/phone/\n", s.server.URL())
	first := s.units()[0]
	s.server.Phone(trialCadre, "cán bộ dùng thử")
	s.server.Phone(trialOffice, "văn phòng dùng thử")
	for _, m := range []flows.Member{{Person: trialCadre, Role: flows.Cadre, Unit: first.ID}, {Person: trialOffice, Role: flows.Office}} {
		if code, err := s.invite(m.Role, m.Unit); err == nil {
			s.con.printf("Phone %d, as %-8s  /start %s\n", m.Person, m.Role, code)
		}
	}
}

func (s *stage) invite(role flows.Role, unit flows.UnitID) (code string, err error) {
	err = s.store.Update(s.con.ctx, func(tx *storage.Tx) error {
		code, err = tx.NewInvite(role, unit, s.now(), s.now().AddDate(0, 0, 30))
		return err
	})
	return code, err
}

// report lets one cadre of each unit answer and send, all at the same time.
func (s *stage) report(ctx context.Context, seed uint64) ([]*rehearsal.Cadre, error) {
	o, mistakes := outline.Read(demoOutline, s.plan.source)
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	var cadres []*rehearsal.Cadre
	var codes []string
	for i, u := range s.units() {
		code, err := s.invite(flows.Cadre, u.ID)
		if err != nil {
			return nil, err
		}
		plan := talk.NewPlan(o, u.Kind)
		phone := s.server.Phone(int64(1001+i), "cán bộ "+u.Name)
		cadres = append(cadres, rehearsal.NewCadre(phone, plan, rehearsal.NewPaper(plan, u, habitOf(i), seed)))
		codes = append(codes, code)
	}
	failed := make([]error, len(cadres))
	var done sync.WaitGroup
	for i, cadre := range cadres {
		done.Go(func() {
			failed[i] = cadre.Report(ctx, codes[i])
			s.progress(i, failed[i])
		})
	}
	done.Wait()
	return cadres, errors.Join(failed...)
}

// units are those that report, in the office's order.
func (s *stage) units() []flows.Unit {
	var list []flows.Unit
	for _, u := range s.plan.units.Units {
		for _, id := range s.plan.units.Report {
			if u.ID == id {
				list = append(list, u)
			}
		}
	}
	return list
}

// habitOf makes one unit correct itself and one leave its narratives out.
func habitOf(i int) rehearsal.Habit {
	switch i {
	case 3:
		return rehearsal.Corrects
	case 7:
		return rehearsal.SkipsTexts
	default:
		return rehearsal.Steady
	}
}

func (s *stage) progress(i int, err error) {
	if err == nil {
		fmt.Fprintf(s.con.err, "%s: sent\n", s.units()[i].Name)
	}
}

// consolidate lets the office ask for the progress and the workbook, and writes
// what it receives.
func (s *stage) consolidate(ctx context.Context, c demoCmd, cadres []*rehearsal.Cadre, began time.Time) error {
	code, err := s.invite(flows.Office, "")
	if err != nil {
		return err
	}
	office := s.server.Phone(officePhone, "văn phòng")
	office.Start(code)
	office.Say("/tiendo")
	office.Say("/tonghop")
	var book []byte
	err = office.Await(ctx, func(chat []emulator.Message) bool {
		for _, m := range chat {
			if m.File != nil {
				book = m.File.Data
			}
		}
		return book != nil
	})
	if err != nil {
		return err
	}
	workbook, conversation := filepath.Join(c.Out, "tong-hop.xlsx"), filepath.Join(c.Out, "hoi-thoai.txt")
	if err := replaceFile(workbook, book); err != nil {
		return err
	}
	const shown = 3 // the unit that corrects itself
	if err := replaceFile(conversation, []byte(cadres[shown].Transcript())); err != nil {
		return err
	}
	inputs := 0
	for _, cadre := range cadres {
		inputs += cadre.Inputs
	}
	s.con.printf("%d units reported in %d messages and presses, in %.1f s.\n", len(cadres), inputs, time.Since(began).Seconds())
	s.con.printf("The office's workbook:  %s\nOne conversation:       %s\nThe database:           %s\n",
		workbook, conversation, s.file)
	return nil
}

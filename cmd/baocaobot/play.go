package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/bot/rehearsal"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// play lets every unit report and the office fetch the workbook; without --play
// everything then runs on until it is interrupted.
func (s *stage) play(ctx context.Context, c demoCmd, began time.Time) error {
	if !c.Play {
		if err := s.introduce(); err != nil {
			return err
		}
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

// introduce tells how to take part.
func (s *stage) introduce() error {
	s.con.printf("Emulated Bot API:       %s (token %s)\n", s.server.URL(), demoToken)
	s.con.printf("Phones, in a browser:   %s/phone/\n", s.server.URL())
	for _, m := range []flows.Member{{Person: trialCadre, Role: flows.Cadre, Unit: trialUnit}, {Person: trialOffice, Role: flows.Office}} {
		code, err := s.invite(m.Role, m.Unit)
		if err != nil {
			return err
		}
		s.server.Phone(int64(m.Person), trialNames[m.Role]).Invite(code)
		s.con.printf("Phone %d, %-8s     type there: /start %s\n", m.Person, m.Role+":", code)
	}
	return nil
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
		phone := s.server.Phone(int64(1001+i), nameCadre+u.Name)
		cadres = append(cadres, rehearsal.NewCadre(phone, plan, rehearsal.NewPaper(plan, u, habitOf(i), seed)))
		codes = append(codes, code)
	}
	failed := make([]error, len(cadres))
	var done sync.WaitGroup
	var printing sync.Mutex
	for i, cadre := range cadres {
		done.Go(func() {
			failed[i] = cadre.Report(ctx, codes[i])
			printing.Lock()
			defer printing.Unlock()
			s.progress(i, failed[i])
		})
	}
	done.Wait()
	return cadres, cmp.Or(failed...)
}

// units are those that report by themselves, in the office's order.
func (s *stage) units() []flows.Unit {
	plays := func(u flows.Unit) bool { return u.ID != trialUnit && slices.Contains(s.plan.asked, u.ID) }
	return slices.DeleteFunc(slices.Clone(s.plan.units.Units), func(u flows.Unit) bool { return !plays(u) })
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
	office := s.server.Phone(officePhone, nameOffice)
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
		return fmt.Errorf("no workbook for the office: %w", ctx.Err())
	}
	out := database{DB: s.file}
	workbook, conversation := filepath.Join(c.Out, "tong-hop.xlsx"), filepath.Join(c.Out, "hoi-thoai.txt")
	if err := out.replaceFile(workbook, book); err != nil {
		return err
	}
	const shown = 3 // the unit that corrects itself
	if err := out.replaceFile(conversation, []byte(cadres[shown].Transcript())); err != nil {
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

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

// The whole country's communes with three cadres each, and 500 of them at their phones
// at once: what the program, which runs by itself here, takes of memory and time. It
// sends at Telegram's pace, as it will.
const (
	communes = 3321
	active   = 500
	talks    = 3 // turns of each active chat
)

func BenchmarkProvince(b *testing.B) {
	const token = "42:token-of-the-benchmark"
	server := emulator.New(emulator.Options{Token: token})
	url, err := server.Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	db := filepath.Join(b.TempDir(), "province.db")
	register(b, db)
	for range b.N {
		p := serve(b, server, db, url, token)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(p.started.Seconds(), "s-to-first-poll")
		b.ReportMetric(100*p.load(b, 5*time.Second), "idle-%-of-a-core")
		b.ReportMetric(p.memory(b, "VmRSS"), "idle-MB")
		before, began := p.cpu(b), time.Now()
		talkAtOnce(b, server)
		turns := float64(active * talks)
		b.ReportMetric(turns/time.Since(began).Seconds(), "turns/s")
		b.ReportMetric(1000*(p.cpu(b)-before).Seconds()/turns, "cpu-s/1000turns")
		b.ReportMetric(p.memory(b, "VmHWM"), "most-MB")
		p.end(b)
	}
}

// register makes a database in which the active units have answered all but the last
// questions.
func register(b *testing.B, db string) {
	store, err := storage.Open(b.Context(), db)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	o, _ := outline.Find("first-half-2024")
	now := time.Now()
	round := flows.Round{ID: "r", Name: "Sáu tháng", Outline: o.ID, From: now, To: now, Deadline: now.AddDate(0, 1, 0), Opened: now, Amend: flows.Free}
	units := []flows.Unit{{ID: "tinh", Name: "tỉnh", Kind: "tỉnh"}}
	var asked []flows.UnitID
	for i := range communes {
		units = append(units, flows.Unit{ID: commune(i), Name: fmt.Sprintf("xã Thứ %d", i), Kind: "xã", Parent: "tinh", Order: i + 1})
		asked = append(asked, commune(i))
	}
	err = store.Update(b.Context(), func(tx *storage.Tx) error {
		if err := tx.PutUnits(units); err != nil {
			return err
		}
		if err := tx.OpenRound(round, outline.Source(o.ID), asked); err != nil {
			return err
		}
		for i := range 3 * communes {
			code, err := tx.NewInvite(flows.Cadre, commune(i%communes), now, now.AddDate(0, 0, 1))
			if err != nil {
				return err
			}
			if _, err := tx.UseInvite(code, flows.PersonID(i+1), "cán bộ", now); err != nil {
				return err
			}
		}
		for i := range active {
			if err := tx.Append(round.ID, commune(i), answered(o.Questions("xã"), flows.PersonID(i+1), now)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func commune(i int) flows.UnitID { return flows.UnitID(fmt.Sprint("xa-", i)) }

// answered answers all questions but the last twenty.
func answered(questions []outline.Question, by flows.PersonID, at time.Time) (answers []flows.Answer) {
	for _, q := range questions[:len(questions)-20] {
		a := flows.Answer{Question: q.ID, Value: flows.Value{State: flows.Given, Number: 1}, Raw: "1", By: by, At: at, Channel: "telegram"}
		switch q.Kind {
		case outline.Percent:
			continue
		case outline.Text:
			a.Text = strings.Repeat("Đã triển khai ở cơ sở. ", 10)
		case outline.Names:
			a.Names = []string{"Mô hình khu dân cư tự quản"}
		}
		answers = append(answers, a)
	}
	return answers
}

// program is the bot as a process of its own.
type program struct {
	*exec.Cmd
	log     bytes.Buffer
	started time.Duration // until it asked for updates
}

func serve(b *testing.B, server *emulator.Server, db, url, token string) *program {
	p := &program{Cmd: exec.Command(os.Args[0], "serve", "--db", db, "--api", url)}
	p.Env = append(os.Environ(), asProgram+"=1", "TELEGRAM_TOKEN="+token)
	p.Stderr = &p.log
	polls := func(requests []emulator.Request) (n int) {
		for _, r := range requests {
			if r.Method == "getUpdates" {
				n++
			}
		}
		return n
	}
	before, began := polls(server.Requests()), time.Now()
	if err := p.Start(); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	if err := server.AwaitRequests(ctx, func(r []emulator.Request) bool { return polls(r) > before }); err != nil {
		b.Fatalf("%v\n%s", err, p.log.String())
	}
	p.started = time.Since(began)
	return p
}

func (p *program) end(b *testing.B) {
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		b.Errorf("%v\n%s", err, p.log.String())
	}
}

// talkAtOnce has the active chats take their turns.
func talkAtOnce(b *testing.B, server *emulator.Server) {
	ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for i := range active {
		all.Go(func() {
			phone := server.Phone(int64(i+1), "cán bộ")
			for range talks {
				if _, err := phone.AwaitAnswer(ctx, phone.Say("125")); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// memory reads megabytes from the process's status: VmRSS now, VmHWM at most.
func (p *program) memory(b *testing.B, what string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		b.Skip("the memory of a process is read from /proc: ", err)
	}
	_, rest, _ := strings.Cut(string(status), what+":")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return kb / 1024
}

// cpu is what the process has used.
func (p *program) cpu(b *testing.B) time.Duration {
	const tick = 10 * time.Millisecond // USER_HZ is 100 wherever Go runs
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	if err != nil {
		b.Skip("the time of a process is read from /proc: ", err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick
}

// load is the share of a core that the process uses while nobody asks it anything.
func (p *program) load(b *testing.B, during time.Duration) float64 {
	before := p.cpu(b)
	time.Sleep(during) // what is measured is the time itself
	return (p.cpu(b) - before).Seconds() / during.Seconds()
}

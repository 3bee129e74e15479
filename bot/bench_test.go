package bot

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// Whole turns over HTTP, from what a phone says to the answer in its chat, and beside
// them in the same seconds what they can at best cost: an echo that stores nothing and
// shows the same screens without making them, and the same with one plain commit a turn.
// The emulator and the phones share the machine with the bot, so only the ratios of one
// run tell something.
func BenchmarkTurns(b *testing.B) {
	for _, chats := range []int{1, 8, 50, 200} {
		b.Run(fmt.Sprintf("chats=%d", chats), func(b *testing.B) {
			var crowds []*crowd
			for _, kind := range []string{"echo", "echo+commit", "bot"} {
				c := newCrowd(b, chats, kind)
				defer c.serve()()
				crowds = append(crowds, c)
			}
			for range b.N * spells {
				for _, c := range crowds {
					c.talk()
				}
			}
			for _, c := range crowds {
				b.Run(c.kind, c.tell)
			}
		})
	}
}

// crowd is many phones at once. Each fills in a report from its first to its last
// question and then goes on with the next report, as somebody else.
type crowd struct {
	*world
	kind   string // of bot
	chats  int
	turns  int          // that each chat takes in one spell
	script []said       // what fills in a report
	at     []int        // where in the script each chat is
	people []phone      // and as whom
	next   atomic.Int64 // the person to go on as

	mu        sync.Mutex
	took      []time.Duration // of every turn
	elapsed   time.Duration
	cpu       time.Duration
	commits   int64
	allocated uint64 // bytes
}

const spells = 4 // in which the bots take turns, so that all meet the same neighbours

func newCrowd(b *testing.B, chats int, kind string) *crowd {
	c := &crowd{world: newWorld(b), kind: kind, chats: chats, script: filledIn(b), at: make([]int, chats), people: make([]phone, chats)}
	c.turns = max(800/chats, len(c.script)/2)
	c.enlist(chats * (1 + b.N*spells*c.turns/len(c.script)))
	return c
}

// said is what a cadre types and what the bot shows then.
type said struct {
	text  string
	shown flows.Screen
}

// filledIn is what a cadre types to answer every question, a figure wherever one is
// asked for.
func filledIn(tb testing.TB) (script []said) {
	o, _ := outline.Find("first-half-2024")
	form := talk.Form{Plan: talk.NewPlan(o, "huyện"), Now: today, Report: flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}}
	form.Round.Deadline = today.AddDate(0, 0, 2)
	var place talk.Place
	for turn := talk.Step(form, place, talk.Input{}); turn.Place.View == talk.OnCard; {
		q, _ := form.Plan.Question(turn.Place.At)
		text := "không có"
		if q.Kind == outline.Count || q.Kind == outline.Money {
			text = "125"
		}
		turn = talk.Step(form, turn.Place, talk.Input{Text: text, Message: len(script) + 1})
		if len(turn.Answers) == 0 {
			tb.Fatalf("%q is no answer:\n%s", text, turn.Screen().Text)
		}
		for _, a := range turn.Answers {
			form.Report.Answers[a.Question] = a
		}
		script = append(script, said{text, tagged(turn.Screen(), storage.Desk{})})
	}
	return script
}

// enlist registers people, each as the cadre of a unit of its own.
func (c *crowd) enlist(people int) {
	asked := make([]flows.UnitID, people)
	list := make([]flows.Unit, people)
	for i := range people {
		asked[i] = flows.UnitID(fmt.Sprintf("huyen-%d", i+1))
		list[i] = flows.Unit{ID: asked[i], Name: fmt.Sprintf("huyện Thứ %d", i+1), Kind: "huyện", Parent: "tinh", Order: 10 + i}
	}
	c.update(func(tx *storage.Tx) error {
		if err := tx.PutUnits(list); err != nil {
			return err
		}
		round, err := tx.Round("r")
		if err != nil {
			return err
		}
		round.ID, round.Opened = "crowd", today.Add(time.Minute)
		if err := tx.OpenRound(round, outline.Source("first-half-2024"), asked); err != nil {
			return err
		}
		for i, unit := range asked {
			if err := enlist(tx, flows.PersonID(i+1), unit); err != nil {
				return err
			}
		}
		return nil
	})
}

func enlist(tx *storage.Tx, id flows.PersonID, unit flows.UnitID) error {
	code, err := tx.NewInvite(flows.Cadre, unit, today, today.AddDate(0, 0, 30))
	if err == nil {
		_, err = tx.UseInvite(code, id, "cán bộ", today)
	}
	return err
}

// serve starts the bot that is measured and gives what stops it.
func (c *crowd) serve() (stop func()) {
	if c.kind == "bot" {
		return c.run().stop
	}
	heard := map[int64]int{} // from each chat
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- c.bot.gateway.Poll(ctx, func(ctx context.Context, batch []telegram.Update) error {
			var kept sync.WaitGroup
			for _, u := range batch {
				screen := c.script[heard[u.Chat]%len(c.script)].shown
				heard[u.Chat]++
				kept.Go(func() {
					if c.kind == "echo+commit" {
						c.update(func(tx *storage.Tx) error {
							_, err := tx.FirstSight(u.ID, today)
							return err
						})
					}
					go c.bot.gateway.Send(context.WithoutCancel(ctx), u.Chat, screen)
				})
			}
			kept.Wait()
			return nil
		})
	}()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			c.t.Error(err)
		}
	}
}

// talk has every chat take its turns of a spell, one after another; all chats at once.
func (c *crowd) talk() {
	commits, cpu, bytes, began := c.store.Commits(), cpuTime(), allocated(), time.Now()
	var all sync.WaitGroup
	for i := range c.chats {
		all.Go(func() {
			took := c.spell(i)
			c.mu.Lock()
			defer c.mu.Unlock()
			c.took = append(c.took, took...)
		})
	}
	all.Wait()
	c.elapsed += time.Since(began)
	c.cpu += cpuTime() - cpu
	c.commits += c.store.Commits() - commits
	c.allocated += allocated() - bytes
}

// spell takes the turns of one chat.
func (c *crowd) spell(chat int) []time.Duration {
	took := make([]time.Duration, c.turns)
	for i := range took {
		at := c.at[chat] % len(c.script)
		if at == 0 {
			c.people[chat] = c.phone(c.next.Add(1), "cán bộ")
		}
		took[i] = c.people[chat].turn(c.script[at].text)
		c.at[chat]++
	}
	return took
}

// turn says a text and takes the time until the answer is there.
func (p phone) turn(text string) time.Duration {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	began := time.Now()
	answer, err := p.AwaitAnswer(ctx, p.Say(text))
	took := time.Since(began)
	if err != nil || strings.Contains(answer.Text, "Chưa ghi") {
		p.w.t.Errorf("%q: %v\n%s", text, err, answer.Text)
	}
	return took
}

func (c *crowd) tell(b *testing.B) {
	slices.Sort(c.took)
	turns := float64(len(c.took))
	ms := func(share float64) float64 { return float64(c.took[int(share*(turns-1))].Microseconds()) / 1000 }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(turns/c.elapsed.Seconds(), "turns/s")
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
	b.ReportMetric(float64(c.commits)/c.elapsed.Seconds(), "commits/s")
	b.ReportMetric(1000*c.cpu.Seconds()/turns, "cpu-s/1000turns")
	b.ReportMetric(float64(c.allocated)/turns/1024, "kB/turn")
}

// allocated is how many bytes the whole process has ever allocated.
func allocated() uint64 {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return memory.TotalAlloc
}

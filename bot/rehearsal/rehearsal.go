// Package rehearsal plays the cadres of a round on phones of the emulator: each
// has a paper with plausible figures, reads what the screen asks, and types or
// presses like a person would, odd ways of writing numbers included. The demo and
// the end-to-end tests use it.
//
// It knows the bot only through the chat. What it intended to report comes back
// as data, so that a test can compare it with what was stored.
//
//	c := rehearsal.NewCadre(phone, plan, rehearsal.NewPaper(plan, unit, habit, seed))
//	err := c.Report(ctx, code)   // joins, answers every card, sends
package rehearsal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// Habit is what sets one cadre apart from the others.
type Habit string

// The habits.
const (
	Steady     Habit = "steady"
	Corrects   Habit = "corrects"    // slips once and goes back to correct it
	SkipsTexts Habit = "skips texts" // leaves the narrative questions out
)

// Cadre is one simulated person in one unit.
type Cadre struct {
	Paper  Paper
	Inputs int // messages typed and buttons pressed

	phone   *emulator.Phone
	plan    *talk.Plan
	rng     *rand.Rand
	skipped map[flows.QuestionID]bool
	slipped bool
}

// NewCadre gives a phone and a paper to a simulated person.
func NewCadre(phone *emulator.Phone, plan *talk.Plan, paper Paper) *Cadre {
	return &Cadre{Paper: paper, phone: phone, plan: plan, rng: rand.New(rand.NewPCG(paper.seed, 2)), skipped: map[flows.QuestionID]bool{}}
}

// Report joins with an invite code, answers until nothing is left that this
// person would answer, and sends. It ends early with the error of ctx.
func (c *Cadre) Report(ctx context.Context, code string) error {
	if err := c.say(ctx, "/start "+code); err != nil {
		return err
	}
	for {
		q, asked := c.asked()
		if !asked || c.skipped[q.ID] {
			break
		}
		if err := c.reply(ctx, q); err != nil {
			return err
		}
	}
	if err := c.say(ctx, typedSend); err != nil {
		return err
	}
	return c.press(ctx, labelSendNow)
}

var cardHeader = regexp.MustCompile(`(?m)^(.+) · dòng \d+/\d+ `)

// asked reads from the screen which question the bot is asking.
func (c *Cadre) asked() (outline.Question, bool) {
	text := c.screen().Text
	header := cardHeader.FindStringSubmatch(text)
	if header == nil {
		return outline.Question{}, false
	}
	var found outline.Question
	for _, q := range c.plan.Questions {
		here := q.Item.Card.ID == header[1] && strings.Contains(text, "\n▶ "+q.Label)
		if here && len(q.Label) > len(found.Label) {
			found = q
		}
	}
	return found, found.ID != ""
}

// screen is the newest message of the bot.
func (c *Cadre) screen() (newest emulator.Message) {
	for _, m := range c.phone.Messages() {
		if m.FromBot {
			newest = m
		}
	}
	return newest
}

// reply does what this person does about one question.
func (c *Cadre) reply(ctx context.Context, q outline.Question) error {
	v, known := c.Paper.Values[q.ID]
	switch {
	case !known:
		c.skipped[q.ID] = true
		return c.say(ctx, typedSkip)
	case c.slips(q):
		c.slipped = true
		if err := c.say(ctx, fmt.Sprint(v.Number*10+7)); err != nil {
			return err
		}
		return c.say(ctx, typedBack)
	case q.Kind == outline.Choice:
		return c.choose(ctx, q, v)
	case v.State == flows.None && c.rng.IntN(2) == 0:
		return c.press(ctx, labelNone)
	case v.State == flows.Unknown && c.rng.IntN(2) == 0:
		return c.press(ctx, labelUnknown)
	case q.Kind == outline.YesNo && c.rng.IntN(2) == 0:
		return c.press(ctx, wordYesNo[v.Number])
	}
	if several := c.several(q); len(several) > 1 && c.rng.IntN(2) == 0 {
		return c.figures(ctx, inOneMessage(several, c.Paper, c.rng), several...)
	}
	if q.Kind == outline.Text && v.State == flows.Given {
		return c.text(ctx, typed(q, v, c.rng))
	}
	return c.figures(ctx, typed(q, v, c.rng), q)
}

// choose presses what is meant, where the card has a button with those words or that
// number, or types it.
func (c *Cadre) choose(ctx context.Context, q outline.Question, v flows.Value) error {
	labels := map[flows.State][]string{flows.None: {labelNone}, flows.Unknown: {labelUnknown},
		flows.Given: {v.Text, fmt.Sprint(slices.Index(q.Item.Options, v.Text) + 1)}}[v.State]
	for _, row := range c.screen().Buttons {
		for _, b := range row {
			if slices.Contains(labels, b.Text) && c.rng.IntN(2) == 0 {
				return c.press(ctx, b.Text)
			}
		}
	}
	return c.say(ctx, typed(q, v, c.rng))
}

// text types a narrative answer and says that it is finished.
func (c *Cadre) text(ctx context.Context, text string) error {
	if err := c.say(ctx, text); err != nil {
		return err
	}
	if c.rng.IntN(2) == 0 {
		return c.press(ctx, labelDone)
	}
	return c.say(ctx, typedDone)
}

// slips tells that this is the figure a correcting cadre gets wrong at first:
// one that no rule compares with another.
func (c *Cadre) slips(q outline.Question) bool {
	free := q.Kind == outline.Count && !q.Item.Counted && q.Level != "" && q.Item.AtLeast == ""
	return c.Paper.habit == Corrects && !c.slipped && free && c.Paper.Values[q.ID].State == flows.Given
}

// figures types an answer and, when the bot sees several readings, presses the
// one that was meant.
func (c *Cadre) figures(ctx context.Context, text string, questions ...outline.Question) error {
	if err := c.say(ctx, text); err != nil {
		return err
	}
	meant := make([]string, len(questions))
	for i, q := range questions {
		v := c.Paper.Values[q.ID]
		meant[i] = figure.Format(figure.Value{State: v.State, N: v.Number, Hedge: v.Hedge}, q.Kind, q.Item.Unit)
	}
	for _, row := range c.screen().Buttons {
		for _, b := range row {
			if strings.HasSuffix(b.Text, ". "+strings.Join(meant, "; ")) {
				return c.press(ctx, b.Text)
			}
		}
	}
	return nil
}

// several lists the figures one message may answer: this one and the plain ones
// that follow it on its card.
func (c *Cadre) several(q outline.Question) []outline.Question {
	var list []outline.Question
	for _, next := range c.plan.Questions {
		if next.Item.Card != q.Item.Card || next.Computed() || (len(list) == 0 && next.ID != q.ID) {
			continue
		}
		v, known := c.Paper.Values[next.ID]
		if next.Kind != outline.Count || !known || v.State != flows.Given || v.Hedge != "" || c.skipped[next.ID] {
			break
		}
		list = append(list, next)
	}
	return list
}

func (c *Cadre) say(ctx context.Context, text string) error {
	c.Inputs++
	said := c.phone.Say(text)
	return c.await(ctx, func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && last.ID > said
	})
}

func (c *Cadre) press(ctx context.Context, label string) error {
	c.Inputs++
	before := c.screen()
	if err := c.phone.Press(label); err != nil {
		return err
	}
	return c.await(ctx, func([]emulator.Message) bool {
		now := c.screen()
		return now.ID != before.ID || now.Text != before.Text
	})
}

// await waits for the bot. Its error leaves out the chat, which is people's words.
func (c *Cadre) await(ctx context.Context, done func([]emulator.Message) bool) error {
	if c.phone.Await(ctx, done) != nil {
		return fmt.Errorf("no answer of the bot to message %d: %w", c.Inputs, ctx.Err())
	}
	return nil
}

// Transcript is the whole conversation as text.
func (c *Cadre) Transcript() string { return c.phone.Transcript() }

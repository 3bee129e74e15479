package bot

import (
	"bytes"
	"fmt"
	"sync"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// plans keeps the outlines of rounds as they were opened, read once, and their
// plan for each kind of unit. A round never changes its outline.
type plans struct {
	mu       sync.Mutex
	outlines map[flows.RoundID]*outline.Outline
	plans    map[planKey]*talk.Plan
	sent     sentOutline
}

// sentOutline is the outline that was sent last for a round being prepared. The draft keeps
// its text, which every turn about the draft needs as read.
type sentOutline struct {
	text    []byte
	outline *outline.Outline
}

type planKey struct {
	round flows.RoundID
	kind  string // of unit
}

func newPlans() *plans {
	return &plans{outlines: map[flows.RoundID]*outline.Outline{}, plans: map[planKey]*talk.Plan{}}
}

// of gives the plan of a round for one kind of unit.
func (p *plans) of(tx *storage.Tx, round flows.RoundID, kind string) (*talk.Plan, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := planKey{round, kind}
	if plan, ok := p.plans[key]; ok {
		return plan, nil
	}
	o, err := p.read(tx, round)
	if err != nil {
		return nil, err
	}
	p.plans[key] = talk.NewPlan(o, kind)
	return p.plans[key], nil
}

// outline gives the outline of a round.
func (p *plans) outline(tx *storage.Tx, round flows.RoundID) (*outline.Outline, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.read(tx, round)
}

func (p *plans) read(tx *storage.Tx, round flows.RoundID) (*outline.Outline, error) {
	o, ok := p.outlines[round]
	if !ok {
		var err error
		if o, err = RoundOutline(tx, round); err != nil {
			return nil, err
		}
		p.outlines[round] = o
	}
	return o, nil
}

// RoundOutline reads the outline a round was opened with.
func RoundOutline(tx *storage.Tx, round flows.RoundID) (*outline.Outline, error) {
	source, err := tx.OutlineSource(round)
	if err != nil {
		return nil, err
	}
	o, mistakes := outline.Read("outline of round "+string(round), source)
	if len(mistakes) > 0 {
		return nil, fmt.Errorf("outline of round %s: %w", round, mistakes)
	}
	return o, nil
}

// own reads the outline of a draft, which held no mistakes when it was sent.
func (p *plans) own(text []byte) *outline.Outline {
	p.mu.Lock()
	sent := p.sent
	p.mu.Unlock()
	if !bytes.Equal(sent.text, text) {
		sent = sentOutline{text: text}
		sent.outline, _ = outline.Read("own", text)
		p.keepOwn(sent)
	}
	return sent.outline
}

func (p *plans) keepOwn(sent sentOutline) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = sent
}

package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	pollWait     = 50 * time.Second // the longest the server waits for something to happen
	confirmLimit = 3 * time.Second  // for the last word to Telegram on the way out
	allowed      = `["message","edited_message","callback_query","my_chat_member"]`
)

// Poll hands over what happens, batch by batch, until ctx ends; then it returns
// nil. handle is called from one goroutine. When it returns nil the batch counts
// as kept and Telegram may forget it; on an error it gets the same batch again
// after a pause. A batch can come again after a crash: know updates by their id.
//
// The only error returned is Unauthorized. Another program on the same token
// (Conflict) is logged as an error, everything else as a warning, and waited out.
func (g *Gateway) Poll(ctx context.Context, handle func(ctx context.Context, batch []Update) error) error {
	p := &poller{
		Gateway: g,
		trouble: backoff{wait: time.Second},
		contest: backoff{wait: 5 * time.Second},
	}
	for ctx.Err() == nil {
		batch, err := p.next(ctx)
		switch {
		case errors.Is(err, Unauthorized):
			return explain(err)
		case err != nil:
			p.wait(ctx, err)
		case len(batch) > 0 && p.hand(ctx, handle, batch):
			p.offset = lastID(batch) + 1
		}
	}
	p.confirm(ctx)
	return nil
}

// poller is where one run of Poll stands.
type poller struct {
	*Gateway
	alone   bool  // no webhook stands in the way
	offset  int64 // the first update not handled yet; 0: whatever Telegram has
	trouble backoff
	contest backoff
}

func (p *poller) next(ctx context.Context) ([]Update, error) {
	if !p.alone {
		if _, err := p.once(ctx, request{method: "deleteWebhook"}); err != nil {
			return nil, err
		}
		p.alone = true
	}
	answer, err := p.once(ctx, p.getUpdates(100, pollWait))
	if err != nil {
		return nil, err
	}
	batch, err := decodeBatch(answer)
	if err != nil {
		return nil, err
	}
	p.trouble, p.contest = backoff{wait: time.Second}, backoff{wait: 5 * time.Second}
	return batch, nil
}

func (p *poller) getUpdates(limit int, wait time.Duration) request {
	params := tgbotapi.Params{
		"limit":           strconv.Itoa(limit),
		"timeout":         strconv.Itoa(int(wait.Seconds())),
		"allowed_updates": allowed,
	}
	params.AddNonZero64("offset", p.offset)
	return request{method: "getUpdates", params: params, wait: wait}
}

// decodeBatch decodes each update on its own, so that a bad one costs no other.
func decodeBatch(answer json.RawMessage) ([]Update, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(answer, &list); err != nil {
		return nil, notUnderstood("getUpdates")
	}
	var batch []Update
	for _, raw := range list {
		batch = append(batch, decode(raw))
	}
	// Without any id nothing could be confirmed and the batch would come for ever.
	if len(batch) > 0 && lastID(batch) == 0 {
		return nil, notUnderstood("getUpdates")
	}
	return batch, nil
}

// lastID is the last id, not the highest: after a quiet week ids start anew and
// may be lower.
func lastID(batch []Update) int64 {
	var last int64
	for _, u := range batch {
		if u.ID != 0 {
			last = u.ID
		}
	}
	return last
}

// hand gives the batch until it is taken; false means that ctx ended before.
func (p *poller) hand(ctx context.Context, handle func(context.Context, []Update) error, batch []Update) bool {
	back := backoff{wait: time.Second}
	for {
		err := handle(ctx, batch)
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		wait := back.next()
		p.log.Error("a batch of updates was not kept; it comes again", "updates", len(batch), "wait", wait, "error", p.keeper.scrub(err.Error()))
		if p.clock.pause(ctx, wait) != nil {
			return false
		}
	}
}

func (p *poller) wait(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	_ = p.clock.pause(ctx, p.howLong(err)) // an error means that ctx ended, which the loop sees
}

func (p *poller) howLong(err error) time.Duration {
	if errors.Is(err, Conflict) {
		p.alone = false // it may be a webhook set meanwhile: that goes too
		wait := p.contest.next()
		p.log.Error("another program uses this bot's token: stop one of the two", "wait", wait, "error", err)
		return wait
	}
	wait := p.trouble.next()
	var e *Error
	if errors.As(err, &e) && e.RetryAfter > 0 {
		wait = e.RetryAfter
	}
	p.log.Warn("polling waits", "wait", wait, "error", err)
	return wait
}

// confirm tells Telegram about the last handled batch, so that the next start
// does not get it again. What this answer brings is left for that start.
func (p *poller) confirm(ctx context.Context) {
	if p.offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmLimit)
	defer cancel()
	if _, err := p.once(ctx, p.getUpdates(1, 0)); err != nil {
		p.log.Warn("the last batch was not confirmed; it may come again", "error", err)
	}
}

package telegram

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is how many requests may go out: PerSecond in the long run, Burst at
// once. The zero Rate means the default.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Unlimited is for a server of our own, such as the demo's.
var Unlimited = Rate{PerSecond: -1}

// Telegram names about 1/s to one chat, short bursts pass, and about 30/s
// overall (core.telegram.org/bots/faq).
var (
	defaultPerChat = Rate{PerSecond: 1, Burst: 3}
	defaultOverall = Rate{PerSecond: 28, Burst: 25}
)

// noticesPart is what notices take of the overall pace, without a burst: behind a
// broadcast the burst is there for replies.
const noticesPart = 0.96

const keptChats = 1024 // limiters kept before the idle ones are dropped

// clock is the only way this package learns the time or lets it pass.
type clock struct {
	now   func() time.Time
	pause func(ctx context.Context, d time.Duration) error
}

var wall = clock{now: time.Now, pause: pause}

func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// limits lets requests out one by one: each chat at its own pace, all together
// at the overall pace, and none while the server asked for quiet.
type limits struct {
	clock   clock
	perChat Rate
	overall *rate.Limiter

	calm   chan struct{} // held by the one notice that waits for its pace
	calmly *rate.Limiter // the pace of notices
	urgent chan struct{} // closed when no reply waits for it any more

	mu      sync.Mutex
	chats   map[int64]*rate.Limiter
	quiet   time.Time // no request before this moment
	replies int       // that wait for the overall pace
}

func newLimits(perChat, overall Rate, c clock) (*limits, error) {
	if perChat == (Rate{}) {
		perChat = defaultPerChat
	}
	if overall == (Rate{}) {
		overall = defaultOverall
	}
	for _, r := range []Rate{perChat, overall} {
		if r != Unlimited && !(r.PerSecond > 0 && r.Burst > 0) {
			return nil, errors.New("a rate needs a number above 0 a second and a burst of at least 1, or telegram.Unlimited")
		}
	}
	return &limits{clock: c, perChat: perChat, overall: limiter(overall), calm: make(chan struct{}, 1), calmly: limiter(overall.calmly()), chats: map[int64]*rate.Limiter{}}, nil
}

func (r Rate) calmly() Rate {
	if r == Unlimited {
		return r
	}
	return Rate{PerSecond: r.PerSecond * noticesPart, Burst: 1}
}

func limiter(r Rate) *rate.Limiter {
	if r == Unlimited {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(r.PerSecond), r.Burst)
}

// turn waits until a request to chat (0: to no chat) may go out. The chat comes
// first, so that a busy chat uses up nobody else's turn.
func (l *limits) turn(ctx context.Context, chat int64, calm bool) error {
	if chat != 0 {
		if err := l.take(ctx, l.chat(chat)); err != nil {
			return err
		}
	}
	if calm {
		return l.calmTurn(ctx)
	}
	l.waits(1)
	defer l.waits(-1)
	return l.overallTurn(ctx)
}

// calmTurn lets a notice out once no reply waits. One at a time asks for the overall
// pace: a reply that comes meanwhile finds one notice before it, not a broadcast.
func (l *limits) calmTurn(ctx context.Context) error {
	select {
	case l.calm <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.calm }()
	if err := l.take(ctx, l.calmly); err != nil {
		return err
	}
	for urgent := l.urgently(); urgent != nil; urgent = l.urgently() {
		select {
		case <-urgent:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return l.overallTurn(ctx)
}

// waits counts the replies that wait for the overall pace.
func (l *limits) waits(more int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.replies += more
	switch {
	case l.replies > 0 && l.urgent == nil:
		l.urgent = make(chan struct{})
	case l.replies == 0:
		close(l.urgent)
		l.urgent = nil
	}
}

// urgently gives what is closed once no reply waits; nil when none does.
func (l *limits) urgently() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.urgent
}

func (l *limits) overallTurn(ctx context.Context) error {
	for {
		if err := l.clock.pause(ctx, l.left()); err != nil {
			return err
		}
		// Only now the overall turn, so that those who waited out a quiet time
		// together do not leave together.
		if err := l.take(ctx, l.overall); err != nil {
			return err
		}
		if l.left() <= 0 {
			return nil
		}
	}
}

func (l *limits) take(ctx context.Context, from *rate.Limiter) error {
	now := l.clock.now()
	turn := from.ReserveN(now, 1)
	err := l.clock.pause(ctx, turn.DelayFrom(now))
	if err != nil {
		turn.CancelAt(l.clock.now())
	}
	return err
}

// hold asks for quiet: no chat gets a turn for d.
func (l *limits) hold(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := l.clock.now().Add(d); until.After(l.quiet) {
		l.quiet = until
	}
}

func (l *limits) left() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.quiet.Sub(l.clock.now())
}

func (l *limits) chat(id int64) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known := l.chats[id]; known != nil {
		return known
	}
	if len(l.chats) >= keptChats {
		l.dropIdle()
	}
	l.chats[id] = limiter(l.perChat)
	return l.chats[id]
}

// dropIdle drops limiters that are full again: a new one says the same.
func (l *limits) dropIdle() {
	now := l.clock.now()
	for id, known := range l.chats {
		if known.TokensAt(now) >= float64(known.Burst()) {
			delete(l.chats, id)
		}
	}
}

const longestBackoff = time.Minute

// backoff grows from its first wait to a minute, doubling, each time shortened
// by up to half at random so that programs do not come back in step.
type backoff struct{ wait time.Duration }

func (b *backoff) next() time.Duration {
	d := b.wait
	b.wait = min(2*b.wait, longestBackoff)
	return d/2 + rand.N(d/2+1)
}

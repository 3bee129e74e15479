package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"
)

const (
	longestSecret   = 256
	longestDelivery = 30 * time.Second
	longestPause    = 60 * time.Second
)

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

// deliverer takes a redirect for a refusal, as Telegram does.
var deliverer = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// webhook is where updates are delivered; URL is empty when they are polled.
type webhook struct {
	URL       string
	secret    string
	lastError string
	lastAt    int64              // of the error, Unix seconds
	stop      context.CancelFunc // ends the delivery
}

func (s *Server) setWebhook(p params) (any, *apiError) {
	if p.get("url") == "" {
		return s.deleteWebhook(p)
	}
	secret := p.get("secret_token")
	target, err := url.Parse(p.get("url"))
	switch {
	case len(secret) > longestSecret:
		return nil, badRequest("secret token is too long")
	case !secretShape.MatchString(secret):
		return nil, badRequest("secret token contains unallowed characters")
	case err != nil || target.Host == "" || target.Scheme != "http" && target.Scheme != "https":
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	s.queue.allow(p.get("allowed_updates"))
	if p.isTrue("drop_pending_updates") {
		s.queue.items = nil
	}
	s.endPoll(conflict("terminated by setWebhook request"))
	s.endWebhook()
	ctx, stop := context.WithCancel(s.ctx)
	s.webhook = webhook{URL: target.String(), secret: secret, stop: stop}
	s.work.Go(func() { s.deliverAll(ctx, target.String(), secret) })
	return told{true, "Webhook was set"}, nil
}

func (s *Server) deleteWebhook(p params) (any, *apiError) {
	if p.isTrue("drop_pending_updates") {
		s.queue.items = nil
	}
	if s.webhook.URL == "" {
		return told{true, "Webhook is already deleted"}, nil
	}
	s.endWebhook()
	return told{true, "Webhook was deleted"}, nil
}

func (s *Server) endWebhook() {
	if s.webhook.stop != nil {
		s.webhook.stop()
	}
	s.webhook = webhook{}
}

func (s *Server) webhookInfo() any {
	return struct {
		URL         string `json:"url"`
		Certificate bool   `json:"has_custom_certificate"`
		Pending     int    `json:"pending_update_count"`
		ErrorDate   int64  `json:"last_error_date,omitempty"`
		Error       string `json:"last_error_message,omitempty"`
	}{
		URL: s.webhook.URL, Pending: len(s.queue.batch(0, mostInABatch, s.now())),
		ErrorDate: s.webhook.lastAt, Error: s.webhook.lastError,
	}
}

// deliverAll posts one update after another until ctx ends; an update is done
// when the answer is 2xx, else it is posted again.
func (s *Server) deliverAll(ctx context.Context, target, secret string) {
	pause := s.options.WebhookRetry
	for ctx.Err() == nil {
		next, changed := s.firstWaiting()
		if next == nil {
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		wait, problem := s.deliver(ctx, target, secret, next.body)
		if problem == "" {
			s.delivered(next.id)
			pause = s.options.WebhookRetry
			continue
		}
		s.notDelivered(ctx, problem)
		waitFor(ctx, max(pause, wait))
		pause = min(2*pause, longestPause)
	}
}

func (s *Server) firstWaiting() (*update, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.batch(0, 1, s.now())
	if len(s.queue.items) == 0 {
		return nil, s.changed
	}
	first := s.queue.items[0]
	return &first, s.changed
}

// deliver posts one update and returns what went wrong and the pause that the
// answer asks for.
func (s *Server) deliver(ctx context.Context, target, secret string, body json.RawMessage) (time.Duration, string) {
	ctx, cancel := context.WithTimeout(ctx, longestDelivery)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	request.Header.Set("Content-Type", "application/json")
	if secret != "" {
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	answer, err := deliverer.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 200 && answer.StatusCode <= 299 {
		return 0, ""
	}
	seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	return time.Duration(seconds) * time.Second, "Wrong response from the webhook: " + answer.Status
}

func (s *Server) delivered(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.batch(id+1, 0, s.now())
	s.notify()
}

func (s *Server) notDelivered(ctx context.Context, problem string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() == nil {
		s.webhook.lastError, s.webhook.lastAt = problem, s.now().Unix()
		s.notify()
	}
}

func waitFor(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

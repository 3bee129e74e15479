package emulator

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Request is one call of a method, kept for tests to count and to read.
type Request struct {
	Method string            // as the bot wrote it
	Params map[string]string // decoded; what is not a string is JSON text
	Files  []FileInfo
	At     time.Time // by the server's clock
	Code   int       // HTTP status of the answer; 0 while there is none, or when it was cut off
}

// FileInfo tells of a file that came with a request.
type FileInfo struct {
	Param string // the part's name
	Name  string
	Size  int // bytes
}

// Requests are all calls so far, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// AwaitRequests returns when done says so of the calls so far; it is asked again
// after each change. The error is that of ctx.
func (s *Server) AwaitRequests(ctx context.Context, done func([]Request) bool) error {
	for {
		s.mu.Lock()
		requests, changed := slices.Clone(s.requests), s.changed
		s.mu.Unlock()
		if done(requests) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for a request, %d came: %w", len(requests), ctx.Err())
		}
	}
}

// record keeps a call and returns its number for answered.
func (s *Server) record(method string, p params, code int) int {
	r := Request{Method: method, Params: maps.Clone(p.values), Code: code}
	for param, file := range p.files {
		r.Files = append(r.Files, FileInfo{Param: param, Name: file.name, Size: len(file.data)})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r.At = s.now()
	s.requests = append(s.requests, r)
	s.notify()
	return len(s.requests) - 1
}

func (s *Server) answered(number, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[number].Code = code
	s.notify()
}

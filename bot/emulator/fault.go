package emulator

import (
	"fmt"
	"net/http"
	"strings"
)

// FaultKind is what goes wrong in place of, or after, a method.
type FaultKind int

// The kinds of faults.
const (
	TooManyRequests FaultKind = iota + 1 // 429 with RetryAfter
	BadGateway                           // 502 with an HTML page of nginx
	InternalError                        // 500
	Unauthorized                         // 401, as if the token were revoked
	Conflicting                          // 409, as if another program polled
	Hang                                 // no answer until the client goes
	DropBefore                           // the connection is cut and nothing was done
	DropAfter                            // the deed is done, then the connection is cut
)

// Fault is an order: the next Times calls of Method go wrong.
type Fault struct {
	Method     string // "sendMessage"; any method when empty, getUpdates too
	Kind       FaultKind
	RetryAfter int // seconds, of TooManyRequests; 1 when 0
	Times      int // 1 when 0
}

const nginxPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"

// Fault adds an order behind the ones given before. A call takes the first order
// that fits its method.
func (s *Server) Fault(f Fault) {
	f.Times = max(f.Times, 1)
	f.RetryAfter = max(f.RetryAfter, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

// FaultsLeft counts the ordered faults that no call has met yet.
func (s *Server) FaultsLeft() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := 0
	for _, f := range s.faults {
		left += f.Times
	}
	return left
}

func (s *Server) takeFault(method string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.faults {
		f := &s.faults[i]
		if f.Times > 0 && (f.Method == "" || strings.EqualFold(f.Method, method)) {
			f.Times--
			return *f, true
		}
	}
	return Fault{}, false
}

// code is the HTTP status of the fault, 0 when there is no answer.
func (f Fault) code() int {
	switch f.Kind {
	case TooManyRequests:
		return http.StatusTooManyRequests
	case BadGateway:
		return http.StatusBadGateway
	case InternalError:
		return http.StatusInternalServerError
	case Unauthorized:
		return http.StatusUnauthorized
	case Conflicting:
		return http.StatusConflict
	}
	return 0
}

func (f Fault) description() string {
	switch f.Kind {
	case InternalError:
		return "Internal Server Error"
	case Unauthorized:
		return "Unauthorized"
	case Conflicting:
		return "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	}
	return fmt.Sprintf("Internal Server Error: fault %d is not known to the emulator", f.Kind)
}

package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Class says what a refusal means for the caller. The set is closed; ask with
// errors.Is(err, telegram.Unreachable).
type Class string

// The classes.
const (
	Unreachable  Class = "this person cannot be reached"         // blocked, deleted, never started: do not retry
	Moved        Class = "the chat has a new id"                 // it is in MigrateTo: store it, send again
	Conflict     Class = "another program uses this token"       // only while polling, which waits it out
	Unauthorized Class = "Telegram does not know this token"     // only a new token helps
	TooLarge     Class = "the file is too large"                 // tell the person, never retry
	RateLimited  Class = "Telegram asks to wait"                 // the gateway waits; seen only when ctx ended
	Temporary    Class = "Telegram gave no proper answer"        // the gateway retries; seen only when ctx ended
	OurBug       Class = "Telegram refused the request as wrong" // never retry the same

	unchanged  Class = "the message is shown like this already"
	uneditable Class = "the message cannot be edited"
	stale      Class = "the press is too old"
)

// Error makes a class a target for errors.Is.
func (c Class) Error() string { return string(c) }

// Error is a request that did not succeed. It never holds the token.
type Error struct {
	Method      string // "sendMessage"; "file" for a download
	Status      int    // HTTP status; 0 when no answer came
	Class       Class
	Description string        // the server's words, or what was wrong with its answer
	RetryAfter  time.Duration // RateLimited only; 0 when the server did not say
	MigrateTo   int64         // Moved only
	Lost        bool          // no proper answer came, but it may have been done
}

// Lost tells that a request may have been done although its answer does not say so.
func Lost(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Lost
}

func (e *Error) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("telegram %s: %s", e.Method, e.Description)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.Method, e.Status, e.Description)
}

// Is makes errors.Is(err, class) work.
func (e *Error) Is(target error) bool {
	class, ok := target.(Class)
	return ok && class == e.Class
}

// classify reads what the Bot API server said. Its texts are the only thing
// that tells one 400 from another; they are those of tdlib/telegram-bot-api
// (Client.cpp) and stand in this function and nowhere else.
func classify(status int, description string) Class {
	switch status {
	case http.StatusBadRequest:
		return classifyBadRequest(description)
	case http.StatusUnauthorized:
		return Unauthorized
	case http.StatusForbidden:
		return Unreachable
	case http.StatusNotFound:
		// The server's answer to a path that holds no token it could read; an
		// unknown method is "Not Found: method not found".
		if description == "Not Found" {
			return Unauthorized
		}
	case http.StatusConflict:
		return Conflict
	}
	return classifyByStatus(status, OurBug)
}

// classifyByStatus is for answers that are not the Bot API's own words, such as
// a page of the web server before it.
func classifyByStatus(status int, otherwise Class) Class {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return TooLarge
	case status == http.StatusTooManyRequests:
		return RateLimited
	case status >= 500:
		return Temporary
	}
	return otherwise
}

func classifyBadRequest(description string) Class {
	says := func(words string) bool { return strings.Contains(description, words) }
	switch {
	case says("message is not modified"):
		return unchanged
	case says("message to edit not found"), says("message can't be edited"),
		says("there is no text in the message to edit"), says("MESSAGE_ID_INVALID"):
		return uneditable
	case says("query is too old"):
		return stale
	case says("chat not found"), says("user is deactivated"):
		return Unreachable
	case says("file is too big"):
		return TooLarge
	}
	return OurBug
}

func notUnderstood(method string) error {
	return &Error{Method: method, Status: http.StatusOK, Class: OurBug, Description: "the result was not understood", Lost: true}
}

func explain(err error) error {
	if !errors.Is(err, Unauthorized) {
		return err
	}
	return fmt.Errorf("the Telegram token is wrong or was revoked: copy it again from @BotFather and restart: %w", err)
}

package emulator

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var tokenShape = regexp.MustCompile(`^[1-9][0-9]*:[A-Za-z0-9_-]+$`)

// ServeHTTP routes /bot<token>/<method>, /file/bot<token>/<path>, and all that the
// chat page asks for: /phone/, /phones and a browser's /favicon.ico.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if why := foreign(r); why != "" {
		refuse(w, http.StatusForbidden, why)
		return
	}
	switch {
	case strings.HasPrefix(path, "/bot"):
		s.serveMethod(w, r, strings.TrimPrefix(path, "/bot"))
	case strings.HasPrefix(path, "/file/bot"):
		s.serveFile(w, strings.TrimPrefix(path, "/file/bot"))
	case path == "/" || path == "/favicon.ico" || strings.HasPrefix(path, "/phone"):
		s.pages.ServeHTTP(w, r)
	default:
		writeError(w, notFound(""))
	}
}

func (s *Server) checkToken(token string) *apiError {
	if !tokenShape.MatchString(token) {
		return &apiError{Code: 401, Description: "Unauthorized: invalid token specified"}
	}
	if token != s.options.Token {
		return &apiError{Code: 401, Description: "Unauthorized"}
	}
	return nil
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, rest string) {
	token, method, found := strings.Cut(rest, "/")
	if !found || method == "" {
		writeError(w, notFound(""))
		return
	}
	if refused := s.checkToken(token); refused != nil {
		s.record(method, params{}, refused.Code)
		writeError(w, refused)
		return
	}
	p, refused := s.readParams(w, r)
	number := s.record(method, p, 0)
	if refused != nil {
		s.answered(number, refused.Code)
		writeError(w, refused)
		return
	}
	s.answer(w, r, method, p, number)
}

// answer carries out one recorded call, or the fault that is ordered for it.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, method string, p params, number int) {
	fault, faulty := s.takeFault(method)
	if faulty && fault.Kind != DropAfter {
		s.answered(number, fault.code())
		s.playFault(w, r, fault)
		return
	}
	result, refused := s.call(r.Context(), strings.ToLower(method), p)
	switch {
	case faulty:
		cutConnection(w)
	case refused != nil:
		s.answered(number, refused.Code)
		writeError(w, refused)
	default:
		s.answered(number, http.StatusOK)
		writeResult(w, result)
	}
}

// call carries out one method; names are read without regard to case.
func (s *Server) call(ctx context.Context, method string, p params) (any, *apiError) {
	if method == "getupdates" { // the only one that waits, so it locks for itself
		return s.getUpdates(ctx, p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch method {
	case "getme":
		return s.me(), nil
	case "sendmessage":
		return s.sendMessage(p)
	case "senddocument":
		return s.sendDocument(p)
	case "sendphoto":
		return s.sendPhoto(p)
	case "sendchataction":
		return s.sendChatAction(p)
	case "editmessagetext":
		return s.editMessageText(p)
	case "editmessagecaption":
		return s.editMessageCaption(p)
	case "editmessagereplymarkup":
		return s.editMessageReplyMarkup(p)
	case "deletemessage":
		return s.deleteMessage(p)
	case "answercallbackquery":
		return s.answerCallbackQuery(p)
	case "getfile":
		return s.getFile(p)
	}
	return s.callSettings(method, p)
}

// callSettings carries out the methods that set up the bot. The caller holds mu.
func (s *Server) callSettings(method string, p params) (any, *apiError) {
	switch method {
	case "setwebhook":
		return s.setWebhook(p)
	case "deletewebhook":
		return s.deleteWebhook(p)
	case "getwebhookinfo":
		return s.webhookInfo(), nil
	case "setmycommands":
		return s.setMyCommands(p)
	case "getmycommands":
		return s.getMyCommands(p)
	case "deletemycommands":
		return s.deleteMyCommands(p)
	case "setchatmenubutton":
		return true, nil
	}
	return nil, notFound("method not found")
}

func (s *Server) me() any {
	type full struct {
		user
		JoinsGroups bool `json:"can_join_groups"`
		ReadsAll    bool `json:"can_read_all_group_messages"`
		Inline      bool `json:"supports_inline_queries"`
	}
	return full{user: s.bot}
}

// playFault answers in place of the method.
func (s *Server) playFault(w http.ResponseWriter, r *http.Request, f Fault) {
	switch f.Kind {
	case TooManyRequests:
		writeError(w, tooMany(f.RetryAfter))
	case BadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, nginxPage)
	case Hang:
		select {
		case <-r.Context().Done():
		case <-s.ctx.Done():
		}
		cutConnection(w)
	case DropBefore:
		cutConnection(w)
	default:
		writeError(w, &apiError{Code: f.code(), Description: f.description()})
	}
}

// cutConnection ends the exchange without an answer.
func cutConnection(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2 and recorders cannot be hijacked; net/http catches this one
	}
	_ = connection.Close()
}

func tooMany(seconds int) *apiError {
	return &apiError{
		Code:        http.StatusTooManyRequests,
		Description: "Too Many Requests: retry after " + strconv.Itoa(seconds),
		RetryAfter:  seconds,
	}
}

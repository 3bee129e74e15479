package emulator

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// apiError is a refusal as the Bot API words it; Code is also the HTTP status.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int // seconds; 0 for none
}

// badRequest prefixes a text of the server, which is already lowered.
func badRequest(text string) *apiError {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + text}
}

func forbidden(text string) *apiError {
	return &apiError{Code: http.StatusForbidden, Description: "Forbidden: " + text}
}

func conflict(text string) *apiError {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: " + text}
}

func notFound(text string) *apiError {
	if text != "" {
		text = ": " + text
	}
	return &apiError{Code: http.StatusNotFound, Description: "Not Found" + text}
}

// told is a result that comes with a description, as the webhook methods give it.
type told struct {
	result      any
	description string
}

func writeResult(w http.ResponseWriter, result any) {
	body := struct {
		OK          bool   `json:"ok"`
		Result      any    `json:"result"`
		Description string `json:"description,omitempty"`
	}{OK: true, Result: result}
	if t, ok := result.(told); ok {
		body.Result, body.Description = t.result, t.description
	}
	writeJSON(w, http.StatusOK, body)
}

func writeError(w http.ResponseWriter, e *apiError) {
	type parameters struct {
		RetryAfter int `json:"retry_after"`
	}
	body := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: e.Code, Description: e.Description}
	if e.RetryAfter > 0 {
		body.Parameters = &parameters{e.RetryAfter}
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	writeJSON(w, e.Code, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // the client has gone; nothing to tell it
}

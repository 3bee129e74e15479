package emulator

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// upload is a file that came with a request.
type upload struct {
	name string
	data []byte
}

// params are the decoded parameters of one request: a JSON value that is not a
// string stays JSON text, as in a form.
type params struct {
	values map[string]string
	files  map[string]upload
}

func (p params) get(name string) string { return p.values[name] }

// number reads an integer; what is not one counts as 0, as on the real server.
func (p params) number(name string) int64 {
	n, _ := strconv.ParseInt(p.values[name], 10, 64)
	return n
}

func (p params) isTrue(name string) bool {
	v := strings.ToLower(p.values[name])
	return v == "true" || v == "yes" || v == "1"
}

// readParams takes the query and a body that is a form, JSON or multipart.
func (s *Server) readParams(w http.ResponseWriter, r *http.Request) (params, *apiError) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	for name, values := range r.URL.Query() {
		p.values[name] = values[0]
	}
	if r.Method != http.MethodPost {
		return p, nil
	}
	const rest = 1 << 20 // all that is not the file
	r.Body = http.MaxBytesReader(w, r.Body, s.options.UploadLimit+rest)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = p.readJSON(r.Body)
	case "multipart/form-data":
		err = p.readMultipart(r, s.options.UploadLimit)
	default:
		err = p.readForm(r)
	}
	return p, bodyError(err)
}

var errFileTooLarge = errors.New("file too large")

func bodyError(err error) *apiError {
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge), errors.Is(err, errFileTooLarge):
		return &apiError{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	case errors.Is(err, errNotObject):
		return badRequest("JSON object expected")
	}
	return badRequest("can't parse the request body")
}

func (p params) readForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	for name, values := range r.PostForm {
		p.values[name] = values[0]
	}
	return nil
}

var errNotObject = errors.New("not a JSON object")

func (p params) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return errNotObject
	}
	for name, value := range fields {
		var text string
		if json.Unmarshal(value, &text) == nil && value[0] == '"' {
			p.values[name] = text
			continue
		}
		p.values[name] = string(value)
	}
	return nil
}

func (p params) readMultipart(r *http.Request, limit int64) error {
	reader, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			p.values[part.FormName()] = string(data)
			continue
		}
		if int64(len(data)) > limit {
			return errFileTooLarge
		}
		p.files[part.FormName()] = upload{name: part.FileName(), data: data}
	}
}

// file finds the upload a parameter stands for: its own part, or the part that
// "attach://name" points to.
func (p params) file(name string) (upload, bool) {
	if f, ok := p.files[name]; ok {
		return f, true
	}
	if target, ok := strings.CutPrefix(p.values[name], "attach://"); ok {
		f, ok := p.files[target]
		return f, ok
	}
	return upload{}, false
}

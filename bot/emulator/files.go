package emulator

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture that sendPhoto accepts
	_ "image/jpeg"
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"strings"
)

const (
	largestPhoto  = 10 << 20 // bytes
	largestSides  = 10_000   // width + height
	steepestRatio = 20
)

// storedFile is a file that was sent to or by the bot.
type storedFile struct {
	fileRef
	kind string // "document", "photo", "sticker" or "voice"
	path string
	data []byte
}

// keep stores a file under a new file_id. The caller holds mu.
func (s *Server) keep(kind, name string, data []byte) *storedFile {
	s.lastID++
	f := &storedFile{kind: kind, data: data}
	f.ID = fmt.Sprintf("%s-file-%d", kind, s.lastID)
	f.UniqueID = fmt.Sprintf("%s-%x", kind, sha256.Sum256(data))[:24] // the same for the same bytes
	f.Size = len(data)
	f.path = fmt.Sprintf("%ss/file_%d%s", kind, s.lastID, path.Ext(name))
	if kind == "document" {
		f.Name = name
		f.MIME, _, _ = mime.ParseMediaType(mime.TypeByExtension(path.Ext(name)))
	}
	s.files[f.ID] = f
	return f
}

// fileOf takes the file that a parameter names: an upload, or the file_id of a
// file of the same kind.
func (s *Server) fileOf(p params, kind string) (*storedFile, *apiError) {
	if u, ok := p.file(kind); ok {
		if len(u.data) == 0 {
			return nil, badRequest("file must be non-empty")
		}
		return s.keep(kind, u.name, u.data), nil
	}
	id := p.get(kind)
	if id == "" || strings.HasPrefix(id, "attach://") {
		return nil, badRequest("there is no " + kind + " in the request")
	}
	f := s.files[id]
	switch {
	case f == nil:
		return nil, badRequest("wrong remote file identifier specified: can't unserialize it")
	case f.kind != kind:
		return nil, badRequest("can't use file of type " + titled(f.kind) + " as " + titled(kind))
	}
	return f, nil
}

func titled(kind string) string { return strings.ToUpper(kind[:1]) + kind[1:] }

func (s *Server) sendDocument(p params) (any, *apiError) {
	f, refused := s.fileOf(p, "document")
	if refused != nil {
		return nil, refused
	}
	m := &message{Document: &f.fileRef}
	if refused := m.readCaption(p); refused != nil {
		return nil, refused
	}
	return s.send(m, p)
}

func (s *Server) sendPhoto(p params) (any, *apiError) {
	f, refused := s.fileOf(p, "photo")
	if refused != nil {
		return nil, refused
	}
	if refused := f.measure(); refused != nil {
		delete(s.files, f.ID)
		return nil, refused
	}
	m := &message{Photo: []fileRef{f.fileRef}}
	if refused := m.readCaption(p); refused != nil {
		return nil, refused
	}
	return s.send(m, p)
}

// measure reads the size of a picture and refuses what Telegram does not show.
func (f *storedFile) measure() *apiError {
	if len(f.data) > largestPhoto {
		return badRequest(fmt.Sprintf("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(f.data), largestPhoto))
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(f.data))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	long, short := max(size.Width, size.Height), min(size.Width, size.Height)
	if long+short > largestSides || short == 0 || long > steepestRatio*short {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	f.Width, f.Height = size.Width, size.Height
	return nil
}

func (s *Server) getFile(p params) (any, *apiError) {
	f := s.files[p.get("file_id")]
	switch {
	case p.get("file_id") == "":
		return nil, badRequest("file_id not specified")
	case f == nil:
		return nil, badRequest("invalid file_id")
	case int64(f.Size) > s.options.DownloadLimit:
		return nil, badRequest("file is too big")
	}
	return fileRef{ID: f.ID, UniqueID: f.UniqueID, Size: f.Size, Path: f.path}, nil
}

// serveFile gives out the bytes of a file under the path that getFile told.
func (s *Server) serveFile(w http.ResponseWriter, rest string) {
	token, wanted, _ := strings.Cut(rest, "/")
	if refused := s.checkToken(token); refused != nil {
		writeError(w, refused)
		return
	}
	s.mu.Lock()
	var data []byte
	for _, f := range s.files {
		if f.path == wanted && int64(f.Size) <= s.options.DownloadLimit {
			data = f.data
		}
	}
	s.mu.Unlock()
	if data == nil {
		writeError(w, notFound(""))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(data) // the client has gone; nothing to tell it
}

package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baocaobot/flows"
)

// Download fetches what a person sent, at most limit bytes: a larger file is
// TooLarge. The address of a file holds the token, so it never leaves this
// function; Telegram keeps it good for an hour, so it is asked for each time.
func (g *Gateway) Download(ctx context.Context, fileID string, limit int64) ([]byte, error) {
	answer, err := g.deliver(ctx, request{method: "getFile", params: tgbotapi.Params{"file_id": fileID}})
	if err != nil {
		return nil, err
	}
	var file struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(answer, &file); err != nil || file.Path == "" {
		return nil, notUnderstood("getFile")
	}
	if file.Size > limit {
		return nil, over(limit, 0)
	}
	return g.deliver(ctx, request{method: "file", path: file.Path, size: limit})
}

func over(limit int64, status int) error {
	return &Error{Method: "file", Status: status, Class: TooLarge, Description: fmt.Sprintf("a file over %d bytes", limit)}
}

func (k *keeper) download(ctx context.Context, api *url.URL, r request) ([]byte, error) {
	from := *api
	from.Path = strings.TrimSuffix(api.Path, "/") + "/file/bot" + standIn + "/" + r.path
	req := &http.Request{Method: http.MethodGet, URL: &from, Header: http.Header{}}
	resp, body, err := k.fetch(ctx, req, r.call())
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode == http.StatusNotFound:
		// A link past its hour, not a wrong token.
		return nil, &Error{Method: r.method, Status: resp.StatusCode, Class: OurBug, Description: "the file is not there"}
	case resp.StatusCode != http.StatusOK:
		return nil, k.refusedFile(r.method, resp, body)
	case int64(len(body)) > r.size:
		return nil, over(r.size, resp.StatusCode)
	}
	return body, nil
}

func (k *keeper) refusedFile(method string, resp *http.Response, body []byte) error {
	if err := k.verdict(method, resp, body); err != nil {
		return err
	}
	return k.foreign(method, resp, body)
}

// uploads remembers the file_id of what was uploaded: Telegram slows down a
// program that uploads the same bytes again and again, and then answers 429.
type uploads struct {
	mu  sync.Mutex
	ids map[[sha256.Size]byte]string
}

const keptUploads = 64 // then all are forgotten and uploaded once more

func newUploads() *uploads { return &uploads{ids: map[[sha256.Size]byte]string{}} }

func (u *uploads) id(f flows.File) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.ids[fileKey(f)] // nothing was kept of an empty one
}

func (u *uploads) keep(f flows.File, id string) {
	if id == "" {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(f.Data) == 0 { // it was sent by its id
		return
	}
	if len(u.ids) >= keptUploads {
		clear(u.ids)
	}
	u.ids[fileKey(f)] = id
}

// fileKey covers the name and the kind too: a file_id keeps what it was uploaded as.
func fileKey(f flows.File) [sha256.Size]byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %d %s", f.Kind(), len(f.Name), f.Name)
	sum.Write(f.Data)
	return [sha256.Size]byte(sum.Sum(nil))
}

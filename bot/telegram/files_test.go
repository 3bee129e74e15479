package telegram

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestSameFileIsUploadedOnce(t *testing.T) {
	sentFile := okay(`{"message_id":7,"document":{"file_id":"BQAC-1"}}`)
	s, server := play(t, map[string][]reply{"sendDocument": {
		sentFile, sentFile, // uploaded, then by its id
		refused(400, "Bad Request: invalid file_id", ""), okay(`{"message_id":8,"document":{"file_id":"BQAC-2"}}`),
		sentFile, // the new id
		sentFile, // another name: uploaded
	}})
	g, _ := gateway(t, server)
	other := flows.File{Name: "b.xlsx", Data: fileOf.Data}
	for _, f := range []*flows.File{&fileOf, &fileOf, &fileOf, &fileOf, &other} {
		if _, err := g.Send(t.Context(), 42, flows.Screen{Text: "x", File: f}); note(err) != nil {
			t.Error(err)
		}
	}
	var got []string
	for _, a := range s.asked() {
		got = append(got, a.File+a.Params["document"])
	}
	const upload = `Báo cáo "6 tháng".xlsx: workbook`
	if diff := cmp.Diff([]string{upload, "BQAC-1", "BQAC-1", upload, "BQAC-2", "b.xlsx: workbook"}, got); diff != "" {
		t.Error(diff)
	}
}

// A photo is not a document: uploaded as one it is uploaded again as the other. What was
// sent by its id teaches nothing, and is asked for by it again where it was refused.
func TestPhotosAndIdsHaveTheirOwnIds(t *testing.T) {
	photo := okay(`{"message_id":7,"photo":[{"file_id":"small"},{"file_id":"AgAC-1"}]}`)
	s, server := play(t, map[string][]reply{
		"sendPhoto":    {photo, photo, photo, refused(400, "Bad Request: wrong file_id", ""), refused(400, "Bad Request: wrong file_id", "")},
		"sendDocument": {okay(`{"message_id":7,"document":{"file_id":"BQAC-1"}}`)}})
	g, _ := gateway(t, server)
	picture := flows.File{Name: "a.png", Data: []byte("PNG"), Photo: true}
	document := flows.File{Name: "a.png", Data: []byte("PNG")}
	known := flows.File{ID: "AgAC-9", Photo: true}
	for i, f := range []*flows.File{&picture, &picture, &document, &known, &known} {
		if _, err := g.Send(t.Context(), 42, flows.Screen{Text: "x", File: f}); (note(err) != nil) != (i == 4) {
			t.Error(i, err)
		}
	}
	var got []string
	for _, a := range s.asked() {
		got = append(got, a.File+a.Params["photo"]+a.Params["document"])
	}
	if diff := cmp.Diff([]string{"a.png: PNG", "AgAC-1", "a.png: PNG", "AgAC-9", "AgAC-9", "AgAC-9"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestUploadsForgetBeforeTheyGrow(t *testing.T) {
	u := newUploads()
	for i := range 3 * keptUploads {
		u.keep(flows.File{Name: fmt.Sprint(i)}, "id")
	}
	if len(u.ids) > keptUploads {
		t.Errorf("%d kept, want at most %d", len(u.ids), keptUploads)
	}
}

func TestFileOver50MBIsNotSent(t *testing.T) {
	s, server := play(t, nil)
	g, _ := gateway(t, server)
	_, err := g.Send(t.Context(), 42, flows.Screen{File: &flows.File{Name: "a", Data: make([]byte, maxUpload+1)}})
	if !errors.Is(note(err), TooLarge) || len(s.asked()) != 0 {
		t.Errorf("%v after %d requests", err, len(s.asked()))
	}
}

func TestDownload(t *testing.T) {
	const path = "file/photos/1.jpg"
	found := okay(`{"file_id":"f","file_size":5,"file_path":"photos/1.jpg"}`)
	unsized := okay(`{"file_id":"f","file_path":"photos/1.jpg"}`)
	for _, test := range []struct {
		name    string
		replies map[string][]reply
		limit   int64
		want    string
		class   Class
	}{
		{"whole", map[string][]reply{"getFile": {found}, path: {{status: 200, body: "12345"}}}, 5, "12345", ""},
		{"empty", map[string][]reply{"getFile": {unsized}, path: {{status: 200}}}, 5, "", ""},
		{"after an outage", map[string][]reply{"getFile": {badPage, found}, path: {badPage, hangUp, {status: 200, body: "12345"}}}, 5, "12345", ""},
		{"said to be too large", map[string][]reply{"getFile": {found}}, 4, "", TooLarge},
		{"too large after all", map[string][]reply{"getFile": {unsized}, path: {{status: 200, body: "12345"}}}, 4, "", TooLarge},
		{"much too large", map[string][]reply{"getFile": {unsized}, path: {{status: 200, body: strings.Repeat("x", 3*leastAnswer)}}}, 4, "", TooLarge},
		{"over 20 MB", map[string][]reply{"getFile": {refused(400, "Bad Request: file is too big", "")}}, 5, "", TooLarge},
		{"unknown id", map[string][]reply{"getFile": {refused(400, "Bad Request: invalid file_id", "")}}, 5, "", OurBug},
		{"no path", map[string][]reply{"getFile": {okay(`{"file_id":"f"}`)}}, 5, "", OurBug},
		{"link too old", map[string][]reply{"getFile": {found}, path: {refused(404, "Not Found", "")}}, 5, "", OurBug},
		{"revoked meanwhile", map[string][]reply{"getFile": {found}, path: {refused(401, "Unauthorized", "")}}, 5, "", Unauthorized},
	} {
		_, server := play(t, test.replies)
		g, _ := gateway(t, server)
		data, err := g.Download(t.Context(), "f", test.limit)
		if string(data) != test.want || (note(err) == nil) != (test.class == "") || err != nil && !errors.Is(err, test.class) {
			t.Errorf("%s: %q, %v; want %q, %q", test.name, data, err, test.want, test.class)
		}
	}
}

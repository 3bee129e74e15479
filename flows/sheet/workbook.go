package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// workbook is an xlsx file while it is read. Its parts are found by the references
// between them, all of which stay inside the zip.
type workbook struct {
	parts   map[string]*zip.File // by their names in lower case
	left    int64                // bytes that may still be unpacked
	strings []string             // shared strings
	formats []format             // of cells, by style
	since   int                  // the year that days are counted from: 1900 or 1904
}

func readWorkbook(data []byte) ([]Row, error) {
	w := &workbook{left: maxUnpack, since: 1900}
	if err := w.open(data); err != nil {
		return nil, err
	}
	main, err := w.related("", "officeDocument")
	if err != nil {
		return nil, err
	}
	if main == "" {
		return nil, errNotExcel
	}
	sheet, err := w.firstSheet(main)
	if err != nil {
		return nil, err
	}
	if err := w.beside(main, "sharedStrings", w.readStrings); err != nil {
		return nil, err
	}
	if err := w.beside(main, "styles", w.readStyles); err != nil {
		return nil, err
	}
	var found rows
	if err := w.read(sheet, func(t *tokens) error { return w.readRows(t, &found) }); err != nil {
		return nil, err
	}
	return found.all()
}

// open looks at the zip's directory only. Its entries are counted before it is taken up.
func (w *workbook) open(data []byte) error {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return errManyParts
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errBroken
	}
	w.parts = map[string]*zip.File{}
	for _, f := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(f.Name, "/"))
		switch {
		case strings.Contains(name, "vbaproject"), strings.Contains(name, "macrosheets/"):
			return errMacros
		case f.Flags&1 != 0:
			return errPassword
		case w.parts[name] != nil: // two programs would read two different files
			return errBroken
		}
		w.parts[name] = f
	}
	return nil
}

// read reads one part from its beginning to its end, so that its checksum is checked.
func (w *workbook) read(name string, all func(*tokens) error) error {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return errBroken
	}
	from, err := f.Open()
	if err != nil {
		return errBroken
	}
	defer from.Close()
	return all(newTokens(from, &w.left))
}

// beside reads the part of a kind that a part refers to, if it does.
func (w *workbook) beside(name, kind string, all func(*tokens) error) error {
	found, err := w.related(name, kind)
	if err != nil || found == "" {
		return err
	}
	return w.read(found, all)
}

// related finds the part of a kind that another part refers to, the whole file for no
// name; empty where there is none.
func (w *workbook) related(name, kind string) (found string, err error) {
	targets, err := w.references(name)
	for _, r := range targets {
		if path.Base(r.kind) == kind {
			return r.target, err
		}
	}
	return "", err
}

type reference struct{ id, kind, target string }

// references lists what a part refers to; nothing where it refers to nothing.
func (w *workbook) references(name string) (list []reference, err error) {
	folder := path.Dir(name)
	table := path.Join(folder, "_rels", path.Base(name)+".rels")
	if name == "" {
		folder, table = "", "_rels/.rels"
	}
	if w.parts[strings.ToLower(table)] == nil {
		return nil, nil
	}
	err = w.read(table, func(t *tokens) error {
		for {
			token, err := t.next()
			if err != nil {
				return ended(err)
			}
			e, ok := token.(xml.StartElement)
			if !ok || e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
				continue
			}
			if len(list) == maxParts {
				return errManyParts
			}
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(folder, target)
			}
			list = append(list, reference{attribute(e, "Id"), attribute(e, "Type"), strings.TrimPrefix(target, "/")})
		}
	})
	return list, err
}

// ended takes the end of a part for what it is.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// firstSheet finds the part of the first sheet that is not hidden.
func (w *workbook) firstSheet(main string) (string, error) {
	id, err := w.firstVisible(main)
	if err != nil {
		return "", err
	}
	targets, err := w.references(main)
	if err != nil {
		return "", err
	}
	for _, r := range targets {
		if r.id == id && path.Base(r.kind) == "worksheet" {
			return r.target, nil
		}
	}
	return "", errBroken
}

func (w *workbook) firstVisible(main string) (id string, err error) {
	sheets := 0
	err = w.read(main, func(t *tokens) error {
		for {
			token, err := t.next()
			if err != nil {
				return ended(err)
			}
			e, ok := token.(xml.StartElement)
			switch {
			case !ok:
			case e.Name.Local == "workbookPr" && truth(attribute(e, "date1904")):
				w.since = 1904
			case e.Name.Local == "sheet":
				if sheets++; sheets > maxSheets {
					return errSheets
				}
				if state := attribute(e, "state"); id == "" && (state == "" || state == "visible") {
					id = attribute(e, "id")
				}
			}
		}
	})
	if err == nil && id == "" {
		err = errNoSheet
	}
	return id, err
}

func truth(s string) bool { return s == "1" || s == "true" }

package opening

import (
	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// File is a file that was sent, as it was read for a draft.
type File struct {
	Ask     Ask              // what the draft asked for then
	Outline *outline.Outline // at ForOutline
	Text    []byte           // of the outline
	Targets []flows.Target   // at ForTargets
	Wrong   string           // why it is not taken, as HTML; then it holds nothing else
}

// ReadFile reads a file as what the draft asks for. It takes the longer the larger the
// file is, and the file may be anything: it is read before the turn is taken.
func ReadFile(f Form, d Draft, name string, data []byte) File {
	read := File{Ask: d.Ask}
	switch d.Ask {
	case ForTargets:
		read.Targets, read.Wrong = f.readTargets(d, name, data)
	case ForOutline:
		o, mistakes := outline.Read(name, data)
		if len(mistakes) > 0 {
			read.Wrong = saidBadOutline(mistakes)
			break
		}
		read.Outline, read.Text = o, data
	}
	return read
}

// Unreadable is a file that could not be read for the draft at all.
func Unreadable(d Draft, why error) File { return File{Ask: d.Ask, Wrong: saidBadFile(why)} }

// file takes an outline or, at the targets, the targets.
func (s *step) file(f File) {
	switch {
	case f.Ask != s.draft.Ask || f.Ask != ForTargets && f.Ask != ForOutline:
		s.draft.Note = saidNoFile()
	case f.Wrong != "":
		s.draft.Note = f.Wrong
	case f.Ask == ForOutline:
		s.form.Own = f.Outline
		s.takeOutline("", f.Text)
	default:
		s.draft.Targets = f.Targets
		s.answered()
	}
}

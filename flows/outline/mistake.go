package outline

import (
	"fmt"
	"strings"
)

// Mistake is one thing wrong in an outline file. Text says in Vietnamese what is
// wrong and what to do. Line and Column count from 1.
type Mistake struct {
	File         string
	Line, Column int
	Text         string
}

// String gives "first-half-2024.yaml:12:5: …".
func (m Mistake) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", m.File, m.Line, m.Column, m.Text)
}

// Mistakes is everything wrong in one file, in the order of the file. It is an
// error when it is not empty; an empty one must not be returned as an error.
type Mistakes []Mistake

// Error gives one mistake a line.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

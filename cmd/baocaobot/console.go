package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// console is where a command reads its context and prints.
type console struct {
	ctx context.Context
	out io.Writer // results
	err io.Writer // progress and logs
}

func (c console) printf(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

func (c console) json(v any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// tell prints a result as JSON, or as the sentence that says it.
func (c console) tell(asJSON bool, result any, format string, args ...any) error {
	if asJSON {
		return c.json(result)
	}
	c.printf(format, args...)
	return nil
}

// table prints n rows of tab-separated columns under a header.
func (c console) table(header string, n int, row func(int) string) error {
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, header)
	for i := range n {
		fmt.Fprintln(w, row(i))
	}
	return w.Flush()
}

// printer remembers when a result could not be printed, such as an invite that
// nobody will ever see.
type printer struct {
	to  io.Writer
	err error
}

func (p *printer) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	p.err = cmp.Or(p.err, err)
	return n, err
}

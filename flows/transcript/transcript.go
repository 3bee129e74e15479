// Package transcript is for tests alone: conversations as text files that a person can
// read, compared whole.
package transcript

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// Update tells that transcripts and other goldens are to be rewritten instead of compared.
var Update = flag.Bool("update", false, "rewrite the transcripts and goldens with what is said now")

// Compare plays every transcript of testdata, each as a test of its own, and compares
// what play makes of its lines with the whole file.
func Compare(t *testing.T, play func(t *testing.T, script string) string) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(data))
			if *Update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the conversation changed (rewrite with -update and read it):\n%s", diff)
			}
		})
	}
}

var tag = regexp.MustCompile(`</?[a-z]+>`)

// Text is the text of a screen without its tags; what is escaped stays so, as a test of
// escaping sees it.
func Text(s flows.Screen) string { return tag.ReplaceAllString(s.Text, "") }

// Plain is a screen as transcripts print it: set in, with the rows of its buttons below.
func Plain(s flows.Screen) string {
	text := Text(s)
	for _, row := range s.Buttons {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[ " + b.Label + " ]"
		}
		if len(row) > 0 {
			text += "\n" + strings.Join(labels, " ")
		}
	}
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}

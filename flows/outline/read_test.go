package outline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows/outline"
)

// TestMistakes: each testdata/mistakes/x.yaml has all its mistakes in x.txt.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files of mistakes, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			o, mistakes := outline.Read(name, []byte(readFile(t, "mistakes/"+name)))
			if o != nil || len(mistakes) == 0 {
				t.Fatal("read without a mistake")
			}
			golden(t, "mistakes/"+strings.TrimSuffix(name, ".yaml")+".txt", mistakes.Error()+"\n")
		})
	}
}

const small = `
id: 2024-1
title: 1.10
sections:
  - id: 1.10
    heading: 1.10. Giám sát
    cards:
      - id: 1.20
        line: 0123
        items:
          - id: 1.30
            section: 1e3
            cite: 0123
            kind: text
            label: yes
`

// TestCodesStayAsWritten: YAML would read 1.10 as the number 1.1.
func TestCodesStayAsWritten(t *testing.T) {
	o, mistakes := outline.Read("small.yaml", []byte(small))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	section := &outline.Section{ID: "1.10", Heading: "1.10. Giám sát"}
	card := &outline.Card{ID: "1.20", Line: "0123", Section: section}
	card.Items = []*outline.Item{{ID: "1.30", Section: "1e3", Cite: "0123", Kind: outline.Text, Label: "yes", Card: card}}
	section.Cards = []*outline.Card{card}
	want := &outline.Outline{ID: "2024-1", Title: "1.10", Sections: []*outline.Section{section}}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Error(diff)
	}
}

// TestHostileFiles: sentences and no panic, whatever the size and the depth.
func TestHostileFiles(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, (1<<20-len(small)-1000)/len(s)) }
	bomb := "a: &a [x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+", ", 8) + "x]\n"
	}
	item := "          - {id: a%, cite: '0123', kind: count, unit: x, label: b, at_most: nowhere_to_be}\n"
	files := map[string]string{
		"too big":         small + strings.Repeat("#", 1<<20),
		"alias bomb":      bomb,
		"flow depth":      many("["),
		"block depth":     many("- "),
		"mapping depth":   many("{a: "),
		"empty items":     strings.TrimSuffix(small, "\n") + "\n" + many("          - {}\n"),
		"unknown rules":   small + many(item),
		"unknown levels":  small + "            levels: [" + many("x, ") + "x]\n",
		"unknown others":  small + "            positive_if: [" + many("1.31, ") + "x]\n",
		"many checks":     small + "            checks:\n" + many("              - {rule: a, say: b}\n"),
		"many positive":   strings.Replace(small, "kind: text", "kind: count\n            unit: x", 1) + "          - {id: b, cite: '0123', kind: count, unit: x, label: b, positive_if: [" + many("1.30, ") + "1.30]}\n",
		"deep rule":       small + "            checks: [{rule: '" + many("(") + "', say: b}]\n",
		"unknown keys":    many("kyc: 1\n"),
		"many sections":   "id: a\ntitle: b\nsections:\n" + many("- {}\n"),
		"many documents":  many("---\n"),
		"unended quote":   "id: '" + many("x\n"),
		"merge keys":      "a: &a {id: b}\n<<: *a\n<<: [*a, *a]\n",
		"key is a list":   "? [a, b]\n: c\n",
		"alias of itself": "id: &a [*a]\ntitle: *b\n",
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			o, mistakes := outline.Read("hostile.yaml", []byte(data))
			if o != nil || len(mistakes) == 0 || len(mistakes) > 501 {
				t.Fatalf("%v with %d mistakes", o, len(mistakes))
			}
		})
	}
}

// FuzzRead: any bytes give an outline that can be shown or mistakes with a place.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, mistakes := outline.Read("fuzz.yaml", data)
		if (o == nil) != (len(mistakes) > 0) {
			t.Fatalf("%v with %d mistakes", o, len(mistakes))
		}
		for _, m := range mistakes {
			if m.Line < 1 || m.Column < 1 || m.Text == "" {
				t.Errorf("a mistake without a place: %+v", m)
			}
		}
		if o == nil {
			return
		}
		if _, err := o.JSON(); err != nil || o.Text() == "" || len(o.Questions("")) == 0 {
			t.Errorf("an outline that cannot be shown: %v", err)
		}
	})
}

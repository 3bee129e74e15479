package outline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows/outline"
)

// TestQuestions keeps what each kind of unit is asked, one question a line.
func TestQuestions(t *testing.T) {
	units := []struct{ file, kind string }{{"huyen", "huyện"}, {"xa", "xã"}, {"all", ""}}
	for _, o := range outline.Shipped() {
		for _, u := range units {
			var b strings.Builder
			for _, q := range o.Questions(u.kind) {
				fmt.Fprintf(&b, "%s\t%s\t%s\n", q.ID, q.Kind, q.Label)
			}
			golden(t, fmt.Sprintf("%s.questions-%s.txt", o.ID, u.file), b.String())
		}
	}
}

func TestKindsOfOneLevelAreAskedTheSame(t *testing.T) {
	o, _ := outline.Find("first-half-2024")
	for _, level := range o.Levels {
		want := fmt.Sprint(o.Questions(level.Kinds[0]))
		for _, kind := range level.Kinds[1:] {
			if fmt.Sprint(o.Questions(kind)) != want {
				t.Errorf("%s is not asked what %s is asked", kind, level.Kinds[0])
			}
		}
	}
}

func TestText(t *testing.T) {
	for _, o := range outline.Shipped() {
		golden(t, string(o.ID)+".show.txt", o.Text())
	}
}

const smallJSON = `{
  "id": "2024-1",
  "title": "<1.10> & 2",
  "items": [
    {
      "id": "1.30",
      "section": "1e3",
      "cite": "0123",
      "kind": "text",
      "unit": "",
      "levels": [],
      "label": "yes"
    }
  ]
}
`

func TestJSONOfASmallOutline(t *testing.T) {
	o, mistakes := outline.Read("small.yaml", []byte(strings.Replace(small, "title: 1.10", "title: <1.10> & 2", 1)))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	data, err := o.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(smallJSON, string(data)); diff != "" {
		t.Error(diff)
	}
}

func TestJSON(t *testing.T) {
	for _, o := range outline.Shipped() {
		data, err := o.JSON()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, string(o.ID)+".show.json", string(data))
	}
}

const oneChoice = `
id: thu
title: Thử
sections:
  - id: I
    heading: I. NHÀ VĂN HÓA
    cards:
      - id: I.1
        line: Tình trạng nhà văn hóa.
        items:
          - id: nha
            cite: Tình trạng nhà văn hóa
            kind: choice
            stock: true
            label: Tình trạng
            options:
              - Kiên cố
              - "Bán  kiên cố"
`

func TestTextOfAChoice(t *testing.T) {
	o, mistakes := outline.Read("thu.yaml", []byte(oneChoice))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	want := "      nha · lựa chọn · chọn một: Kiên cố; Bán kiên cố · hiện trạng, được giữ như kỳ trước\n"
	if !strings.HasSuffix(o.Text(), want) {
		t.Errorf("%q does not end in %q", o.Text(), want)
	}
	data, err := o.JSON()
	if err != nil || !strings.Contains(string(data), "\"options\": [\n        \"Kiên cố\",\n        \"Bán kiên cố\"\n      ]") {
		t.Errorf("no options in %s, %v", data, err)
	}
}

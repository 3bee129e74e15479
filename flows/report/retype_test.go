package report

import (
	"bytes"
	"testing"
)

// What is looked for could lie across two pieces, so a part must come whole.
func TestAPartInPiecesIsRefused(t *testing.T) {
	var packed bytes.Buffer
	w, err := retyped(&packed).Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`<c r="A1" t="str`)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`"><f>SUM(A2)</f><v>1</v></c>`)); err == nil {
		t.Error("a part in pieces was taken")
	}
}

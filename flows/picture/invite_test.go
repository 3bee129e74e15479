package picture

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
)

func TestAnInviteIsAPictureThatPhonesScan(t *testing.T) {
	data, err := QR("https://t.me/bao_cao_bot?start=" + strings.Repeat("A", 26))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	side := img.Bounds().Dx()
	if side < 300 || side > 600 || side != img.Bounds().Dy() {
		t.Errorf("%v", img.Bounds())
	}
	for i := range side { // the quiet zone, four squares wide
		if r, _, _, _ := img.At(i, 4*inviteScale-1).RGBA(); r != 0xffff {
			t.Fatalf("the margin is dark at %d", i)
		}
	}
	if r, _, _, _ := img.At(4*inviteScale, 4*inviteScale).RGBA(); r != 0 {
		t.Error("the corner is light")
	}
	if _, err := QR(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text too long for a code is drawn")
	}
}

package picture

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// office gives each unit its own zeal: some have sent, some are at work, some have
// not begun, the same way each time.
func office(t testing.TB, units []flows.Unit, now time.Time) report.Input {
	t.Helper()
	o, found := outline.Find("first-half-2024")
	if !found {
		t.Fatal("the outline first-half-2024 is not shipped")
	}
	in := report.Input{Round: round(), Outline: o, Units: units, Reports: map[flows.UnitID]flows.Report{}, Now: now}
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, u := range units {
		zeal := rnd.Float64() * 1.3
		r := flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}
		questions := o.Questions(u.Kind)
		for i, q := range questions {
			if zeal >= 1 || zeal > 0.15 && rnd.Float64() < 1.6*zeal-float64(i)/float64(len(questions)) {
				r.Answers[q.ID] = flows.Answer{Question: q.ID, Value: flows.Value{State: flows.Given}, At: noon}
			}
		}
		if zeal >= 0.95 {
			r.SentAt = now.Add(-time.Duration(rnd.IntN(30)) * time.Hour)
		}
		in.Reports[u.ID] = r
	}
	return in
}

// under gives communes under so many districts, or under the province for 0.
func under(n, districts int) ([]flows.Unit, map[flows.UnitID]flows.Unit) {
	parents := map[flows.UnitID]flows.Unit{"tinh": {ID: "tinh", Name: "tỉnh Thừa Thiên Huế", Kind: "tỉnh"}}
	names := []string{"Hương Vinh", "Quảng Phước", "Phong Hiền", "A Ngo", "Thủy Biều", "Lộc Tiến", "Vinh Hưng", "Thượng Nhật", "Hồng Kim", "Điền Hương"}
	units := communes(n)
	for i := range units {
		kind := []string{"xã", "phường", "thị trấn"}[i%7%3]
		units[i].Kind, units[i].Name, units[i].Parent = kind, kind+" "+names[i%10], "tinh"
		if i >= 10 {
			units[i].Name += fmt.Sprint(" ", i/10)
		}
		if districts > 0 {
			d := hueNine[i*districts/n%9]
			d.ID = flows.UnitID(fmt.Sprint(d.ID, "-", i*districts/n))
			units[i].Parent, parents[d.ID] = d.ID, d
		}
	}
	return units, parents
}

// pictureInputs are the rounds whose pictures are kept.
func pictureInputs(t testing.TB) map[string]report.Input {
	t.Helper()
	after := noon.Add(50 * time.Hour)
	all := map[string]report.Input{
		"9 units":          office(t, hueNine, noon),
		"9 units after it": office(t, hueNine, after),
		"1 unit":           office(t, hueNine[8:], noon),
		"no unit":          office(t, nil, noon),
	}
	for name, shape := range map[string][2]int{"40 of one": {40, 0}, "124 of one": {124, 0}, "44 of two": {44, 2}} {
		units, parents := under(shape[0], shape[1])
		in := office(t, units, after)
		in.Parents = parents
		all[name] = in
	}
	stages := office(t, hueNine, after)
	for i, change := range []func(*flows.Report){
		func(r *flows.Report) { r.SentAt, r.Approved.At = noon, noon },
		func(r *flows.Report) { r.SentAt, r.Approved.At = noon, noon },
		func(r *flows.Report) { r.SentAt, r.FirstSent, r.Revision.At = time.Time{}, noon, after },
		func(r *flows.Report) { r.SentAt, r.Excused.At = time.Time{}, after },
	} {
		r := stages.Reports[hueNine[i].ID]
		change(&r)
		stages.Reports[hueNine[i].ID] = r
	}
	all["stages"] = stages
	long := office(t, longNames(), noon)
	long.Round.Name = "Tổng kết nhiệm kỳ 2019 - 2024, phương hướng, nhiệm vụ nhiệm kỳ 2024 - 2029 của Ủy ban Mặt trận các cấp trong tỉnh"
	narrow := office(t, hueNine, noon)
	narrow.Outline = sections(12)
	all["long names"], all["12 sections"] = long, narrow
	return all
}

func drawn(t testing.TB, in report.Input) []Picture {
	t.Helper()
	pictures, err := Draw(in, report.Progress(in))
	if err != nil {
		t.Fatal(err)
	}
	return pictures
}

// pixels decodes a picture, so that how it is packed does not matter.
func pixels(t testing.TB, p Picture) (image.Point, string) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	plain := image.NewRGBA(img.Bounds())
	draw.Draw(plain, plain.Rect, img, image.Point{}, draw.Src)
	return plain.Rect.Size(), fmt.Sprintf("%.12x", sha256.Sum256(plain.Pix))
}

var (
	updatePictures = flag.Bool("update", false, "rewrite testdata/pictures.txt")
	lookAt         = flag.String("pictures", "", "a folder to write the pictures to, to look at them")
)

func TestPicturesStay(t *testing.T) {
	const golden = "testdata/pictures.txt"
	var b strings.Builder
	inputs := pictureInputs(t)
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		fmt.Fprintf(&b, "== %s\n", name)
		for i, p := range drawn(t, inputs[name]) {
			size, hash := pixels(t, p)
			fmt.Fprintf(&b, "%s %d×%d %s\n%s\n", p.Name, size.X, size.Y, hash, p.Caption)
			keepToLook(t, fmt.Sprintf("%s-%d.png", strings.ReplaceAll(name, " ", "-"), i+1), p.PNG)
		}
	}
	if *updatePictures {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("pictures changed; look at them (-pictures), then -update (-want +got):\n%s", diff)
	}
}

func keepToLook(t *testing.T, name string, data []byte) {
	t.Helper()
	if *lookAt == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*lookAt, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPicturesAreTheSameTwice(t *testing.T) {
	in := office(t, hueNine, noon)
	if !bytes.Equal(drawn(t, in)[0].PNG, drawn(t, in)[0].PNG) {
		t.Error("the same input gave other bytes")
	}
}

func TestEachChangeIsSeen(t *testing.T) {
	_, before := pixels(t, drawn(t, office(t, hueNine, noon))[0])
	changes := map[string]func(in *report.Input){
		"an answer less": func(in *report.Input) {
			clear(in.Reports["a-luoi"].Answers)
		},
		"a sending": func(in *report.Input) {
			r := in.Reports["a-luoi"]
			r.SentAt = noon
			in.Reports["a-luoi"] = r
		},
		"the deadline passed": func(in *report.Input) { in.Round.Deadline = noon },
		"another name":        func(in *report.Input) { in.Units[8].Name = "xã A Lưới 1" },
		"another round":       func(in *report.Input) { in.Round.Name = "6 tháng cuối năm 2024" },
		"a minute later":      func(in *report.Input) { in.Now = noon.Add(time.Minute) },
		"a unit less":         func(in *report.Input) { in.Units = in.Units[:8] },
	}
	for name, change := range changes {
		in := office(t, slices.Clone(hueNine), noon)
		change(&in)
		if _, after := pixels(t, drawn(t, in)[0]); after == before {
			t.Errorf("%s: the picture is the same", name)
		}
	}
}

func TestDecomposedLettersAreDrawnWhole(t *testing.T) {
	in := office(t, hueNine, noon)
	_, want := pixels(t, drawn(t, in)[0])
	in.Units = slices.Clone(in.Units)
	for i := range in.Units {
		in.Units[i].Name = norm.NFD.String(in.Units[i].Name)
	}
	in.Round.Name = norm.NFD.String(in.Round.Name)
	if _, got := pixels(t, drawn(t, in)[0]); got != want {
		t.Error("NFD and NFC give other pictures")
	}
}

func BenchmarkPictureOf40(b *testing.B) {
	units, parents := under(40, 0)
	in := office(b, units, noon)
	in.Parents = parents
	progress := report.Progress(in)
	for b.Loop() {
		if _, err := Draw(in, progress); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlainPicture packs an empty picture of the same size: the least a
// PNG of it can cost.
func BenchmarkPlainPicture(b *testing.B) {
	units, _ := under(40, 0)
	size, _ := pixels(b, drawn(b, office(b, units, noon))[0])
	for b.Loop() {
		img := image.NewRGBA(image.Rectangle{Max: size})
		for i := range img.Pix {
			img.Pix[i] = 0xFF
		}
		if err := png.Encode(io.Discard, img); err != nil {
			b.Fatal(err)
		}
	}
}

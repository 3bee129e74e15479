package bot

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"

	"github.com/xuri/excelize/v2"
)

// nine opens a round of the nine units of 2024 and lets a cadre of each join.
func (w *world) nine() map[flows.UnitID]phone {
	w.t.Helper()
	source, _ := unitlist.Shipped("thua-thien-hue-2024")
	list, err := unitlist.Read(source)
	if err != nil {
		w.t.Fatal(err)
	}
	asked := list.Asked(today)
	w.update(func(tx *storage.Tx) error {
		if err := tx.PutUnits(list.Units); err != nil {
			return err
		}
		return tx.OpenRound(flows.Round{ID: "nine", Name: "Sáu tháng", Outline: "first-half-2024", From: today.AddDate(0, -5, 0), To: today.AddDate(0, 1, 0),
			Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone), Opened: today.Add(time.Second)}, outline.Source("first-half-2024"), asked)
	})
	cadres := map[flows.UnitID]phone{}
	for i, u := range asked {
		cadres[u] = w.joined(int64(i+1), flows.Cadre, u)
	}
	return cadres
}

// A day of the office: of nine units two get figures back, one is corrected by the
// office, one is excused, and one sends late. What the workbook adds up is what the
// answers say, and what LibreOffice makes of its formulas.
func TestADayOfTheOffice(t *testing.T) {
	w := newWorld(t).run()
	cadres := w.nine()
	office := w.officer(20, flows.Office)
	for i, u := range []flows.UnitID{"hue", "huong-thuy", "huong-tra", "phong-dien", "quang-dien", "phu-vang", "phu-loc"} {
		cadres[u].says(fmt.Sprintf("%d %d %d %d", 10+i, 40+i, 400+i, 1000+i), "▶ Nội dung")
		cadres[u].sends()
	}
	cadres["a-luoi"].says("7", "▶ Số hội nghị")
	office.says("/tiendo", "Cần gửi 9")
	office.says("miễn nam đông", "gõ lý do miễn báo cáo")
	office.says("Đơn vị đang sắp xếp lại", "đồng ý")
	office.says("đồng ý", "Đã miễn báo cáo đợt này")
	cadres["nam-dong"].shows("Văn phòng miễn báo cáo")

	w.returns(office, "thành phố huế", "1, 3", 2)
	w.returns(office, "phong điền", "2", 1)
	cadres["hue"].shows("Lý do: Chưa khớp biên bản")
	cadres["hue"].presses("▶ Chỉnh lý", "Chưa khớp biên bản")
	cadres["hue"].says("21", "▶ Số lượt người")
	cadres["hue"].says("411", "Đã chỉnh lý đủ")
	cadres["hue"].sends()

	office.says("sửa hộ quảng điền", "Gõ số thứ tự của mục cần sửa hộ")
	office.says("4", "Đồng chí gõ giá trị đúng")
	office.says("2000", "1.004 lượt người → 2.000 lượt người")
	office.says("Theo sổ của tỉnh", "Lý do: Theo sổ của tỉnh")
	office.says("đồng ý", "Đã sửa hộ huyện Quảng Điền")
	cadres["quang-dien"].shows("1.004 lượt người → 2.000 lượt người")

	w.at(time.Date(2024, 5, 30, 9, 0, 0, 0, flows.Zone))
	cadres["a-luoi"].sends()
	cadres["phong-dien"].presses("▶ Chỉnh lý", "Chưa khớp biên bản")
	cadres["phong-dien"].says("giữ nguyên", "Đã chỉnh lý đủ")
	cadres["phong-dien"].sends()
	office.says("/tiendo", "Cần gửi 8 · đã gửi 8 (đúng hạn 7, trễ hạn 1)")
	office.says("ảnh tiến độ", "")
	office.waits("the picture", func(chat []emulator.Message) bool {
		return slices.ContainsFunc(chat, func(m emulator.Message) bool {
			if m.File == nil || m.File.Kind != "photo" {
				return false
			}
			_, err := png.Decode(bytes.NewReader(m.File.Data))
			return err == nil
		})
	})
	book := w.workbook(office, "Sáu tháng", "8/8 đơn vị")
	four := w.totals("quan_triet.hoi_nghi@huyen", "quan_triet.hoi_nghi@xa", "quan_triet.luot_nguoi@huyen", "quan_triet.luot_nguoi@xa")
	if model := []int64{21 + 11 + 12 + 13 + 14 + 15 + 16 + 7, 40 + 41 + 42 + 43 + 44 + 45 + 46,
		411 + 401 + 402 + 403 + 404 + 405 + 406, 1000 + 1001 + 1002 + 1003 + 2000 + 1005 + 1006}; !slices.Equal(model, four) {
		t.Errorf("the answers add up to %v, the day's figures to %v", four, model)
	}
	again := recalculated(t, book.data)
	sameFormulas(t, book.data, again)
	o, _ := outline.Find("first-half-2024")
	for i, q := range report.Numbered(o) {
		if q.Kind != outline.Count && q.Kind != outline.Money {
			continue
		}
		want := float64(w.totals(q.ID)[0])
		if q.Kind == outline.Money {
			want /= 1e6
		}
		if got := totalOf(t, again, i+1); got != want {
			t.Errorf("%s: LibreOffice totals %v, the answers are %v", q.ID, got, want)
		}
	}
}

// totals adds up what the units that report have answered last, past the bot's own code.
func (w *world) totals(questions ...flows.QuestionID) (list []int64) {
	w.t.Helper()
	for _, q := range questions {
		list = append(list, w.number(`select coalesce(sum(number), 0) from answer where question = '`+string(q)+`' and unit <> 'nam-dong'
			and id in (select max(id) from answer where round = 'nine' group by unit, question)`))
	}
	return list
}

// returns has the office want figures of a unit corrected.
func (w *world) returns(office officer, unit, items string, n int) {
	w.t.Helper()
	office.says("chỉnh lý "+unit, "chỉnh lý mục nào?")
	office.says(items, fmt.Sprintf("Đã chọn %d mục", n))
	office.says("tiếp", "gõ lý do")
	office.says("Chưa khớp biên bản", "Lý do: Chưa khớp biên bản")
	office.says("đồng ý", fmt.Sprintf("chỉnh lý %d mục", n))
}

// workbook asks for one and gives the newest that says all of this; those of the deadline
// come at any time.
func (w *world) workbook(office officer, says ...string) (got book) {
	w.t.Helper()
	after := office.Say("/tonghop")
	office.waits("the workbook", func(chat []emulator.Message) bool {
		for _, m := range chat {
			if m.ID > after && m.File != nil && !slices.ContainsFunc(says, func(s string) bool { return !strings.Contains(m.Text, s) }) {
				got = book{m.Text, m.File.Data}
			}
		}
		return got.data != nil
	})
	return got
}

var storedValue = regexp.MustCompile(`</f><v>[^<]*</v>`)

// recalculated is a workbook as LibreOffice calculates it from a copy without stored values.
func recalculated(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not on the PATH: the totals are not calculated a second time")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(file, withoutValues(t, data), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), file)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("convert with LibreOffice: %v\n%s", err, out)
	}
	again, err := excelize.OpenFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return again
}

var raw = excelize.Options{RawCellValue: true}

// sameFormulas compares the stored value of every formula with a second calculation.
func sameFormulas(t *testing.T, data []byte, again *excelize.File) {
	t.Helper()
	stored, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer stored.Close()
	compared := 0
	for _, sheet := range stored.GetSheetList() {
		size, _ := stored.GetSheetDimension(sheet)
		_, last, _ := strings.Cut(size, ":")
		columns, rows, err := excelize.CellNameToCoordinates(last)
		if err != nil {
			continue // a sheet of one cell
		}
		for row := 1; row <= rows; row++ {
			for col := 1; col <= columns; col++ {
				cell, _ := excelize.CoordinatesToCellName(col, row)
				if formula, _ := stored.GetCellFormula(sheet, cell); formula == "" {
					continue
				}
				compared++
				was, _ := stored.GetCellValue(sheet, cell, raw)
				if is, _ := again.GetCellValue(sheet, cell, raw); !sameValue(was, is) {
					t.Errorf("%s!%s: stored %q, LibreOffice has %q", sheet, cell, was, is)
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d formulas were compared", compared)
	}
}

func sameValue(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return a == b || errX == nil && errY == nil && math.Abs(x-y) < 1e-7
}

// totalOf finds the total of a question by its number in the table.
func totalOf(t *testing.T, f *excelize.File, number int) float64 {
	t.Helper()
	rows, err := f.GetRows("Tổng hợp", raw)
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for _, row := range rows {
		if column < 0 {
			column = slices.Index(row, "Toàn tỉnh")
			continue
		}
		if len(row) > column+1 && row[0] == strconv.Itoa(number) && row[column+1] != "" { // headings have no coverage
			total, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatalf("total of question %d: %v", number, err)
			}
			return total
		}
	}
	t.Fatalf("question %d has no row", number)
	return 0
}

func withoutValues(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var bare bytes.Buffer
	out := zip.NewWriter(&bare)
	for _, part := range in.File {
		from, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(storedValue.ReplaceAll(text, []byte("</f>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return bare.Bytes()
}

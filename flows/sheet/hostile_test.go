package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"baocaobot/flows/sheet"
)

// Hostile files are made here; none is kept. Each is read by a process of its own, which
// tells how much memory it has had of the operating system at most.

const asReader = "SHEET_TEST_AS_READER"

func TestMain(m *testing.M) {
	if os.Getenv(asReader) != "" {
		data, err := io.ReadAll(io.LimitReader(os.Stdin, sheet.MaxFile+1))
		if err == nil {
			_, err = sheet.Read(data)
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		fmt.Printf("%d %v", memory.Sys>>20, err)
		return
	}
	os.Exit(m.Run())
}

const (
	head  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// plainBook holds the parts of a workbook with one sheet: A1 "a", B1 1.
func plainBook() map[string]string {
	return map[string]string{
		"_rels/.rels":                head + `<Relationships><Relationship Id="rId1" Type="` + types + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            head + `<workbook xmlns:r="` + types + `"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships><Relationship Id="rId1" Type="` + types + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + types + `sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + types + `styles" Target="/xl/styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       head + `<sst><si><t>a</t></si></sst>`,
		"xl/styles.xml":              head + `<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml":   head + `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>1</v></c></row></sheetData></worksheet>`,
	}
}

// pack makes a zip of parts.
func pack(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, parts[name])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// with is the plain workbook with other parts.
func with(changes ...string) []byte {
	book := plainBook()
	for i := 0; i < len(changes); i += 2 {
		book[changes[i]] = changes[i+1]
	}
	return pack(book)
}

const (
	sheet1 = "xl/worksheets/sheet1.xml"
	shared = "xl/sharedStrings.xml"
)

func rowsOf(inside string) string {
	return head + `<worksheet><sheetData>` + inside + `</sheetData></worksheet>`
}

// unpacked makes a part of so many MB out of a few bytes.
func unpacked(part, start, again string, megabytes int) []byte {
	parts := plainBook()
	delete(parts, part)
	var b bytes.Buffer
	b.Write(pack(parts))
	r, _ := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		_ = z.Copy(f)
	}
	w, _ := z.Create(part)
	_, _ = io.WriteString(w, start)
	chunk := []byte(strings.Repeat(again, max(1, 1<<20/len(again))))
	for range megabytes {
		_, _ = w.Write(chunk)
	}
	_ = z.Close()
	return out.Bytes()
}

func entries(n int) []byte {
	book := plainBook()
	for i := range n {
		book[fmt.Sprintf("x/%d", i)] = ""
	}
	return pack(book)
}

func sheets(n int) string {
	var b strings.Builder
	b.WriteString(head + `<workbook xmlns:r="x"><sheets>`)
	for i := range n {
		fmt.Fprintf(&b, `<sheet name="s%d" sheetId="%d" r:id="rId1"/>`, i, i+1)
	}
	b.WriteString(`</sheets></workbook>`)
	return b.String()
}

// twice gives a zip two entries of one name.
func twice() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"xl/workbook.xml", "XL/Workbook.xml"} {
		_, _ = z.Create(name)
	}
	_ = z.Close()
	return b.Bytes()
}

func damaged() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range plainBook() {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		_, _ = io.WriteString(w, text)
	}
	_ = z.Close()
	return bytes.Replace(b.Bytes(), []byte("<v>1</v>"), []byte("<v>2</v>"), 1)
}

func encoded(e interface{ String(string) (string, error) }, s string) []byte {
	out, err := e.String(s)
	if err != nil {
		panic(err)
	}
	return []byte(out)
}

func wide(s string) string {
	var b strings.Builder
	for _, r := range []byte(s) {
		b.WriteByte(r)
		b.WriteByte(0)
	}
	return b.String()
}

const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

var hostile = map[string]struct {
	make func() []byte
	said string
}{
	"empty":                    {func() []byte { return nil }, "tệp chưa có gì"},
	"blank":                    {func() []byte { return []byte(" ,\n\n,\n") }, "tệp chưa có gì"},
	"100 MB":                   {func() []byte { return bytes.Repeat([]byte("a,b\n"), 25<<20) }, "tệp lớn hơn 5 MB"},
	"a million rows":           {func() []byte { return bytes.Repeat([]byte("a\n"), 1_000_000) }, "hơn 20.000 hàng"},
	"a line of 5 MB":           {func() []byte { return bytes.Repeat([]byte("a"), 5<<20) }, "dòng dài bất thường"},
	"a line of commas":         {func() []byte { return bytes.Repeat([]byte(","), 5<<20) }, "dòng dài bất thường"},
	"an open quote":            {func() []byte { return append([]byte("a\n\""), bytes.Repeat([]byte("b,\n"), 1<<20)...) }, "dòng 2 có dấu nháy kép"},
	"a record over many lines": {func() []byte { return append([]byte("a\n"), bytes.Repeat([]byte("\"x\n\","), 1<<20-100)...) }, "hơn 64 cột"},
	"too many columns":         {func() []byte { return []byte(strings.Repeat("a,", 65) + "\n") }, "hơn 64 cột"},
	"a long cell":              {func() []byte { return []byte("a\n" + strings.Repeat("b", 5000)) }, "hàng 2 có ô quá dài"},
	"NUL bytes":                {func() []byte { return []byte("a,b\n1,\x00\n") }, "không phải bảng CSV"},
	"a picture":                {func() []byte { return []byte("\x89PNG\r\n\x1a\n\x00\x00") }, "không phải bảng CSV"},
	"UTF-16": {func() []byte {
		return encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), "mã,tên\n")
	}, "UTF-16"},
	"UTF-16, big end": {func() []byte {
		return encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), "mã,tên\n")
	}, "UTF-16"},
	"Windows-1258": {func() []byte {
		return encoded(charmap.Windows1258.NewEncoder(), "ma,ten\na,huy\u00ea\u0323n A L\u01b0\u01a1\u0301i\n")
	}, "CSV UTF-8"},
	"an old workbook":       {func() []byte { return []byte(ole + strings.Repeat("\x00", 4096)) }, "đời cũ (.xls)"},
	"a password":            {func() []byte { return []byte(ole + strings.Repeat("\x00", 4096) + wide("EncryptedPackage")) }, "có mật khẩu"},
	"no workbook":           {func() []byte { return pack(map[string]string{"content.xml": "<a/>"}) }, "không phải tệp Excel"},
	"half a zip":            {func() []byte { return with()[:300] }, "bị hỏng"},
	"a damaged zip":         {damaged, "bị hỏng"},
	"two parts of one name": {twice, "bị hỏng"},
	"100,000 parts":         {func() []byte { return entries(40_000) }, "quá nhiều thành phần"},
	"macros":                {func() []byte { return with("xl/vbaProject.bin", "x") }, "có macro"},
	"macros of old":         {func() []byte { return with("xl/macrosheets/sheet1.xml", "x") }, "có macro"},
	"1,000 sheets":          {func() []byte { return with("xl/workbook.xml", sheets(1000)) }, "hơn 50 trang tính"},
	"all sheets hidden": {func() []byte {
		return with("xl/workbook.xml", head+`<workbook xmlns:r="x"><sheets><sheet state="veryHidden" r:id="rId1"/></sheets></workbook>`)
	}, "không có trang tính nào hiện"},
	"a sheet that is not there": {func() []byte { return with("xl/_rels/workbook.xml.rels", head+`<Relationships/>`) }, "bị hỏng"},
	"a way out of the zip": {func() []byte {
		return with("xl/_rels/workbook.xml.rels", head+`<Relationships><Relationship Id="rId1" Type="`+types+`worksheet" Target="../../../../etc/passwd"/></Relationships>`)
	}, "bị hỏng"},
	"an outside reference": {func() []byte {
		return with("_rels/.rels", head+`<Relationships><Relationship Id="rId1" TargetMode="External" Type="`+types+`officeDocument" Target="http://127.0.0.1/"/></Relationships>`)
	}, "không phải tệp Excel"},
	"a zip bomb":               {func() []byte { return unpacked(sheet1, head+"<worksheet><sheetData>", `<row r="1"/> `, bomb) }, "bị hỏng"},
	"a bomb of empty rows":     {func() []byte { return unpacked(sheet1, head+"<worksheet><sheetData>", `<row></row>`, bomb) }, "mở ra quá lớn"},
	"a bomb of blanks":         {func() []byte { return unpacked(sheet1, head+"<worksheet>", "<a></a> ", bomb) }, "mở ra quá lớn"},
	"a bomb of shared strings": {func() []byte { return unpacked(shared, head+"<sst>", "<si><t>abc</t></si>", bomb) }, "mở ra quá lớn"},
	"a bomb of styles":         {func() []byte { return unpacked("xl/styles.xml", head+"<styleSheet><cellXfs>", "<xf/>", bomb) }, "mở ra quá lớn"},
	"one text of 4 GB":         {func() []byte { return unpacked(shared, head+"<sst><si><t>", "a", bomb) }, "bị hỏng"},
	"one tag of 4 GB":          {func() []byte { return unpacked(sheet1, head+"<worksheet", ` a="b"`, bomb) }, "bị hỏng"},
	"one tag with > in quotes": {func() []byte { return unpacked(sheet1, head+"<worksheet", ` a=">"`, bomb) }, "bị hỏng"},
	"one instruction":          {func() []byte { return unpacked(sheet1, "<?a", `"> `, bomb) }, "bị hỏng"},
	"deep nesting":             {func() []byte { return unpacked(sheet1, head, "<a>", bomb) }, "bị hỏng"},
	"a comment":                {func() []byte { return with(sheet1, head+`<!-- " --><worksheet/>`) }, "bị hỏng"},
	"outside entities": {func() []byte {
		return with(shared, head+`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>`)
	}, "bị hỏng"},
	"unknown entities":        {func() []byte { return with(shared, head+`<sst><si><t>&e;</t></si></sst>`) }, "bị hỏng"},
	"another encoding":        {func() []byte { return with(shared, `<?xml version="1.0" encoding="windows-1258"?><sst/>`) }, "bị hỏng"},
	"a tag that does not end": {func() []byte { return with(sheet1, head+`<worksheet><sheetData><row r="1"><c r="A1"><v>1`) }, "bị hỏng"},
	"tags that cross":         {func() []byte { return with(sheet1, rowsOf(`<row><c></row></c>`)) }, "bị hỏng"},
	"an absurd column":        {func() []byte { return with(sheet1, rowsOf(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)) }, "hơn 64 cột"},
	"no column":               {func() []byte { return with(sheet1, rowsOf(`<row r="1"><c r="1"><v>1</v></c></row>`)) }, "bị hỏng"},
	"columns backwards": {func() []byte {
		return with(sheet1, rowsOf(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`))
	}, "bị hỏng"},
	"rows backwards":             {func() []byte { return with(sheet1, rowsOf(`<row r="2"/><row r="1"/>`)) }, "bị hỏng"},
	"rows over all numbers":      {func() []byte { return with(sheet1, rowsOf(`<row r="99999999999999999999"/>`)) }, "bị hỏng"},
	"a string that is not there": {func() []byte { return with(sheet1, rowsOf(`<row><c t="s"><v>7</v></c></row>`)) }, "bị hỏng"},
	"20,001 rows":                {func() []byte { return with(sheet1, rowsOf(strings.Repeat(`<row><c><v>1</v></c></row>`, 20_001))) }, "hơn 20.000 hàng"},
	"one string in every cell": {func() []byte {
		return with(shared, head+"<sst><si><t>"+strings.Repeat("a", bomb)+"</t></si></sst>", sheet1,
			rowsOf(strings.Repeat("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 64)+"</row>", 10_000)))
	}, "mở ra quá lớn"},
}

const (
	bomb       = 64               // MB, twice what is unpacked at most
	mostMemory = 128              // MB that a process takes for a file, the program itself included
	mostTime   = 10 * time.Second // of one core
)

func TestHostileFilesEndInOneSentence(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	most, longest := 0, time.Duration(0)
	for why, h := range hostile {
		read := exec.CommandContext(t.Context(), self)
		read.Env = append(os.Environ(), asReader+"=1")
		read.Stdin = bytes.NewReader(h.make())
		out, err := read.CombinedOutput()
		took := read.ProcessState.UserTime() + read.ProcessState.SystemTime()
		if longest = max(longest, took); took > mostTime {
			t.Errorf("%s: took %v", why, took)
		}
		number, said, _ := strings.Cut(string(out), " ")
		memory, notNumber := strconv.Atoi(number)
		if err != nil || notNumber != nil || !strings.Contains(said, h.said) || strings.Contains(said, "\n") {
			t.Errorf("%s: %v, said %.300q, want %q", why, err, out, h.said)
		}
		if most = max(most, memory); memory > mostMemory {
			t.Errorf("%s: took %d MB", why, memory)
		}
	}
	t.Logf("at most %d MB and %v of one core", most, longest)
}

// What is absurd and still harmless is read.
func TestWhatIsOnlyOddIsRead(t *testing.T) {
	for why, data := range map[string][]byte{
		"a huge dimension":      with(sheet1, strings.Replace(plainBook()[sheet1], "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)),
		"an empty cell far out": with(sheet1, strings.Replace(plainBook()[sheet1], "</row>", `<c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>`, 1)),
		"a count that is wrong": with(shared, head+`<sst count="999999999" uniqueCount="999999999"><si><t>a</t></si></sst>`),
		"no styles":             with("xl/styles.xml", head+"<styleSheet/>"),
	} {
		rows, err := sheet.Read(data)
		if err != nil || len(rows) != 1 || len(rows[0].Cells) != 2 || rows[0].Cells[0].Text != "a" || rows[0].Cells[1].Text != "1" {
			t.Errorf("%s: %+v, %v", why, rows, err)
		}
	}
}

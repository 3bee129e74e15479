package flows_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Imports run one way: cmd → bot → storage → flows. Each room lists what it may
// import of ours, and outside packages that only some rooms may use name them.
var rooms = map[string]string{ // room → rooms it may import
	"cmd/baocaobot": "bot bot/emulator bot/rehearsal bot/telegram storage flows flows/broadcast flows/opening flows/outline flows/picture flows/remind flows/report flows/sheet flows/talk flows/unitlist",
	"bot":           "bot/telegram storage flows flows/broadcast flows/desk flows/opening flows/outline flows/picture flows/remind flows/report flows/sheet flows/talk flows/unitlist",
	"bot/telegram":  "flows",
	"bot/emulator":  "",
	"bot/rehearsal": "bot/emulator flows flows/figure flows/outline flows/talk",
	"storage":       "flows",
	"flows":         "",
	"flows/outline": "flows",
	"flows/figure":  "flows flows/outline",
	"flows/talk":    "flows flows/figure flows/outline",
	"flows/report":  "flows flows/figure flows/outline",
	"flows/desk":    "flows flows/outline flows/figure flows/report flows/talk",
	"flows/picture": "flows flows/outline flows/report",
	"flows/remind":  "flows",

	"flows/broadcast": "flows flows/report",
	"flows/opening":   "flows flows/broadcast flows/outline flows/report flows/sheet flows/talk",
	"flows/sheet":     "", // what people send is read here alone, without excelize: it takes up whole files
	"flows/unitlist":  "flows flows/sheet",

	// For tests alone: no other room may import them.
	"flows/excel":      "",
	"flows/transcript": "flows",
}

var onlyIn = map[string]string{ // import path prefix → room
	"github.com/go-telegram-bot-api/": "bot/telegram",
	"github.com/xuri/excelize/":       "flows/report",
	"golang.org/x/image/":             "flows/picture",
	"codeberg.org/go-fonts/":          "flows/picture",
	"rsc.io/qr":                       "flows/picture",
	"github.com/expr-lang/expr":       "flows/outline",
	"modernc.org/sqlite":              "storage",
	"database/sql":                    "storage",
	"github.com/pressly/goose/":       "storage",
	"github.com/alecthomas/kong":      "cmd/baocaobot",
}

// forbidden in flows: whatever could reach a clock's zone files, the network, the
// disk or a log. time itself is used for values only.
var forbidden = []string{"net", "os", "database", "log"}

func TestImportsRunOneWay(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		room := filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../"))
		if room == ".." {
			t.Errorf("%s: no Go file belongs at the top level", path)
		}
		seen[room] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			checkImport(t, path, room, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range seen {
		if _, known := rooms[room]; !known {
			t.Errorf("%s is a new room: say here what it may import", room)
		}
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("%s is named here but not there", room)
		}
	}
}

func checkImport(t *testing.T, path, room, name string) {
	t.Helper()
	if ours, ok := strings.CutPrefix(name, "baocaobot/"); ok {
		if !strings.Contains(" "+rooms[room]+" ", " "+ours+" ") {
			t.Errorf("%s imports %s, which %s may not", path, ours, room)
		}
		return
	}
	for prefix, home := range onlyIn {
		if strings.HasPrefix(name, prefix) && room != home {
			t.Errorf("%s imports %s, which belongs to %s alone", path, name, home)
		}
	}
	if room != "flows" && !strings.HasPrefix(room, "flows/") || room == "flows/excel" || room == "flows/transcript" { // tests read files and run programs
		return
	}
	for _, bad := range forbidden {
		if name == bad || strings.HasPrefix(name, bad+"/") {
			t.Errorf("%s imports %s: flows are pure", path, name)
		}
	}
}

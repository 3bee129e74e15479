package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"baocaobot/flows"
	"baocaobot/storage"
)

// The scripts in testdata/script are what an office's own scripts may rely on: whole
// outputs, JSON, exit codes. Beside the commands of testscript they know
//
//	fails CODE WORDS ARGS…      the program ends with CODE and one sentence with WORDS, and changes nothing
//	json                        what was printed is one JSON document with snake_case keys
//	joins PERSON ROLE UNIT      somebody uses an invite; - for no unit
//	happens EVENT PERSON UNIT   something happens to the unit's report of the first round
//	over ROUND                  its deadline passes: it was 2024-05-30
//
// The database is $BAOCAO_DB. Moments, codes and the script's folder are printed as TIME,
// CODE and DIR. -update rewrites what is expected.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("BAOCAO_DB", env.WorkDir+"/x.db")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fails": scriptFails, "json": scriptJSON, "joins": scriptJoins, "happens": scriptHappens, "over": scriptOver},
	})
}

var (
	anyMoment = regexp.MustCompile(`\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:\d\d)| \d\d:\d\d(:\d\d)?)`)
	anyCode   = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)
	anySize   = regexp.MustCompile(`\d+(\.\d MB|,\n  "answers")`)
)

// asScript is the program with what differs from run to run left out.
func asScript() {
	var out, errs bytes.Buffer
	code := run(context.Background(), os.Args[1:], &out, &errs)
	plain := func(to io.Writer, text string) {
		text = anyMoment.ReplaceAllString(text, "TIME")
		text = anySize.ReplaceAllString(anyCode.ReplaceAllString(text, "CODE"), "1$1")
		fmt.Fprint(to, strings.ReplaceAll(text, os.Getenv("WORK"), "DIR"))
	}
	plain(os.Stdout, out.String())
	plain(os.Stderr, errs.String())
	os.Exit(code)
}

func scriptFails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: fails CODE WORDS ARGS…")
	}
	before := digestOf(ts)
	code := exitOK
	var ended *exec.ExitError
	if err := ts.Exec("baocaobot", args[2:]...); errors.As(err, &ended) {
		code = ended.ExitCode()
	}
	said := strings.TrimSpace(ts.ReadFile("stderr"))
	if strconv.Itoa(code) != args[0] || !strings.Contains(said, args[1]) || strings.Count(said, "\n") > 0 {
		ts.Fatalf("exit %d, said %q; want exit %s and one sentence with %q", code, said, args[0], args[1])
	}
	if digestOf(ts) != before {
		ts.Fatalf("the database changed")
	}
}

// digestOf tells one content of the database from another.
func digestOf(ts *testscript.TestScript) string {
	if _, err := os.Stat(ts.Getenv("BAOCAO_DB")); err != nil {
		return ""
	}
	db, err := sql.Open("sqlite", "file:"+ts.Getenv("BAOCAO_DB")+"?mode=ro")
	ts.Check(err)
	defer db.Close()
	sum := sha256.New()
	tables, err := db.Query(`select name, (select group_concat('quote("' || name || '")', ' || ') from pragma_table_info(t.name)) from sqlite_master t
		where type = 'table' and name not like 'sqlite_%' order by name`)
	ts.Check(err)
	defer tables.Close()
	for tables.Next() {
		var name, columns, rows string
		ts.Check(tables.Scan(&name, &columns))
		ts.Check(db.QueryRow(`select coalesce(group_concat(` + columns + `), '') from "` + name + `"`).Scan(&rows))
		fmt.Fprintln(sum, name, rows)
	}
	ts.Check(tables.Err())
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var document any
	ts.Check(decoder.Decode(&document))
	if decoder.More() {
		ts.Fatalf("more than one document")
	}
	checkKeys(ts, document)
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func checkKeys(ts *testscript.TestScript, value any) {
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			checkKeys(ts, v)
		}
	case map[string]any:
		for k, v := range value {
			if !snake.MatchString(k) {
				ts.Fatalf("the key %q is no snake_case", k)
			}
			checkKeys(ts, v)
		}
	}
}

func scriptJoins(ts *testscript.TestScript, neg bool, args []string) {
	person, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	role, unit := flows.Role(args[1]), flows.UnitID(strings.Trim(args[2], "-"))
	inDatabase(ts, func(tx *storage.Tx) error {
		code, err := tx.NewInvite(role, unit, time.Now(), time.Now().Add(time.Hour))
		if err != nil {
			return err
		}
		_, err = tx.UseInvite(code, flows.PersonID(person), "người "+args[0], time.Now())
		return err
	})
}

func scriptHappens(ts *testscript.TestScript, neg bool, args []string) {
	person, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	inDatabase(ts, func(tx *storage.Tx) error {
		return tx.Happen(demoOutline, flows.UnitID(args[2]), storage.Event(args[0]), flows.PersonID(person), "lý do", time.Now())
	})
}

func scriptOver(ts *testscript.TestScript, neg bool, args []string) {
	inDatabase(ts, func(tx *storage.Tx) error {
		return tx.ExtendRound(flows.RoundID(args[0]), time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone))
	})
}

func inDatabase(ts *testscript.TestScript, do func(*storage.Tx) error) {
	store, err := storage.OpenExisting(context.Background(), ts.Getenv("BAOCAO_DB"))
	ts.Check(err)
	ts.Check(errors.Join(store.Update(context.Background(), do), store.Close()))
}

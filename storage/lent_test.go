package storage

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// answering appends one figure to A Lưới's report and gives what the report was before.
func answering(number int64, before *flows.Report) func(*Tx) error {
	return func(tx *Tx) (err error) {
		if *before, err = tx.Report(half.ID, aLuoi.ID); err != nil {
			return err
		}
		return tx.Append(half.ID, aLuoi.ID, []flows.Answer{{Question: "so_cuoc", Value: flows.Value{State: flows.Given, Number: number}, By: 1001, At: noon}})
	}
}

// What a transaction has read stays as it was while it is used, whatever others write.
func TestAReportThatIsReadStaysAsItWas(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1001, flows.Cadre, aLuoi.ID)
	var first, second, third flows.Report
	var seen []int64
	err := s.UpdateWhile(t.Context(), answering(1, &first), func() {
		update(t, s, answering(2, &second))
		update(t, s, answering(3, &third))
		for _, r := range []flows.Report{first, second, third} {
			seen = append(seen, r.Answers["so_cuoc"].Number)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{1, 1, 3}, seen); diff != "" { // a transaction sees its own answer, but where the report is copied
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error {
		r, err := tx.Report(half.ID, aLuoi.ID)
		if n := r.Answers["so_cuoc"].Number; n != 3 {
			t.Errorf("%d is known, want 3", n)
		}
		if kept := s.write.known.reports[reportKey{half.ID, aLuoi.ID}]; kept.out.Load() != 0 {
			t.Errorf("%d still read it", kept.out.Load())
		}
		return err
	})
}

// What is to be done meanwhile is done once for what is kept, however fast the commit is,
// and never for what is not.
func TestMeanwhileIsDoneOnce(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1001, flows.Cadre, aLuoi.ID)
	var before flows.Report
	done := 0
	for range 200 {
		if err := s.UpdateWhile(t.Context(), answering(1, &before), func() { done++ }); err != nil {
			t.Fatal(err)
		}
		if err := s.UpdateWhile(t.Context(), func(*Tx) error { return errRefused }, func() { done += 1000 }); !errors.Is(err, errRefused) {
			t.Fatal(err)
		}
	}
	if done != 200 {
		t.Errorf("done %d times, want 200", done)
	}
}

package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"baocaobot/flows"
)

// BenchmarkBackup measures the backup of half a million answers, what one writer waits
// beside it, and the way back.
func BenchmarkBackup(b *testing.B) {
	const rows, perTurn = 500_000, 5000
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "x.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	answer := func(i int) flows.Answer {
		return flows.Answer{Question: flows.QuestionID(fmt.Sprintf("giam_sat.so_cuoc_%d@xa", i%150)), Value: count(int64(i)), Raw: fmt.Sprint(i), By: 1001, At: noon, Channel: "telegram"}
	}
	do := func(do func(*Tx) error) {
		if err := s.Update(b.Context(), do); err != nil {
			b.Error(err)
		}
	}
	do(func(tx *Tx) error {
		if err := tx.PutUnits([]flows.Unit{aLuoi}); err != nil {
			return err
		}
		if err := tx.OpenRound(half, nil, []flows.UnitID{aLuoi.ID}); err != nil {
			return err
		}
		code, err := tx.NewInvite(flows.Cadre, aLuoi.ID, noon, noon.Add(time.Hour))
		if err != nil {
			return err
		}
		_, err = tx.UseInvite(code, 1001, "cán bộ", noon)
		return err
	})
	for at := 0; at < rows; at += perTurn {
		do(func(tx *Tx) error {
			var list []flows.Answer
			for i := range perTurn {
				list = append(list, answer(at+i))
			}
			return tx.Append(half.ID, aLuoi.ID, list)
		})
	}
	write := func(until context.Context, atMost int) (waits []time.Duration) {
		for i := 0; i < atMost && until.Err() == nil; i++ {
			began := time.Now()
			do(func(tx *Tx) error { return tx.Append(half.ID, aLuoi.ID, []flows.Answer{answer(i)}) })
			waits = append(waits, time.Since(began))
		}
		slices.Sort(waits)
		return waits
	}
	alone := write(b.Context(), 2000)
	for i := 0; b.Loop(); i++ {
		ctx, stop := context.WithCancel(b.Context())
		var beside []time.Duration
		var writer sync.WaitGroup
		writer.Go(func() { beside = write(ctx, 1<<30) })
		file := filepath.Join(b.TempDir(), fmt.Sprint(i, ".db"))
		began := time.Now()
		made, err := s.Backup(b.Context(), file)
		took := time.Since(began)
		stop()
		writer.Wait()
		if err != nil {
			b.Fatal(err)
		}
		began = time.Now()
		if _, err := Restore(b.Context(), file, file+"-back", false, noon); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "restore-s")
		b.ReportMetric(took.Seconds(), "backup-s")
		at := func(waits []time.Duration, part float64) float64 {
			return float64(waits[int(part*float64(len(waits)-1))].Microseconds()) / 1000
		}
		b.ReportMetric(float64(made.Bytes)/1e6, "MB")
		b.ReportMetric(at(alone, 0.5), "alone-p50-ms")
		b.ReportMetric(at(alone, 0.99), "alone-p99-ms")
		b.ReportMetric(at(beside, 0.5), "beside-p50-ms")
		b.ReportMetric(at(beside, 0.99), "beside-p99-ms")
		b.ReportMetric(at(beside, 1), "beside-max-ms")
	}
}

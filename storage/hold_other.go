//go:build !unix

package storage

// lockedByOthers is not known here; a file that is open cannot be renamed anyway.
func lockedByOthers(string) bool { return false }

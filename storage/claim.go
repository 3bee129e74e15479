package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// claimFile is beside a database and locked by the bot that works on it. It stays when the
// bot ends: removing it could let two bots lock files of one name.
const claimFile = ".lock"

var errClaimed = errors.New("claimed by another bot")

// Claim takes a database for one bot until the file that it gives is closed or the program
// ends, however it ends. Other commands may work beside it. A bot claims before it opens: a
// newer one must not change the tables under an older one.
func Claim(ctx context.Context, path string) (*os.File, error) {
	if err := create(path); err != nil {
		return nil, err
	}
	if err := recognise(ctx, path); err != nil && !errors.Is(err, errEmpty) && !isBusy(err) {
		return nil, explain(path, err)
	}
	return lockBeside(path)
}

// ClaimAnew is Claim for a database that is begun anew: what stands there is removed, of
// whatever version and in whatever state. ErrInUse when another program that is no bot has
// it open.
func ClaimAnew(ctx context.Context, path string) (*os.File, error) {
	if err := create(path); err != nil {
		return nil, err
	}
	if err := recognise(ctx, path); errors.Is(err, errForeign) || errors.Is(err, errNoFile) {
		return nil, explain(path, err)
	}
	claim, err := lockBeside(path)
	if err != nil {
		return nil, err
	}
	if err := Remove(ctx, path); err != nil {
		return nil, errors.Join(err, claim.Close())
	}
	return claim, nil
}

func lockBeside(path string) (*os.File, error) {
	name := realName(path) + claimFile
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = lock(file)
	}
	if err == nil {
		return file, nil
	}
	if file != nil {
		file.Close()
	}
	if errors.Is(err, errClaimed) {
		return nil, fmt.Errorf("another bot works on this database: stop it before a new one starts on %s", path)
	}
	var said *fs.PathError
	if errors.As(err, &said) {
		err = said.Err
	}
	return nil, fmt.Errorf("%s cannot be locked, and one bot alone works on a database: it must be a file that you may write, on a disk with locks: %w", name, err)
}

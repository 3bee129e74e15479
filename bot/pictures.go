package bot

import (
	"context"
	"errors"
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/picture"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// sendPictures draws how far everybody is for whoever asked.
func (b *Bot) sendPictures(ctx context.Context, n storage.Notice) error {
	in, err := b.load(ctx, n.Round)
	if err != nil {
		return errors.Join(err, b.saysFailed(ctx, n, screenPictureFailed()))
	}
	pictures, err := picturesOf(in)
	if err != nil || len(pictures) == 0 {
		return errors.Join(err, b.saysFailed(ctx, n, screenPictureFailed()))
	}
	for _, s := range pictures {
		if _, err := b.gateway.Send(ctx, int64(n.Person), s); err != nil {
			return err
		}
	}
	return nil
}

// picturesOf draws the pictures of a round.
func picturesOf(in report.Input) ([]flows.Screen, error) {
	pictures, err := picture.Draw(in, report.Progress(in))
	if err != nil {
		return nil, fmt.Errorf("draw progress: %w", err)
	}
	screens := make([]flows.Screen, len(pictures))
	for i, p := range pictures {
		screens[i] = flows.Screen{Text: esc(p.Caption), File: &flows.File{Name: p.Name, Data: p.PNG, Photo: true}}
	}
	return screens, nil
}

package emulator

import (
	"fmt"
	"strings"
)

// Transcript is the conversation as text a person can read, event by event: what
// the person did after "> ", what the bot said as it is, its buttons as rows of
// "[ label ]", an edit as a new showing of the message.
func (p *Phone) Transcript() string {
	var b strings.Builder
	for i, e := range p.Events() {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Transcript())
	}
	return b.String()
}

// Transcript is one event as lines of the conversation.
func (e Event) Transcript() string {
	switch e.Kind {
	case Said:
		return quoted(e.Message.lines())
	case Corrected:
		return quoted(append([]string{wordCorrected}, e.Message.lines()...))
	case Pressed:
		return quoted([]string{"[ " + e.Text + " ]"})
	case Sent:
		return joined(e.Message.lines())
	case Edited:
		return joined(append([]string{fmt.Sprintf(wordEdited, e.Message.ID)}, e.Message.lines()...))
	case Deleted:
		return fmt.Sprintf(wordDeleted+"\n", e.Message.ID)
	case Told:
		return fmt.Sprintf(wordTold+"\n", e.Text)
	case Blocked:
		return quoted([]string{wordBlocked})
	case Unblocked:
		return quoted([]string{wordUnblocked})
	}
	return quoted([]string{wordLeft})
}

func (m Message) lines() []string {
	var lines []string
	if m.File != nil {
		name := m.File.Name + m.File.Emoji
		lines = append(lines, strings.TrimSpace(fileWords[m.File.Kind]+" "+name)+fmt.Sprintf(wordBytes, m.File.Size))
	}
	if m.Text != "" {
		lines = append(lines, strings.Split(m.Text, "\n")...)
	}
	for _, row := range m.Buttons {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[ " + b.Text + " ]"
		}
		lines = append(lines, strings.Join(labels, " "))
	}
	return lines
}

func joined(lines []string) string { return strings.Join(lines, "\n") + "\n" }

func quoted(lines []string) string {
	return "> " + strings.Join(lines, "\n> ") + "\n"
}

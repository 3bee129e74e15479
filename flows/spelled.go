package flows

import "strings"

// Spelled adds to commands of several syllables, "bo qua", the same in one word: behind
// a slash Telegram lets nobody put a blank, "/boqua".
func Spelled[A any](commands map[string]A) map[string]A {
	all := make(map[string]A, 2*len(commands))
	for words, a := range commands {
		all[words] = a
		all[strings.ReplaceAll(words, " ", "")] = a
	}
	return all
}

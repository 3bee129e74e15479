package outline

import "slices"

// nearest finds the candidate a mistyped word most likely meant: at most two
// letters wrong, and fewer than half of the word. Empty when there is none.
func nearest[S ~string](word string, candidates []S) S {
	var best S
	limit := min(2, (len(word)-1)/2) + 1
	for _, c := range candidates {
		if d := distance(word, string(c), limit); d < limit {
			best, limit = c, d
		}
	}
	return best
}

// distance counts the letters to insert, drop or change to get from a to b; it
// gives up at the limit when the lengths alone are that far apart.
func distance(a, b string, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		above := slices.Clone(row)
		row[0] = i + 1
		for j := range len(b) {
			change := above[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, above[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

package picture

import (
	"baocaobot/flows"
	"baocaobot/flows/report"
)

// sheets parts the units among pictures, as Pictures says.
func sheets(in report.Input, progress []report.UnitProgress) []sheet {
	if len(progress) <= maxRows {
		return []sheet{unitSheet(in, progress, progress, "")}
	}
	groups := byParent(progress)
	var all []sheet
	if len(groups) > 1 {
		all = overview(in, progress, groups)
	}
	overviews := len(all)
	for _, g := range groups {
		name := groupName(in, g)
		for _, c := range chunks(len(g)) {
			all = append(all, unitSheet(in, progress, g[c.from:c.to], partWords(name, c, len(g))))
		}
	}
	switch {
	case len(all) <= maxAlbum:
		return all
	case overviews == 0 || overviews > maxAlbum:
		return []sheet{wholeSheet(in, progress)}
	default:
		return all[:overviews]
	}
}

// byParent keeps the office's order: of the parents by their first unit.
func byParent(progress []report.UnitProgress) [][]report.UnitProgress {
	var groups [][]report.UnitProgress
	place := map[flows.UnitID]int{}
	for _, p := range progress {
		i, known := place[p.Unit.Parent]
		if !known {
			i = len(groups)
			place[p.Unit.Parent] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

// groupName names the parent of units.
func groupName(in report.Input, units []report.UnitProgress) string {
	if name := parentName(in, units[0].Unit.Parent); name != "" {
		return flows.UpperFirst(name)
	}
	return noParent
}

// part is a run of rows.
type part struct{ from, to int }

// chunks parts rows evenly, so that the last picture is no leftover.
func chunks(rows int) []part {
	count := (rows + maxRows - 1) / maxRows
	var parts []part
	for i := range count {
		parts = append(parts, part{rows * i / count, rows * (i + 1) / count})
	}
	return parts
}

func overview(in report.Input, progress []report.UnitProgress, groups [][]report.UnitProgress) []sheet {
	var all []sheet
	for _, c := range chunks(len(groups)) {
		var units []report.UnitProgress
		var rows []pictureRow
		for _, g := range groups[c.from:c.to] {
			units = append(units, g...)
			rows = append(rows, sumRow(groupName(in, g), g))
		}
		s := unitSheet(in, progress, units, partWords(byParents, c, len(groups)))
		s.rows = rows
		all = append(all, s)
	}
	return all
}

func wholeSheet(in report.Input, progress []report.UnitProgress) sheet {
	s := unitSheet(in, progress, progress, "")
	s.rows = []pictureRow{s.sum}
	return s
}

func unitSheet(in report.Input, progress, units []report.UnitProgress, about string) sheet {
	s := sheet{
		round: in.Round.Name, about: about, units: units,
		notes: pictureNotes(in, progress, len(units)),
		sum:   sumRow(allUnits(len(units)), units),
	}
	if len(units) > 0 {
		for _, section := range units[0].Sections {
			s.heads = append(s.heads, report.SectionHead(section.Section))
		}
	}
	for _, p := range units {
		s.rows = append(s.rows, unitRow(p))
	}
	return s
}

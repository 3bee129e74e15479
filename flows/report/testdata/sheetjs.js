// Reads the workbooks named by the arguments with SheetJS, as viewers on phones and in
// browsers do, and prints what stands in each, a line a workbook.
const { readFile, utils } = require('xlsx');
for (const file of process.argv.slice(2)) {
	const book = readFile(file, { cellFormula: true, cellText: false });
	const sheets = book.SheetNames.map((name) => {
		const cells = {}, merged = [];
		for (const [at, cell] of Object.entries(book.Sheets[name])) {
			if (at[0] !== '!' && cell.v !== undefined && cell.v !== '') cells[at] = [cell.t, String(cell.v)];
		}
		for (const m of book.Sheets[name]['!merges'] || []) merged.push(utils.encode_range(m));
		return { name, cells, merged };
	});
	console.log(JSON.stringify(sheets));
}

// Reads the workbook named by the first argument with SheetJS, as viewers on phones and
// in browsers do, and prints what stands in it.
const book = require('xlsx').readFile(process.argv[2], { cellFormula: true, cellText: false });
const sheets = book.SheetNames.map((name) => {
	const cells = {}, merged = [];
	for (const [at, cell] of Object.entries(book.Sheets[name])) {
		if (at[0] !== '!' && cell.v !== undefined && cell.v !== '') cells[at] = [cell.t, String(cell.v)];
	}
	for (const m of book.Sheets[name]['!merges'] || []) merged.push(require('xlsx').utils.encode_range(m));
	return { name, cells, merged };
});
console.log(JSON.stringify(sheets));

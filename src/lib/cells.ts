/** A cell that a spreadsheet may take for a formula, or that was made harmless before. The wide signs count: some programs read them as the plain ones. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** The text with an apostrophe in front where a spreadsheet could run it as a formula (OWASP, "CSV Injection"). `restoredCell` gives back what it was. */
export function harmlessCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

export function restoredCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

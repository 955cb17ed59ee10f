/** A cell that a spreadsheet may take for a formula, or that was made harmless before. The wide signs count: some programs read them as the plain ones. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Whether a spreadsheet could run the text as a formula, or it begins as if it had been made harmless. */
export function isLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** The text with an apostrophe in front where a spreadsheet could run it as a formula (OWASP, "CSV Injection"). `restoredCell` gives back what it was. */
export function harmlessCell(text: string): string {
  return isLikeFormula(text) ? `'${text}` : text;
}

export function restoredCell(text: string): string {
  return text.startsWith("'") && isLikeFormula(text) ? text.slice(1) : text;
}

const QUOTATION = /“[^“”]*”|"[^"]*"|«[^«»]*»|‘[^‘]*?’(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;

/** The text without what stands in quotation marks. */
export function withoutQuotations(text: string): string {
  return /[“"«‘']/.test(text) ? text.replace(QUOTATION, "“”") : text;
}

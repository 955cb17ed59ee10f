const UNMEANT = /.{0,60}(?:\[object \w+\]|\bundefined\b|\bNaN\b).{0,40}/g;

/** Where a page, or its text, shows a value that nobody put into words. */
export function unmeantIn(page: string): string[] {
  return page.replace(/<(script|style)\b[^]*?<\/\1>/g, "").match(UNMEANT) ?? [];
}

export const LONGEST_TAG = 60;
export const MOST_TAGS = 50;

/** A tag as it is kept, whoever types it: in small letters, with single spaces, without a leading "#". Empty where nothing is left. */
export function normalisedTag(typed: string): string {
  return typed.normalize("NFC").replace(/\s+/g, " ").trim().replace(/^#+\s*/, "").toLowerCase().slice(0, LONGEST_TAG).trim();
}

/** The tags in what somebody typed, with commas between them; each once. */
export function tagsIn(typed: string): string[] {
  return [...new Set(typed.split(/[,;\n]/).map(normalisedTag).filter(Boolean))];
}

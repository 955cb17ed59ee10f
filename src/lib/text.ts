/** "Turla & friends" -> "turla-friends"; never empty. */
export function slugify(text: string): string {
  const slug = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return slug.replace(/-+$/, "") || "untitled";
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ASCII = /^[\x20-\x7e]*$/;

/** For comparing words: one case, one kind of space, no accents, no punctuation around. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** One line as a person could have typed it: without what hides or turns text, with single spaces, and no longer than this. */
export function plainLine(text: string, most: number): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "").replace(/\s+/g, " ").trim().slice(0, most).trimEnd();
}

/** ["a", "b", "c"] -> "a, b and c" */
export function listing(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same of phrases that may hold an "and" of their own, these last: "cards and keys as well as names and addresses" */
export function listingPhrases(phrases: readonly string[]): string {
  const [compound, plain] = [phrases.filter((each) => each.includes(" and ")), phrases.filter((each) => !each.includes(" and "))];
  return compound.length === 0 || phrases.length < 2 ? listing(phrases) : [listing(plain), ...compound].filter(Boolean).join(" as well as ");
}

/** 1 -> "1 question", 3 -> "3 questions" */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

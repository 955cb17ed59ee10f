const LETTERS = /(\{\{[^}]*\}\}|<\/?[a-z]+>)|[^\s{}<>]+/g;

/** Every word turned round by Unicode's own marks (right-to-left override, and its end), so that a page reads as one from the right does. Placeholders and tags stay. */
export function mirrored(text: string): string {
  return text.replace(LETTERS, (word, kept?: string) => kept ?? `\u202E${word}\u202C`);
}

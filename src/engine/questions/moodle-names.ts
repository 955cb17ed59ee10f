import type { ShortQuestion } from "./question.ts";

type Graded = NonNullable<ShortQuestion["graded"]>;

/** The answer that a typed text earns by Moodle's rule: the first whose pattern fits. Undefined where none does. */
export function nameThatFits({ answers, caseSensitive }: Graded, typed: string): Graded["answers"][number] | undefined {
  return answers.find(({ pattern }) => fitsPattern(typed, pattern, caseSensitive));
}

/**
 * Whether a text fits a pattern of Moodle's short answers as a whole. `*` stands for anything on one line, a row of them for one, and `\*` for an asterisk.
 * The text is trimmed, both are composed (NFC), and every other space and sign counts.
 */
export function fitsPattern(typed: string, pattern: string, caseSensitive: boolean): boolean {
  const written = (text: string) => (caseSensitive ? text.normalize("NFC") : foldCase(text.normalize("NFC")));
  const text = written(withoutEnds(typed));
  const pieces = written(pattern).split(/(?<!\\)\*+/).map((piece) => piece.replaceAll("\\*", "*"));
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  if (pieces.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  return holdsInOrder(text.slice(first.length, text.length - last.length), pieces.slice(1, -1));
}

/** The pattern with its asterisks as people read them: "Tur*" stays, "5 \* 3" is "5 * 3". */
export function patternInWords(pattern: string): string {
  return pattern.replaceAll("\\*", "*");
}

/** Each piece is taken where it comes first, so that no text takes longer than its length; what lies between must not break the line. */
function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0 || text.slice(from, at).includes("\n")) return false;
    from = at + piece.length;
  }
  return !text.slice(from).includes("\n");
}

/** What PHP's `trim` takes away. */
function withoutEnds(text: string): string {
  return text.replace(/^[ \t\n\r\0\v]+/, "").replace(/(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/, "");
}

/** One letter for one, as regular expressions compare them: "ß" is not "ss", and the Turkish i keep their dots. */
function foldCase(text: string): string {
  return Array.from(text, (letter) => {
    if (letter === "ı" || letter === "İ") return letter;
    const upper = letter.toUpperCase();
    const lower = (upper.length === letter.length ? upper : letter).toLowerCase();
    return lower.length === letter.length ? lower : letter;
  }).join("");
}

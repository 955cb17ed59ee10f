/** Controls, line ends and the marks that turn the direction of what follows (Unicode's Bidi_Control): in a header they could begin another one, or show another name than there is. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** A text as one line of a header: nothing unseen in it, no more than that many characters. */
export function headerLine(text: string, most: number): string {
  const line = text.replace(/[\r\n\t\u2028\u2029]+/g, " ").replace(UNSEEN, "").replace(/ {2,}/g, " ").trim();
  const letters = [...line];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapedHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
}

/**
 * What two texts share that say the same: only case, spaces or a full stop differ. Where a text has digits or signs, as addresses and passwords
 * have, every sign counts: lookalikes are what such a question is about.
 */
export function sense(text: string): string {
  const plain = text.normalize("NFC").trim().replace(/\s+/g, " ").replace(/(?<=\p{L})[.!?]$/u, "");
  return /[\p{N}./:@#&=_+-]/u.test(plain) ? plain : plain.toLowerCase();
}

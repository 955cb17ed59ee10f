import type { Mention } from "./mention.ts";
import type { Span } from "./normalise.ts";
import type { Token } from "./tokens.ts";

/** What noun phrases are read from: a token, or a whole mention as one. */
export interface Unit extends Span { text: string; lower: string; kind: Token["kind"]; mention?: Mention }

/** Puts mentions in the place of their tokens. Both are in order of their place. */
export function unitsOf(tokens: readonly Token[], mentions: readonly Mention[]): Unit[] {
  const units: Unit[] = [];
  let next = 0;
  for (const token of tokens) {
    while (mentions[next] && mentions[next]!.end <= token.start) next++;
    const mention = mentions[next];
    if (!mention || token.end <= mention.start) units.push(token);
    else if (units.at(-1)?.mention !== mention) units.push({ start: mention.start, end: mention.end, text: mention.text, lower: mention.text.toLowerCase(), kind: "word", mention });
  }
  return units;
}

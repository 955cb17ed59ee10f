import type { TextFormat } from "./item.ts";
import { withoutEnds } from "./php-text.ts";

/** What stands for an escaped sign while a question is taken apart: code points that Unicode keeps free for such use. */
const SIGNS = [":", "#", "=", "{", "}", "~", "\n"];
const FIRST = 0xfdd0;
const STAND_INS = /[\ufdd0-\ufdd6]/g;

export interface Written { text: string; format: TextFormat }

/** Takes the meaning from escaped signs; `meant` gives the signs themselves. */
export function withStandIns(text: string): string {
  return text.replace(STAND_INS, "\ufffd").replace(/\\([\\:#={}~n])/g, (_, sign: string) => (sign === "\\" ? "\\" : String.fromCharCode(FIRST + SIGNS.indexOf(sign === "n" ? "\n" : sign))));
}

export function meant(text: string): string {
  return text.replace(STAND_INS, (sign) => SIGNS[sign.charCodeAt(0) - FIRST]!);
}

/** A text with the format that stands in square brackets in front of it, else with the usual one. */
export function written(text: string, usual: TextFormat = "moodle"): Written {
  const [prefix = "", format] = /^\[(moodle|html|plain|markdown)\]/.exec(text) ?? [];
  return { text: withoutEnds(meant(text.slice(prefix.length))), format: (format as TextFormat | undefined) ?? usual };
}

/** A text and what is said to it behind "#". */
export function withFeedback(text: string, usual: TextFormat): { answer: Written; feedback: string } {
  const at = text.indexOf("#");
  const [answer, feedback] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  return { answer: written(withoutEnds(answer), usual), feedback: written(withoutEnds(feedback), usual).text };
}

import { say, type Message } from "../../../lib/messages.ts";
import { decodeText } from "../../../lib/decoding.ts";
import { answersIn } from "./gift-answers.ts";
import { blocksOf, type Block } from "./gift-blocks.ts";
import { meant, withStandIns, written } from "./gift-text.ts";
import type { FileContent, FileError, Item } from "./item.ts";
import { cleanName, nameFromText } from "./moodle-tidying.ts";
import { withoutEnds } from "./php-text.ts";

/** More than this in one file was made to do harm: questions, and characters of one of them. */
const MOST_QUESTIONS = 20_000;
const LONGEST = 100_000;

/**
 * Reads a file of GIFT questions as Moodle does (docs.moodle.org, GIFT format), block by block: what is wrong with one question is an error with its line, and
 * the rest of the file goes on. Essays and descriptions, which nobody here could mark, are refused by name.
 * @throws DecodingError when the bytes are no text
 */
export function readGift(bytes: Uint8Array): FileContent {
  const [items, errors]: [Item[], FileError[]] = [[], []];
  let category = "";
  const blocks = blocksOf(decodeText(bytes), MOST_QUESTIONS);
  if (!blocks) return { items, errors: [{ line: 0, reason: say("gift.too-many", { most: MOST_QUESTIONS }) }] };
  for (const block of blocks) {
    if (block.text.startsWith("$CATEGORY:")) category = categoryIn(block.text);
    else {
      const read = readBlock(block, category);
      if ("reason" in read) errors.push(read);
      else items.push(read);
    }
  }
  return { items, errors };
}

/** Without the course and the "top" that every path of Moodle's begins with. */
function categoryIn(text: string): string {
  return withoutEnds(meant(withStandIns(text.slice("$CATEGORY:".length)))).replace(/^\$\w+\$\/?/, "").replace(/^top(?:\/|$)/, "");
}

function readBlock({ line, text: source, comments }: Block, category: string): Item | FileError {
  if (source.length > LONGEST) return { line, reason: say("gift.too-long", { most: LONGEST }), name: nameFromText(source.slice(0, 100)) };
  const { name: given, text } = named(withStandIns(source));
  const [open, close] = [text.indexOf("{"), text.indexOf("}")];
  const refuse = (reason: Message): FileError => ({ line, reason, name: given ?? nameFromText(meant(text.slice(0, 500).split("{")[0]!)) });
  if (open < 0 && close < 0) return refuse(say("gift.description"));
  if (open < 0 || close < open || text.slice(open, close).includes("\n\n")) return refuse(say("gift.braces"));

  const tail = text.slice(close + 1);
  const asked = written(text.slice(0, open) + (text.endsWith("}") ? tail : `_____${tail}`));
  const { answers, general } = withoutGeneralFeedback(withoutEnds(text.slice(open + 1, close)));
  const parts = answersIn(answers, asked.format);
  if ("refused" in parts) return refuse(parts.refused);
  return {
    line, name: given ?? nameFromText(asked.text), text: asked.text, format: asked.format, generalFeedback: written(general, asked.format).text, defaultMark: 1,
    penalty: parts.type === "truefalse" ? 1 : 0.3333333, category, ...labelsIn(comments), hints: [], files: [], dropped: [], ...parts,
  };
}

/** A name between double colons. */
function named(text: string): { name?: string; text: string } {
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end >= 0) return { name: cleanName(meant(text.slice(2, end))), text: withoutEnds(text.slice(end + 2)) };
  return { text: text.startsWith("::") ? text.slice(2) : text };
}

function withoutGeneralFeedback(text: string): { answers: string; general: string } {
  const at = text.lastIndexOf("####");
  return at < 0 ? { answers: text, general: "" } : { answers: withoutEnds(text.slice(0, at)), general: text.slice(at + 4) };
}

/** `[id:...]` and `[tag:...]` in the comments of a question. */
function labelsIn(comments: string): { idNumber: string; tags: string[] } {
  const read = (label: string) => [...comments.matchAll(new RegExp(`\\[${label}:((?:\\\\\\]|[^\\][\\p{Cc}])+)\\]`, "gu"))].map(([, text]) => withoutEnds(text!.replaceAll("\\]", "]")));
  return { idNumber: read("id")[0] ?? "", tags: read("tag").filter((tag) => !/[<>`]/.test(tag) && tag !== "") };
}

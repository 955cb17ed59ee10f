import { say, type Message } from "../../../lib/messages.ts";
import { hasMarkup, imagesIn, lacksAlternative, picturesIn, safeSource } from "../rich-text.ts";
import type { Format } from "../texts.ts";
import type { Item } from "./item.ts";

/** How the texts of an item become those of a question, and what is said about it. */
export interface Texts { format: Exclude<Format, "plain"> | undefined; autoFormat: boolean; clean: (text: string, format?: Format) => string; own: (format: Format) => { format?: Format }; said: () => Message[] }

const OF_FILE = /\bsrc\s*=\s*["']?@@PLUGINFILE@@\//i;
/** In characters. So much is looked through for what has to go, such as pictures in the text itself; what is longer is refused as it is. */
const MOST_WRITTEN = 1_000_000;

/** Texts in Moodle's auto-format that have no markup are plain ones. What has to go from a text is said once for the whole item. */
export function textsOf(item: Item): Texts {
  const isPlain = item.format === "plain" || (item.format === "moodle" && !textsIn(item).some(hasMarkup));
  const said = new Map<string, Message>();
  const note = (message: Message) => void said.set(message.key, message);
  const clean = (text: string, format: Format = item.format) => {
    if (format === "plain" || text.length > MOST_WRITTEN || (format === "moodle" && !hasMarkup(text))) return text;
    const known = new Set(item.files.map(({ name }) => name));
    if (picturesIn(text).some((name) => !known.has(name))) note(say("items.file-missing"));
    if (format === "markdown") return text;
    if (lacksAlternative(text)) note(say("items.without-alternative"));
    const isElsewhere = imagesIn(text).some((image) => !OF_FILE.test(image));
    if (isElsewhere) note(say("items.picture-elsewhere"));
    const { html, isChanged } = safeSource(text);
    if (isChanged && !isElsewhere) note(say("items.markup-dropped"));
    return html;
  };
  return {
    format: isPlain ? undefined : (item.format as Exclude<Format, "plain">), autoFormat: isPlain && item.format === "moodle", clean,
    own: (format) => (format === item.format ? {} : { format }), said: () => [...said.values()],
  };
}

function textsIn(item: Item): string[] {
  const answers = "answers" in item ? item.answers.flatMap(({ text, feedback }) => [text, feedback]) : "pairs" in item ? item.pairs.map(({ question }) => question) : item.lines;
  const combined = item.type === "multichoice" ? [item.correctFeedback, item.partlyFeedback, item.incorrectFeedback] : [];
  return [item.text, item.generalFeedback, ...item.hints, ...answers, ...combined];
}

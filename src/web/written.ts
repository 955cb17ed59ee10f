import { safeHtmlOf } from "../engine/questions/rich-text.ts";

/** What views say for words that stand as they were typed, as HTML with line ends kept. */
export const written = {
  words(text: string): string {
    return safeHtmlOf(text, "plain");
  },
};

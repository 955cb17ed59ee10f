import type { Message } from "../../../lib/messages.ts";
import type { Question } from "../question.ts";
import type { WrittenFile } from "./gift-writing.ts";
import type { Item } from "./item.ts";
import { itemOf } from "./item-of.ts";

/** What a format of other systems does with our questions, by way of items. Questions that it refuses are left out by whoever exports, after they were named. */
export function byItems(write: (items: readonly Item[]) => WrittenFile): { write: (questions: readonly Question[]) => string; lost: (question: Question) => Message[]; refuses: (question: Question) => Message | undefined } {
  return {
    write: (questions) => write(questions.map((question) => itemOf(question).item)).text,
    lost: (question) => {
      const { item, lost } = itemOf(question);
      return [...lost, ...write([item]).lost.flatMap(({ words }) => words)];
    },
    refuses: (question) => write([itemOf(question).item]).refused[0]?.reason,
  };
}

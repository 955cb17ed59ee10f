import type { Message } from "../../../lib/messages.ts";
import type { Question } from "../question.ts";
import type { WrittenFile } from "./gift-writing.ts";
import type { Item } from "./item.ts";
import { itemOf } from "./item-of.ts";
import { writeMoodleXml } from "./moodle-xml-writing.ts";
import { writeCanvasItem } from "./qti/canvas-item.ts";
import { writeCanvasPackage } from "./qti/canvas-package.ts";
import { writeItem } from "./qti/writing-item.ts";
import { writeQtiPackage } from "./qti/writing-package.ts";

/** A picture that questions show, by its digest. */
export interface Picture { digest: string; type: string; content: Uint8Array }

/** What a format does with questions. `lost`: what it cannot carry of one; `refuses`: why it cannot hold one at all. */
interface Way { write: (questions: readonly Question[], pictures: readonly Picture[]) => string | Uint8Array; lost: (question: Question) => Message[]; refuses?: (question: Question) => Message | undefined }

/** A text format by way of items. Questions that it refuses are left out by whoever exports, after they were named. */
export function byText(write: (items: readonly Item[]) => WrittenFile): Way {
  return {
    write: (questions) => write(questions.map((question) => itemOf(question).item)).text,
    lost: (question) => { const { item, lost } = itemOf(question); return [...lost, ...write([item]).lost.flatMap(({ words }) => words)]; },
    refuses: (question) => write([itemOf(question).item]).refused[0]?.reason,
  };
}

export const MOODLE_XML: Way = {
  write: (questions, pictures) => writeMoodleXml(questions.map((question) => itemWith(question, pictures))).xml,
  lost: (question) => { const { item, lost } = itemOf(question); return [...lost, ...writeMoodleXml([item]).errors.map(({ reason }) => reason)]; },
};

/** Packages of QTI 2 and 3; 1.2 is written as Canvas has it. */
export function qtiOf(version: "1.2" | "2.1" | "2.2" | "3.0"): Way {
  const packageOf = (items: readonly Item[]) => (version === "1.2" ? writeCanvasPackage(items) : writeQtiPackage(items, version));
  const notesOf = (item: Item) => (version === "1.2" ? writeCanvasItem(item, "q", "q") : writeItem(item, version, "q", "q")).notes;
  return {
    write: (questions, pictures) => packageOf(questions.map((question) => itemWith(question, pictures))).bytes,
    lost: (question) => { const { item, lost } = itemOf(question); return [...lost, ...notesOf(item)]; },
  };
}

const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" };

/** The item of a question with the files of the pictures that it shows. */
function itemWith(question: Question, pictures: readonly Picture[]): Item {
  const body = JSON.stringify(question);
  const shown = pictures.filter(({ digest }) => body.includes(`/pictures/${digest}`)).map((picture) => ({ ...picture, name: `${picture.digest}.${ENDINGS[picture.type] ?? "png"}` }));
  const named = shown.reduce((text, { digest, name }) => text.replaceAll(`/pictures/${digest}`, `@@PLUGINFILE@@/${name}`), body);
  return { ...itemOf(JSON.parse(named) as Question).item, files: shown.map(({ name, content }) => ({ name, content })) };
}

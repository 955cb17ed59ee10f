import type { Message } from "../../../lib/messages.ts";
import type { Question } from "../question.ts";
import type { FileError, Item, ItemFile } from "./item.ts";

/** A question that a file held, as ours; `item` is what a file of another system had. `without` names what the file did not say of it and was filled in: whoever imports it may say it for the lot. */
export interface Arrived { line: number; question: Question; dropped: readonly Message[]; files: readonly ItemFile[]; without: readonly Filled[]; item?: Item }
export type Filled = "topic" | "level" | "difficulty";

/** What a file held: every question of it has arrived or is an error. `isFolder`: it was several files, whose questions stand in their order. */
export interface Arrivals { questions: readonly Arrived[]; errors: readonly FileError[]; isFolder?: boolean }

/** What is filled in where a file says nothing. The topic is none of the vocabulary, so that nobody takes it for somebody's choice. */
export const FILLED = { topic: "imported", level: "recall", difficulty: "medium" } as const;

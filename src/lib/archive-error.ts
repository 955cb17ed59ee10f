import { say, type Message, type Values } from "./messages.ts";
import { inEnglish } from "./readers.ts";

/** Why an archive was not read, in words for whoever brought it; its message is English, for logs and the command line. */
export class ArchiveError extends Error {
  override name = "ArchiveError";
  readonly words: Message;
  constructor(key: string, values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

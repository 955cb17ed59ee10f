import { say, type Message, type Values } from "./messages.ts";
import { inEnglish } from "./readers.ts";

/** Why a backup was not made, not read or not restored, in words that say what to do; its message is English, for logs and the command line. */
export class BackupError extends Error {
  override name = "BackupError";
  readonly words: Message;
  constructor(key: string, values: Values = {}, cause?: unknown) { super(inEnglish(`backups.faults.${key}`, values), { cause }); this.words = say(`backups.faults.${key}`, values); }
}

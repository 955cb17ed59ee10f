import type { Message } from "../../../../lib/messages.ts";

/** Why a question was not read, in words for the trainer, and the line of its file. */
export class QtiError extends Error {
  readonly reason: Message;
  readonly line: number;
  constructor(reason: Message, line = 0) {
    super(reason.key);
    this.reason = reason;
    this.line = line;
  }
}

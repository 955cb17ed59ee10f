import { say, type Message, type Values } from "../../../../lib/messages.ts";
import type { XmlElement } from "../../../../lib/xml.ts";

/** Why one question of a file is not read; the rest of the file is. */
export class QuestionRefused extends Error {
  readonly reason: Message;
  readonly line: number;
  constructor(key: string, { line }: Pick<XmlElement, "line">, values: Values = {}) {
    super(key);
    this.reason = say(key, values);
    this.line = line;
  }
}

import { inEnglish } from "../lib/readers.ts";
import { say, type Message, type Values } from "../lib/messages.ts";

/** Thrown anywhere, answered in one place: web/http/errors.ts. Each carries its words by their key, for its reader's language, and in English, for logs and the command line. */
export class NotFound extends Error {
  override name = "NotFound";
  readonly words: Message;
  constructor(key = "errors.not-found", values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

export class Forbidden extends Error {
  override name = "Forbidden";
  readonly words: Message;
  constructor(key: string, values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

/** The visitor is not signed in: pages send them to the sign-in page. */
export class SignInNeeded extends Error { override name = "SignInNeeded"; }

/** A rule refused the wish; the words are shown to the person who made it. */
export class Refused extends Error {
  override name = "Refused";
  readonly words: Message;
  /** The form field that the words belong beside, where there is one. */
  readonly field: string;
  constructor(key: string, field = "form", values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); this.field = field; }
}

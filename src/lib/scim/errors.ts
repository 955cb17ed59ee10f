import { say, type Message, type Values } from "../messages.ts";
import { inEnglish } from "../readers.ts";

/** The words for programs of RFC 7644, table 9. */
export type ScimType = "invalidFilter" | "uniqueness" | "mutability" | "invalidSyntax" | "invalidPath" | "noTarget" | "invalidValue" | "tooMany";

/** A request that cannot be done as it was made. The words are English for the program and stand in the admin's language on the page of its last requests. */
export class ScimError extends Error {
  override name = "ScimError";
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly words: Message;
  constructor(status: number, scimType: ScimType | undefined, key: string, values: Values = {}) {
    super(inEnglish(key, values));
    this.status = status;
    this.scimType = scimType;
    this.words = say(key, values);
  }
}

export function badValue(key: string, values: Values = {}): ScimError {
  return new ScimError(400, "invalidValue", `scim-errors.${key}`, values);
}

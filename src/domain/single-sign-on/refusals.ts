import { Refused } from "../errors.ts";

/** Why nobody came in: words for them, and for administrators a detail that holds no token. */
export class SignInRefused extends Refused {
  override name = "SignInRefused";
  readonly detail: string;
  constructor(reason: string, detail = "") {
    super(`sso.refusals.${reason}`);
    this.detail = detail.slice(0, 300);
  }
}

/** Thrown anywhere, answered in one place: web/http/errors.ts. */
export class NotFound extends Error {
  override name = "NotFound";
  constructor(message = "There is nothing at this address, or it is not yours to see.") { super(message); }
}

export class Forbidden extends Error { override name = "Forbidden"; }

/** The visitor is not signed in: pages send them to the sign-in page. */
export class SignInNeeded extends Error { override name = "SignInNeeded"; }

/** A rule refused the wish; the message is shown to the person who made it. */
export class Refused extends Error {
  override name = "Refused";
  /** The form field that the message belongs beside, where there is one. */
  readonly field: string;
  constructor(message: string, field = "form") { super(message); this.field = field; }
}

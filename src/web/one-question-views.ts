import type { NamedAttempt } from "../storage/attempts.ts";
import type { NamedLink } from "../storage/question-links.ts";
import type { ExplainedRuling } from "../storage/rulings.ts";
import type { Form } from "./http/forms.ts";
import type { Quotation } from "./quotations.ts";
import type { Sheet } from "./sheets.ts";

/** Why a link does not lead to its question; `lost`: the browser does not know any more whom it is for. */
export type OneRefusal = "odd" | "over" | "nobody" | "lost";

/** What a link to one question shows. `signedInAs`: the name of somebody else who is signed in here. */
export interface OneQuestionViews {
  "one/start": { link: NamedLink; signedInAs: string | undefined };
  "one/answered": { link: NamedLink; isSignedIn: boolean };
  "one/refused": { reason: OneRefusal };
  "one/question": { link: NamedLink; signedInAs: string | undefined; attempt: NamedAttempt; sheet: Sheet; quotations: Quotation[]; ruling: ExplainedRuling | null; picked: string[]; form: Form; hasAccount: boolean };
}

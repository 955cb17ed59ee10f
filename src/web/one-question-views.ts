import type { NamedAttempt } from "../storage/attempts.ts";
import type { NamedLink } from "../storage/question-links.ts";
import type { ExplainedRuling } from "../storage/rulings.ts";
import type { Form } from "./http/forms.ts";
import type { Quotation } from "./quotations.ts";
import type { Sheet } from "./sheets.ts";

/** What a link to one question shows. */
export interface OneQuestionViews {
  "one/start": { link: NamedLink };
  "one/question": { link: NamedLink; attempt: NamedAttempt; sheet: Sheet; quotations: Quotation[]; ruling: ExplainedRuling | null; picked: string[]; form: Form; hasAccount: boolean };
}

import type { Config } from "../config.ts";
import type { ClosedBook } from "../domain/closed-books.ts";
import type { Settings } from "../domain/installation-sections.ts";
import type { Words } from "../lib/messages.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { Duty } from "../storage/duties.ts";
import type { Mail } from "../storage/mail-tables.ts";
import type { Page } from "../storage/page.ts";
import type { OpenQuiz } from "../storage/quizzes.ts";
import type { ExplainedRuling } from "../storage/rulings.ts";
import type { ProblemReport } from "../storage/report-tables.ts";
import type { Allowance } from "./allowances.ts";
import type { AskedQuiz } from "./asked-quizzes.ts";
import type { PublicCertificate } from "./certificate-words.ts";
import type { DueCard } from "./home.ts";
import type { Form } from "./http/forms.ts";
import type { IncidentShelf } from "./incidents.ts";
import type { ClosedIncident, IncidentStory } from "./incident-story.ts";
import type { Quotation } from "./quotations.ts";
import type { PrivacyChange } from "./privacy-history.ts";
import type { PolicyLine, PolicyPage } from "./policies.ts";
import type { ProgressViews } from "./progress/progress-views.ts";
import type { QuizCard } from "./quizzes.ts";
import type { ReasonChoice } from "./report-form.ts";
import type { ResultChange } from "./result-changes.ts";
import type { ResultPage } from "./result-page.ts";
import type { Result } from "./results.ts";
import type { RefreshedFact, ReviewOffer } from "./reviews.ts";
import type { Sheet } from "./sheets.ts";
import type { Standing } from "./standings.ts";
import type { TimeLeft } from "./time-left.ts";

interface Choice { value: string; label: string }
interface FinishedAttempt { attempt: NamedAttempt; result: Result }

/** The pages of everybody who is signed in. */
export interface LearnerViews extends ProgressViews {
  "home/show": {
    today: DueCard[]; due: DueCard[]; voluntary: DueCard[]; later: Duty[]; missed: Duty[]; day: string; open: NamedAttempt[]; done: FinishedAttempt[]; review: ReviewOffer | null; changes: ResultChange[];
    /** How many policies wait to be confirmed. */
    unconfirmed: number;
    /** Of backups, for administrators alone. */
    trouble: "failed" | "late" | undefined;
    /** Messages that wait for a decision after a restore, for administrators alone. */
    held: number;
  };
  "policies/index": { due: PolicyLine[]; done: PolicyLine[] };
  "policies/show": PolicyPage;
  "quizzes/index": { list: Page<OpenQuiz>; cards: QuizCard[] };
  "quizzes/show": { leastAnswers: number; card: QuizCard; asked: AskedQuiz | undefined; labels: string[]; results: FinishedAttempt[]; standing: Standing | undefined; allowance: Allowance };
  "attempts/question": {
    /** Where its pages are, where a trainer tries the quiz out. */
    base: string | null; attempt: NamedAttempt; length: number; sheet: Sheet; quotations: Quotation[]; answered: number[]; picked: string[]; form: Form; nextUrl: string; isLast: boolean;
    time: TimeLeft | null; report: Form; earlier: ProblemReport | undefined; ruling: ExplainedRuling | null; reasons: ReasonChoice[]; privacyMode: Config["privacyMode"];
  };
  "attempts/result": ResultPage;
  /** In place of a question that would tell what the open attempt asks. */
  "attempts/closed": { title: string; open: ClosedBook["attempt"] };
  "incidents/index": IncidentShelf;
  "incidents/show": IncidentStory;
  "incidents/closed": ClosedIncident;
  "certificates/index": { certificates: Omit<PublicCertificate, "name">[] };
  "certificates/check": { form: Form };
  "certificates/show": {
    certificate: PublicCertificate; own: { address: string; reason: Words } | null; admin: { name: string; reason: Words; canRevoke: boolean } | null; shows: Form; revocation: Form;
  };
  "reviews/show": { offer: ReviewOffer | null; refreshed: RefreshedFact[]; nextDay: string | null; most: number };
  "reviews/question": { review: { public_id: string; place: number; of: number }; sheet: Sheet; picked: string[]; form: Form; nextUrl: string; isLast: boolean; report: Form; earlier: ProblemReport | undefined; ruling: ExplainedRuling | null; reasons: ReasonChoice[]; privacyMode: Config["privacyMode"] };
  "reminders/show": {
    form: Form; hours: Choice[]; days: Choice[]; since: string | null; address: string; canMail: boolean; email: string; mails: Omit<Mail, "message">[]; older: number | undefined; keptDays: number;
  };
  "privacy/show": { holding: Settings; kept: { key: string; days: Words }[]; least: number; since: string | null; isHeld: boolean; canMail: boolean; history: PrivacyChange[]; told: Words[] };
  "leaving/show": { token: string; isDone: boolean };
}

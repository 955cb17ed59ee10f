import type { Config } from "../config.ts";
import type { Verdict } from "../engine/questions/marking.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { Page } from "../storage/page.ts";
import type { PaperLine } from "../storage/paper-items.ts";
import type { OpenQuiz } from "../storage/quizzes.ts";
import type { ExplainedRecount } from "../storage/recounts.ts";
import type { DueCard } from "./home.ts";
import type { Form } from "./http/forms.ts";
import type { TallyRow } from "./progress.ts";
import type { QuizCard } from "./quizzes.ts";
import type { Result } from "./results.ts";
import type { RefreshedFact, ReviewOffer } from "./reviews.ts";
import type { Sheet } from "./sheets.ts";
import type { Withdrawal } from "./withdrawals.ts";

interface Choice { value: string; label: string }
interface FinishedAttempt { attempt: NamedAttempt; result: Result }

/** The pages of everybody who is signed in. */
export interface LearnerViews {
  "home/show": { today: DueCard[]; due: DueCard[]; open: NamedAttempt[]; done: FinishedAttempt[]; review: ReviewOffer | null };
  "quizzes/index": { list: Page<OpenQuiz>; cards: QuizCard[] };
  "quizzes/show": { card: QuizCard; labels: string[]; results: FinishedAttempt[] };
  "attempts/question": { attempt: NamedAttempt; length: number; sheet: Sheet; marks: (Verdict | null)[]; picked: string[]; form: Form; nextUrl: string; isLast: boolean };
  "attempts/result": { attempt: NamedAttempt; result: Result; lines: (PaperLine & { verdict: Verdict | null; withdrawal: Withdrawal | null })[]; recounts: ExplainedRecount[] };
  "reviews/show": { offer: ReviewOffer | null; refreshed: RefreshedFact[]; nextDay: string | null; most: number };
  "reviews/question": { review: { public_id: string; place: number; of: number }; sheet: Sheet; picked: string[]; form: Form; nextUrl: string; isLast: boolean };
  "reminders/show": { form: Form; zones: Choice[]; hours: Choice[]; since: string | null; address: string; canMail: boolean; email: string };
  "leaving/show": { token: string; isDone: boolean };
  "progress/show": { topics: TallyRow[]; incidents: TallyRow[]; history: Page<NamedAttempt>; attempts: { attempt: NamedAttempt; result: Result | null }[]; privacyMode: Config["privacyMode"] };
}

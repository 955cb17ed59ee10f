import type { Config } from "../config.ts";
import type { Verdict } from "../engine/questions/marking.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { Page } from "../storage/page.ts";
import type { OpenQuiz } from "../storage/quizzes.ts";
import type { Allowance } from "./allowances.ts";
import type { PublicCertificate } from "./certificate-words.ts";
import type { DueCard } from "./home.ts";
import type { Form } from "./http/forms.ts";
import type { IncidentShelf } from "./incidents.ts";
import type { ClosedIncident, IncidentStory } from "./incident-story.ts";
import type { TallyRow } from "./progress.ts";
import type { QuizCard } from "./quizzes.ts";
import type { ResultPage } from "./result-page.ts";
import type { Result } from "./results.ts";
import type { Sheet } from "./sheets.ts";
import type { Standing } from "./standings.ts";
import type { TimeLeft } from "./time-left.ts";

interface FinishedAttempt { attempt: NamedAttempt; result: Result }

/** The pages of everybody who is signed in. */
export interface LearnerViews {
  "home/show": { today: DueCard[]; due: DueCard[]; open: NamedAttempt[]; done: FinishedAttempt[] };
  "quizzes/index": { list: Page<OpenQuiz>; cards: QuizCard[] };
  "quizzes/show": { card: QuizCard; labels: string[]; results: FinishedAttempt[]; standing: Standing | undefined; allowance: Allowance };
  "attempts/question": { attempt: NamedAttempt; length: number; sheet: Sheet; marks: (Verdict | null)[]; picked: string[]; form: Form; nextUrl: string; isLast: boolean; time: TimeLeft | null };
  "attempts/result": ResultPage;
  "incidents/index": IncidentShelf;
  "incidents/show": IncidentStory;
  "incidents/closed": ClosedIncident;
  "certificates/index": { certificates: Omit<PublicCertificate, "name">[] };
  "certificates/check": { form: Form };
  "certificates/show": {
    certificate: PublicCertificate; own: { address: string; reason: string | null } | null; admin: { name: string; reason: string | null; canRevoke: boolean } | null; shows: Form; revocation: Form;
  };
  "progress/show": { topics: TallyRow[]; incidents: TallyRow[]; history: Page<NamedAttempt>; attempts: { attempt: NamedAttempt; result: Result | null }[]; privacyMode: Config["privacyMode"] };
}

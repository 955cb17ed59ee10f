import type { Calibration } from "../../engine/learning/calibration.ts";
import type { AnswerFilter } from "../../storage/answers.ts";
import type { FinishedAttempt, NamedAttempt } from "../../storage/attempts.ts";
import type { Page } from "../../storage/page.ts";
import type { OwnReport } from "../../storage/problem-reports.ts";
import type { ReportReason } from "../../storage/report-tables.ts";
import type { ErasureRequest } from "../../storage/erasure-tables.ts";
import type { Form } from "../http/forms.ts";
import type { Result } from "../results.ts";
import type { MasteryRow } from "./mastery-rows.ts";
import type { PastSheets } from "./past-answers.ts";
import type { Remembered } from "./remembered.ts";
import type { Viewers } from "./viewers.ts";

interface Scored { attempt: FinishedAttempt; result: Result }
interface Sat { attempt: NamedAttempt; result: Result | null }

/** The pages about oneself. */
export interface ProgressViews {
  "progress/show": {
    /** `adapted`: whether there are answers of adaptive quizzes, which are in none of these shares. */
    topics: MasteryRow[]; incidents: MasteryRow[]; adapted: boolean; calibration: Calibration[]; remembered: Remembered | undefined; isNew: boolean; attempts: Sat[]; more: boolean;
    reports: (OwnReport & { stem: string; language: string })[]; reasonWords: Record<ReportReason, string>; viewers: Viewers;
  };
  "progress/attempts": { history: Page<NamedAttempt>; attempts: Sat[] };
  "progress/answers": PastSheets & { history: Page<unknown>; filter: AnswerFilter; topics: { value: string; label: string }[] };
  "progress/bests": { list: Page<unknown>; rows: { newest: FinishedAttempt; times: number; first: Scored; best: Scored }[] };
  "progress/data": { viewers: Viewers; request: ErasureRequest | undefined; answerBy: string; erasure: Form; download: Form };
}

import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Settings } from "../../domain/installation-sections.ts";
import type { DeskPolicy } from "./policies.ts";
import type { Report } from "./report.ts";
import type { DeskRow } from "./rows.ts";
import type { TeamPage } from "./team-page.ts";

/** The pages of managers. */
export interface DeskViews {
  "desk/show": { report: Report; total: DeskRow; byTeam: DeskRow[]; byQuiz: DeskRow[] };
  "desk/quiz": { report: Report; quiz: OpenQuiz; total: DeskRow; byTeam: DeskRow[] };
  "desk/team": TeamPage;
  "desk/policies": { rows: DeskPolicy[]; least: number; mode: Settings["privacyMode"] };
}

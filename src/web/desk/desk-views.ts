import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { AssignmentViews } from "./assignment-pages.ts";
import type { Report } from "./report.ts";
import type { DeskRow } from "./rows.ts";
import type { TeamPage } from "./team-page.ts";

/** The pages of managers. */
export interface DeskViews extends AssignmentViews {
  "desk/show": { report: Report; total: DeskRow; byTeam: DeskRow[]; byQuiz: DeskRow[] };
  "desk/quiz": { report: Report; quiz: OpenQuiz; total: DeskRow; byTeam: DeskRow[] };
  "desk/team": TeamPage;
}

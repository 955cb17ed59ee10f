import type { Settings } from "../../domain/installation-sections.ts";
import type { AssignmentViews } from "./assignment-pages.ts";
import type { KnowledgePage } from "./knowledge-page.ts";
import type { DeskPolicy } from "./policies.ts";
import type { OverviewPage, QuizPage, TeamPage } from "./pages.ts";

/** The pages of managers. */
export interface DeskViews extends AssignmentViews {
  "desk/show": OverviewPage; "desk/quiz": QuizPage; "desk/team": TeamPage; "desk/knowledge": KnowledgePage;
  "desk/policies": { rows: DeskPolicy[]; least: number; mode: Settings["privacyMode"] };
}

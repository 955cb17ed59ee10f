import type { Settings } from "../../domain/installation-sections.ts";
import type { AssignmentViews } from "./assignment-pages.ts";
import type { KnowledgePage } from "./knowledge-page.ts";
import type { DeskPolicy } from "./policies.ts";
import type { PersonPage } from "./person-page.ts";
import type { SavedViewsPage, ViewsBeside } from "./saved-views.ts";
import type { OverviewPage, QuizPage, TeamPage } from "./pages.ts";

interface Beside { saved: ViewsBeside }

/** The pages of managers. */
export interface DeskViews extends AssignmentViews {
  "desk/show": OverviewPage & Beside; "desk/quiz": QuizPage & Beside; "desk/team": TeamPage & Beside; "desk/knowledge": KnowledgePage & Beside; "desk/views": SavedViewsPage; "desk/person": PersonPage;
  "desk/policies": { rows: DeskPolicy[]; least: number; mode: Settings["privacyMode"] };
}

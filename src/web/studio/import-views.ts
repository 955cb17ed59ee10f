import type { PackPlan } from "../../domain/planning-packs.ts";
import type { Path } from "../../engine/library/paths.ts";
import type { Message } from "../../lib/messages.ts";
import type { QuestionImport } from "../../storage/import-tables.ts";
import type { PathWeek } from "../../storage/path-weeks.ts";
import type { NamedAssignment } from "../../storage/quiz-drafts.ts";
import type { PackLine, PackRow } from "../../storage/packs.ts";
import type { Page } from "../../storage/page.ts";
import type { LineFilter } from "../../storage/question-imports.ts";
import type { TagCount } from "../../storage/question-tags.ts";
import type { Form } from "../http/forms.ts";
import type { ExportOffer } from "./exports.ts";
import type { ShownLine } from "./import-page.ts";
import type { Choice } from "./words.ts";

/** A choice among words of the catalogues. */
export interface Named { value: string; label: string | Message }

/** A month of a path, 1 to 12: how many weeks it has, those that were made, and how they were given out. */
export interface PathMonth { number: number; theme: string; count: number; quizzes: PathWeek[]; given: NamedAssignment | undefined }

/** The pages of files of questions. */
export interface ImportViews {
  "studio/imports/index": { imports: Page<QuestionImport> };
  "studio/imports/new": { form: Form; endings: string[]; most: number; mostQuestions: number };
  "studio/imports/show": {
    brought: QuestionImport; lines: Page<ShownLine>; filter: LineFilter; query: string; kinds: { kind: string; count: number }[]; taken: number; notes: number; keptUntil: string;
    lacks: { topic: number; level: number }; form: Form; topics: Choice[]; incidents: Choice[]; knownTags: TagCount[];
  };
  "studio/imports/state": { brought: QuestionImport; form: Form; total: number };
  "studio/paths/index": { paths: readonly Path[] };
  "studio/paths/show": { path: Path; months: PathMonth[]; next: number | undefined; monthsLeft: number; stopped: Message | undefined; form: Form; thisMonth: string };
  "studio/packs/index": { form: Form; packs: PackLine[] };
  "studio/packs/show": { row: PackRow; plan: PackPlan; form: Form };
  "studio/exports/show": { offers: ExportOffer[]; total: number; most: number; fields: [string, string][]; back: string };
}

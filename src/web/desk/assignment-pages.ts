import type { Response } from "express";
import type { Outlook } from "../../domain/outlooks.ts";
import { summarise } from "../../domain/summarising.ts";
import type { Reach } from "../../domain/assignment-reach.ts";
import { say, type Words } from "../../lib/messages.ts";
import { groupBy } from "../../lib/groups.ts";
import { dayIn } from "../../lib/zones.ts";
import type { NamedException } from "../../storage/assignment-exceptions.ts";
import { countProgress, listNamedParts, listSteps, type NamedPart, type NamedStep, type Progress } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import type { MemberFilter, MemberLine } from "../../storage/audience-pages.ts";
import { listGroups } from "../../storage/groups.ts";
import type { Page } from "../../storage/page.ts";
import { listEveryPublishedQuiz } from "../../storage/quizzes.ts";
import { listTeams } from "../../storage/teams.ts";
import { teamOptions } from "../admin/team-tree.ts";
import type { Deps } from "../deps.ts";
import type { Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { MOST_ROWS } from "./assignment-form.ts";
import { dueOf, type AssignmentsWish, type OrderedAssignment } from "./assignment-order.ts";

/** An assignment as lists show it, with the due day of the round that is on; without `progress` where names are hidden. */
export interface AssignmentLine { assignment: Assignment; due: string | null; name: Words; steps: NamedStep[]; parts: NamedPart[]; people: number; progress: ToldProgress | undefined }
/** `clear`: those who have nothing left to do, whether they had anything or not. */
export type ToldProgress = Progress & { clear: number };
interface Choice { value: string; label: Words }
export interface AssignmentViews {
  "desk/assignments/index": { list: Page<OrderedAssignment>; lines: AssignmentLine[]; isFresh: boolean; wish: AssignmentsWish; isTold: boolean };
  "desk/assignments/form": { form: Form; id: string; isNew: boolean; quizzes: Choice[]; places: Choice[]; rows: { quiz: number; for: number; not: number } };
  "desk/assignments/outlook": { id: string; deed: "made" | "changed" | "ended"; outlook: Outlook; fields: [string, string][]; detailed: boolean };
  "desk/assignments/show": {
    line: AssignmentLine; filled: number | null; isFresh: boolean; mayChange: boolean; members: Page<MemberLine> | undefined; filter: MemberFilter; search: string; exceptions: NamedException[]; form: Form; today: string; seesDesk: boolean;
  };
}

/** The lines of these assignments, with figures of the people of these teams, or of everybody. `isFresh`: everything that was done is in them. */
export async function linesOf({ db, now, config }: Deps, assignments: readonly Assignment[], teamIds: readonly number[] | undefined): Promise<{ lines: AssignmentLine[]; isFresh: boolean }> {
  const isFresh = await summarise(db, now(), { all: false });
  const ids = assignments.map(({ id }) => id);
  const [steps, parts] = [groupBy(await listSteps(db, ids), ({ assignment_id }) => String(assignment_id)), groupBy(await listNamedParts(db, ids), ({ assignment_id }) => String(assignment_id))];
  const progress = await countProgress(db, ids, teamIds, dayIn(config.timeZone, now()), now().toISOString());
  const lines = assignments.map((assignment) => {
    const its = steps.get(String(assignment.id)) ?? [];
    return { assignment, due: dueOf(assignment, now()), name: assignment.title || (its[0]?.title ?? ""), steps: its, parts: parts.get(String(assignment.id)) ?? [], people: progress.get(assignment.id)!.people, progress: config.privacyMode === "named" ? toldOf(progress.get(assignment.id)!) : undefined };
  });
  return { lines, isFresh };
}

function toldOf(progress: Progress): ToldProgress {
  return { ...progress, clear: progress.people - progress.todo - progress.exempt };
}

/** The form with as many rows as are filled and one more. */
export async function showAssignmentForm(res: Response, { db }: Pick<Deps, "db">, reach: Reach, page: { form: Form; id: string; isNew: boolean }, status = 200): Promise<void> {
  const rows = (kind: string, least: number) => Math.min(MOST_ROWS, Math.max(least, Array.from({ length: MOST_ROWS }, (_, index) => index + 1).filter((row) => page.form.values[`${kind}-${row}`]).length + 1));
  const teams = (await listTeams(db)).filter(({ id }) => reach === "everybody" || reach.has(id));
  const places: Choice[] = teamOptions(teams).map(({ value, label }) => ({ value: `team:${value}`, label }));
  const all: Choice[] = reach === "everybody" ? [{ value: "everyone", label: say("assigning.everybody") }, ...(await listGroups(db)).map(({ public_id, name }) => ({ value: `group:${public_id}`, label: say("assignments.group", { name }) }))] : [];
  render(res, "desk/assignments/form", {
    ...page, quizzes: (await listEveryPublishedQuiz(db)).map(({ slug, title }) => ({ value: slug, label: title })), places: [...all, ...places], rows: { quiz: rows("quiz", 1), for: rows("for", 1), not: rows("not", 1) },
  }, status);
}

import type { Request } from "express";
import { summarise } from "../../domain/summarising.ts";
import { newestDay, roundOn } from "../../engine/assignments/rounds.ts";
import { byUrgency, URGENCIES, urgencyOf, type Urgency } from "../../engine/assignments/urgency.ts";
import { fold } from "../../lib/text.ts";
import { dayIn } from "../../lib/zones.ts";
import { countOverdue, listOutlines, type AssignmentOutline } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { queryText } from "../http/paging.ts";

/** Which assignments somebody wants to see; all of them where nothing is said. */
export interface AssignmentsWish { state: Urgency | ""; search: string }
export type OrderedAssignment = AssignmentOutline & { due: string | null; overdue: number; urgency: Urgency };

export function assignmentsWishIn(req: Request): AssignmentsWish {
  return { state: URGENCIES.find((known) => known === queryText(req, "show")) ?? "", search: queryText(req, "q").trim().slice(0, 100) };
}

/** Those that fit, the most urgent first. Where names are hidden nobody is late: how far an assignment is, is not told there. */
export async function orderedAssignments({ db, now, config }: Deps, teamIds: readonly number[] | undefined, { state, search }: AssignmentsWish): Promise<OrderedAssignment[]> {
  const today = dayIn(config.timeZone, now());
  const late = config.privacyMode === "named" ? await countLate(db, teamIds, today, now()) : undefined;
  const words = fold(search).split(" ").filter(Boolean);
  const found = (await listOutlines(db, teamIds)).filter(({ title, first }) => words.every((word) => fold(`${title} ${first}`).includes(word)));
  const placed = found.map((one): OrderedAssignment => {
    const standing = { due: dueOf(one, now()), overdue: late?.get(one.id) ?? 0, ended_at: one.ended_at };
    return { ...one, ...standing, urgency: urgencyOf(standing, today) };
  });
  return placed.filter(({ urgency }) => state === "" || urgency === state).sort(byUrgency(today));
}

async function countLate(db: Db, teamIds: readonly number[] | undefined, today: string, at: Date): Promise<Map<number, number>> {
  await summarise(db, at, { all: false });
  return countOverdue(db, teamIds, today);
}

/** The due day of the round that is on. */
export function dueOf(assignment: Assignment, at: Date): string | null {
  return roundOn({ ...assignment, begins_on: assignment.created_at.slice(0, 10) }, newestDay(at)).due_on;
}

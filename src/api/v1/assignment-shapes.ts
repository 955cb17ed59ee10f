import { z } from "zod";
import type { AssignmentWish } from "../../domain/assigning.ts";
import type { Outlook } from "../../domain/outlooks.ts";
import type { PrivacyMode } from "../../engine/statistics/disclosure.ts";
import { say } from "../../lib/messages.ts";
import { listNamedParts, listSteps, type NamedPart } from "../../storage/assignment-lists.ts";
import type { Assignment } from "../../storage/assignment-tables.ts";
import type { Part } from "../../storage/assignments.ts";
import { findGroup } from "../../storage/groups.ts";
import { listQuizIds } from "../../storage/publications.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import { findNamedPerson } from "../../storage/reporting-lines.ts";
import type { Db } from "../../storage/tables.ts";
import { findTeamByPublicId } from "../../storage/teams.ts";
import { Problem } from "../http/problems.ts";
import { dayField, idField, lineField, timeField } from "./fields.ts";

const KINDS = ["everyone", "team", "group", "person"] as const;
const told = z.strictObject({ kind: z.enum(KINDS), id: z.string().nullable(), name: z.string().nullable() }).meta({ id: "ToldAudience", description: "A part of an audience: a team is meant with those below it." });
const part = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyone"), id: z.null().optional(), name: z.null().optional() }),
  z.strictObject({ kind: z.enum(["team", "group", "person"]), id: idField.describe("Of a person also their email or personnel number."), name: z.string().nullable().optional() }),
]).meta({ id: "Audience", description: "A part of an audience. Names are not looked at." });

const days = {
  title: lineField(120).describe("Of a path; empty takes that of the quiz."), opens_on: dayField.nullable(), due_on: dayField.nullable(), due_days: z.int().min(1).max(999).nullable().describe("So many days after its beginning, or after joining for those who join later."),
  every_months: z.int().min(1).max(60).nullable(), repeats: z.enum(["date", "completion"]).nullable().describe("From its first days, or after each completion, every so many months."),
  late: z.boolean().describe("Whether what is finished after the last day counts."), required: z.boolean(), done_when: z.enum(["finished", "passed"]),
};
const usual = {
  title: days.title.default(""), opens_on: days.opens_on.default(null), due_on: days.due_on.default(null), due_days: days.due_days.default(null), every_months: days.every_months.default(null), repeats: days.repeats.default(null),
  late: days.late.default(true), required: days.required.default(true), done_when: days.done_when.default("finished"),
};
const asked = { quizzes: z.array(idField).min(1).max(20).describe("Ids of published quizzes, in the order in which they open."), audience: z.array(part).min(1).max(500), except: z.array(part).max(500) };

export const assignment = z.strictObject({
  id: z.string(), ...days, quizzes: z.array(z.strictObject({ id: z.string(), title: z.string() })), audience: z.array(told), except: z.array(told), created_at: timeField, ended_at: timeField.nullable(),
}).meta({ id: "Assignment", description: "A quiz, or a path of quizzes, for an audience." });
export const newAssignment = z.strictObject({ ...usual, ...asked, except: asked.except.default([]) }).meta({ id: "NewAssignment", description: "What is assigned, to whom, and by when." });
export const assignmentChange = z.strictObject({ ...days, ...asked }).partial().meta({ id: "AssignmentChange", description: "What is left out stays as it is." });
export const outlook = z.strictObject({ joined: z.int(), left: z.int(), touched: z.int().nullable() }).meta({ id: "Outlook", description: "How many people got it, lost it, or have other days by it." });

export async function showAssignments(db: Db, rows: readonly Assignment[]): Promise<z.output<typeof assignment>[]> {
  const ids = rows.map(({ id }) => id);
  const [steps, parts] = [await listSteps(db, ids), await listNamedParts(db, ids)];
  return rows.map(({ id, public_id, late, required, author_id: _author, filled_to: _filled, late_joiners: _joiners, ...row }) => {
    const its = (is: 0 | 1) => parts.filter(({ assignment_id, is_exclusion }) => assignment_id === id && is_exclusion === is).map(toldPart);
    return { ...row, id: public_id, late: late === 1, required: required === 1, quizzes: steps.filter(({ assignment_id }) => assignment_id === id).map(({ slug, title }) => ({ id: slug, title })), audience: its(0), except: its(1) };
  });
}

function toldPart({ kind, public_id, name }: NamedPart): z.output<typeof told> {
  return { kind, id: public_id, name };
}

/** Only how many: whether those who leave have begun or finished is of single people. So is how many have other days, which nobody has who is done. */
export function showOutlook({ joined, left, touched }: Outlook, privacyMode: PrivacyMode): z.output<typeof outlook> {
  return { joined, left, touched: privacyMode === "named" ? touched : null };
}

/** What the deeds take; what is not said is as it is with the assignment that there is. @throws Problem for what is not there */
export async function wishOf(db: Db, { quizzes, audience, except, late, required, ...said }: z.output<typeof assignmentChange>, now?: AssignmentWish): Promise<AssignmentWish> {
  const flag = (given: boolean | undefined, before: 0 | 1 | undefined): 0 | 1 => (given === undefined ? before ?? 1 : given ? 1 : 0);
  const usually = { title: "", opens_on: null, due_on: null, due_days: null, every_months: null, repeats: null, done_when: "finished" as const };
  const parts = [...audience ? await partsOf(db, "audience", audience, 0) : (now?.parts ?? []).filter(({ is_exclusion }) => is_exclusion === 0), ...except ? await partsOf(db, "except", except, 1) : (now?.parts ?? []).filter(({ is_exclusion }) => is_exclusion === 1)];
  return { ...usually, ...now, ...definedDays(said), late: flag(late, now?.late), required: flag(required, now?.required), quizIds: quizzes ? await quizIdsOf(db, quizzes) : now?.quizIds ?? [], parts };
}

function definedDays(said: object): object {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

async function quizIdsOf(db: Db, slugs: readonly string[]): Promise<number[]> {
  const ids = await listQuizIds(db, [...new Set(slugs)]);
  if (ids.length < new Set(slugs).size) throw new Problem("refused", { words: say("assignments.quiz-odd"), faults: [{ pointer: "#/quizzes", words: say("assignments.quiz-odd") }] });
  return ids;
}

async function partsOf(db: Db, field: string, given: readonly z.output<typeof part>[], is_exclusion: 0 | 1): Promise<Part[]> {
  const parts = new Map<string, Part>();
  for (const [place, each] of given.entries()) {
    const found = await partOf(db, each);
    if (!found) throw new Problem("refused", { words: say("assignments.part-odd"), faults: [{ pointer: `#/${field}/${place}`, words: say("assignments.part-odd") }] });
    parts.set(JSON.stringify(found), { ...found, is_exclusion });
  }
  return [...parts.values()];
}

async function partOf(db: Db, given: z.output<typeof part>): Promise<Omit<Part, "is_exclusion"> | undefined> {
  const nobody = { team_id: null, group_id: null, person_id: null };
  const { kind, id } = given;
  if (kind === "everyone" || typeof id !== "string") return { ...nobody, kind: "everyone" };
  if (kind === "person") { const person = (await findPersonByPublicId(db, id)) ?? (await findNamedPerson(db, id)); return person && { ...nobody, kind, person_id: person.id }; }
  const place = kind === "team" ? await findTeamByPublicId(db, id) : await findGroup(db, id);
  return place && (kind === "team" ? { ...nobody, kind, team_id: place.id } : { ...nobody, kind, group_id: place.id });
}

import { z } from "zod";
import type { AssignmentWish } from "../../domain/assigning.ts";
import type { ExceptionWish } from "../../domain/assignment-exceptions.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { say } from "../../lib/messages.ts";
import type { NamedPart } from "../../storage/assignment-lists.ts";
import type { Part } from "../../storage/assignments.ts";
import { findGroup } from "../../storage/groups.ts";
import { listQuizIds } from "../../storage/publications.ts";
import { findNamedPerson } from "../../storage/reporting-lines.ts";
import type { Db } from "../../storage/tables.ts";
import { findTeamByPublicId } from "../../storage/teams.ts";
import { emptyForm, readForm, type Form, type ReadForm } from "../http/forms.ts";

export const MOST_ROWS = 20;
const MOST_PEOPLE = 200;

const day = z.string("assigning.date-odd").trim().default("").refine((text) => text === "" || parseEdtf(text)?.precision === "day", "assigning.date-odd").transform((text) => text || null);
const whole = (most: number, key: string) => z.string(key).trim().default("").refine((text) => text === "" || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most), { message: key, params: { maximum: most } }).transform((text) => (text === "" ? null : Number(text)));
const tick = z.string().default("").transform((text): 0 | 1 => (text === "1" ? 1 : 0));

const daysForm = z.object({
  title: z.string("fields.too-long").trim().max(120, "fields.too-long").default(""), opens_on: day, due_on: day, due_days: whole(999, "assignments.days-odd"), every_months: whole(60, "assignments.months-odd"),
  repeats: z.enum(["", "date", "completion"], "assignments.repeats-odd").default("").transform((choice) => choice || null), late: tick, required: tick, done_when: z.enum(["finished", "passed"], "assignments.done-odd").default("finished"),
});

/** What a new form says. */
export const NEW_FORM = { late: "1", required: "1", due_days: "14", done_when: "finished", repeats: "", "for-1": "" };

const typed = (body: Form["values"], name: string) => { const value = body[name]; return typeof value === "string" ? value.trim() : ""; };

/** Rows are `quiz-1`, `for-1`, `not-1` and so on; `people` and `not_people` are emails or personnel numbers, one a line. */
export async function readAssignmentForm(db: Db, body: unknown): Promise<ReadForm<AssignmentWish>> {
  const { form, value } = readForm(daysForm, body);
  const slugs = rowsOf(form, "quiz").map((row) => typed(form.values, row));
  const quizIds = await listQuizIds(db, [...new Set(slugs)]);
  const parts = [...await partsOf(db, form, "for", 0), ...await partsOf(db, form, "not", 1), ...await peopleOf(db, form, "people", 0), ...await peopleOf(db, form, "not_people", 1)];
  if (slugs.length === 0) form.errors["quiz-1"] = say("assignments.no-quiz");
  if (parts.every(({ is_exclusion }) => is_exclusion === 1) && !form.errors["for-1"] && !form.errors["people"]) form.errors["for-1"] = say("assignments.nobody");
  if (slugs.length > 0 && quizIds.length < new Set(slugs).size) form.errors["quiz-1"] = say("assignments.quiz-odd");
  return value && Object.keys(form.errors).length === 0 ? { form, value: { ...value, quizIds, parts } } : { form };
}

function rowsOf(form: Form, kind: string): string[] {
  return Array.from({ length: MOST_ROWS }, (_, index) => `${kind}-${index + 1}`).filter((row) => typed(form.values, row) !== "");
}

async function partsOf(db: Db, form: Form, kind: "for" | "not", is_exclusion: 0 | 1): Promise<Part[]> {
  const parts: Part[] = [];
  for (const row of rowsOf(form, kind)) {
    const part = await partOf(db, typed(form.values, row));
    if (part) parts.push({ ...part, is_exclusion });
    else form.errors[row] = say("assignments.part-odd");
  }
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

async function partOf(db: Db, value: string): Promise<Omit<Part, "is_exclusion"> | undefined> {
  const nobody = { team_id: null, group_id: null, person_id: null };
  const [kind, id = ""] = value.split(":");
  if (value === "everyone") return { ...nobody, kind: "everyone" };
  const place = kind === "team" ? await findTeamByPublicId(db, id) : kind === "group" ? await findGroup(db, id) : undefined;
  return place && (kind === "team" ? { ...nobody, kind: "team", team_id: place.id } : { ...nobody, kind: "group", group_id: place.id });
}

async function peopleOf(db: Db, form: Form, name: "people" | "not_people", is_exclusion: 0 | 1): Promise<Part[]> {
  const lines = [...new Set(typed(form.values, name).split(/[\n,;]/).map((line) => line.trim()).filter(Boolean))];
  if (lines.length > MOST_PEOPLE) form.errors[name] = say("assignments.many-people", { most: MOST_PEOPLE });
  const parts = new Map<number, Part>();
  for (const line of lines.slice(0, MOST_PEOPLE)) {
    const person = await findNamedPerson(db, line.slice(0, 200));
    if (person) parts.set(person.id, { kind: "person", team_id: null, group_id: null, person_id: person.id, is_exclusion });
    else form.errors[name] ??= say("assignments.person-unknown", { typed: line.slice(0, 80) });
  }
  return [...parts.values()];
}

/** The same the other way. */
export function typedAssignment(wish: Omit<AssignmentWish, "quizIds" | "parts">, slugs: readonly string[], parts: readonly NamedPart[]): Form {
  const text = (value: string | number | null) => (value === null ? "" : String(value));
  const places = (is: 0 | 1) => parts.filter(({ kind, is_exclusion }) => kind !== "person" && is_exclusion === is).map(({ kind, public_id }) => (kind === "everyone" ? "everyone" : `${kind}:${public_id}`));
  const people = (is: 0 | 1) => parts.filter(({ kind, is_exclusion }) => kind === "person" && is_exclusion === is).map(({ email }) => email).join("\n");
  const rows = (name: string, values: readonly string[]) => Object.fromEntries(values.map((value, index) => [`${name}-${index + 1}`, value]));
  return emptyForm({
    title: wish.title, opens_on: text(wish.opens_on), due_on: text(wish.due_on), due_days: text(wish.due_days), every_months: text(wish.every_months), repeats: wish.repeats ?? "", late: text(wish.late), required: text(wish.required),
    done_when: wish.done_when, ...rows("quiz", slugs), ...rows("for", places(0)), ...rows("not", places(1)), people: people(0), not_people: people(1),
  });
}

export const exceptionFields = z.object({
  kind: z.enum(["extension", "exemption"], "assignments.exception-odd"), person: z.string("assignments.not-in-audience").trim().min(1, "assignments.not-in-audience").max(200, "fields.too-long"),
  until: day, reason: z.string("assignments.reason-missing").trim().min(1, "assignments.reason-missing").max(500, "fields.too-long"),
});

export function exceptionOf({ until, kind, person, reason }: z.infer<typeof exceptionFields>): ExceptionWish {
  return { kind, person, reason, due_on: until };
}

export const exceptionForm = exceptionFields.transform(exceptionOf);

import { z } from "zod";
import { reachOf } from "../../domain/assignment-reach.ts";
import { Forbidden } from "../../domain/errors.ts";
import { found } from "../../domain/found.ts";
import { readSettings } from "../../domain/installation.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { finishOverdueAttempts } from "../../domain/deadlines.ts";
import { isPassed, percentOf } from "../../engine/questions/score.ts";
import { findResult, listAttemptsAfter, listDutiesAfter, type NamedDuty, type NamedResult, type Whose } from "../../storage/result-portions.ts";
import { dayIn } from "../../lib/zones.ts";
import { findExports } from "../../storage/replicas.ts";
import { list, operation } from "../http/declaring.ts";
import type { Call } from "../http/routes.ts";
import { dayField, idField, pageOf, timeField } from "./fields.ts";
import { personRef } from "./person-shapes.ts";

const read = { group: "results", scope: "results:read" } as const;
export const quizRef = z.strictObject({ id: z.string(), title: z.string() }).meta({ id: "QuizRef", description: "A quiz that is named elsewhere." });

const attempt = z.strictObject({
  id: z.string(), person: personRef, quiz: quizRef, quiz_version: z.int(), number: z.int().describe("1 for the first attempt of this person at this quiz."), started_at: timeField, finished_at: timeField.nullable(),
  score: z.number().nullable().describe("Points; null until it is finished."), of: z.number().describe("Points that there were to win."), percent: z.int().nullable(), passed: z.boolean().nullable(),
}).meta({ id: "Attempt", description: "One sitting of one person at one quiz. Practice is not among them, nor are answers." });

const duty = z.strictObject({
  assignment: z.string().describe("The id of the assignment."), person: personRef, quiz: quizRef, round: z.int(), state: z.enum(["open", "later", "done", "missed", "exempt"]).describe("later: it cannot be opened yet, since its day has not come, the step of the path before it is not done or the quiz is withdrawn; it is not overdue then, whatever its day."), opens_on: dayField.nullable(), due_on: dayField.nullable(), done_at: timeField.nullable(),
}).meta({ id: "Duty", description: "One quiz that one person has to take in one round of an assignment." });

/** Results of single people are told by name where the installation shows names to managers, of the teams of whoever asks; an admin sees all. @throws Forbidden elsewhere */
export async function whoseOf({ db, deps, member }: Pick<Call, "db" | "deps" | "member">): Promise<Whose> {
  if ((await readSettings(db, deps.config)).privacyMode !== "named") throw new Forbidden("api-faults.no-names");
  if (member.roles.includes("admin")) return { teamIds: undefined };
  return { teamIds: [...await reachOf(db, { id: member.id, roles: ["manager"] }) as ReadonlySet<number>] };
}

/** Whoever is on the page reads in their own pages who looked. */
export async function noted<Row extends { person_id: number; person_public_id: string }>(call: Pick<Call, "db" | "look" | "at">, rows: readonly Row[], subject: string): Promise<readonly Row[]> {
  const people = new Map(rows.map(({ person_id, person_public_id }) => [person_id, { id: person_id, public_id: person_public_id }]));
  await noteSeen(call.db, call.look(subject), [...people.values()], call.at);
  return rows;
}

export const refs = ({ person_public_id, person_name, slug, title }: Pick<NamedResult | NamedDuty, "person_public_id" | "person_name" | "slug" | "title">) => ({ person: { id: person_public_id, name: person_name }, quiz: { id: slug, title } });

function showAttempt(row: NamedResult): z.output<typeof attempt> {
  const { public_id, version, number, started_at, finished_at, score, of, pass_percent } = row;
  const told = finished_at === null || score === null ? { score: null, percent: null, passed: null } : { score, percent: percentOf(score, of), passed: isPassed(score, of, pass_percent) };
  return { id: public_id, ...refs(row), quiz_version: version, number, started_at, finished_at, of, ...told };
}

function showDuty(row: NamedDuty, zone: string, at: Date): z.output<typeof duty> {
  const { assignment_public_id, round, state, opens_on, due_on, done_at } = row;
  return { assignment: assignment_public_id, ...refs(row), round, state: state === "open" ? openStateOf(row, zone, at) : state, opens_on, due_on, done_at };
}

/** Days are those of whoever has it to do. */
function openStateOf({ counts_until, opens_on, waits, quiz_state, time_zone }: NamedDuty, zone: string, at: Date): "open" | "later" | "missed" {
  if (counts_until !== null && counts_until <= at.toISOString()) return "missed";
  const hasOpened = opens_on === null || opens_on <= dayIn(time_zone ?? zone, at);
  return hasOpened && !waits && quiz_state === "published" ? "open" : "later";
}

export const results = [
  list("/attempts", pageOf("AttemptPage", attempt), {
    id: "attempts-list", ...read, filter: { person: idField.optional(), quiz: idField.optional(), state: z.enum(["open", "finished"]).optional() },
    rows: async (call, after, limit) => {
      const whose = await whoseOf(call);
      await finishOverdueAttempts(call.db, call.at);
      return listAttemptsAfter(await findExports(call.db), { ...whose, ...call.query }, after, limit);
    },
    show: async (rows, call) => (await noted(call, rows, call.query.person ?? call.query.quiz ?? "")).map(showAttempt),
  }),
  operation("get", "/attempts/:id", { 200: attempt }, {
    id: "attempts-read", ...read,
    handle: async (call) => {
      const row = await found(findResult(call.db, await whoseOf(call), call.params.id));
      await noted(call, [row], row.person_public_id);
      return { body: showAttempt(row) };
    },
  }),
  list("/duties", pageOf("DutyPage", duty), {
    id: "duties-list", ...read, filter: { person: idField.optional(), assignment: idField.optional(), state: z.enum(["open", "done", "exempt"]).optional().describe("What is missed or for later is among the open.") },
    rows: async (call, after, limit) => listDutiesAfter(await findExports(call.db), { ...await whoseOf(call), ...call.query }, after, limit),
    show: async (rows, call) => (await noted(call, rows, call.query.person ?? call.query.assignment ?? "")).map((row) => showDuty(row, call.deps.config.timeZone, call.at)),
  }),
];

import { z } from "zod";
import { found } from "../../domain/found.ts";
import { Refused } from "../../domain/errors.ts";
import { CALENDAR_MONTH, monthOf, nextMonths } from "../../domain/path-months.ts";
import { makeStarter, startPath } from "../../domain/starting-paths.ts";
import { weeksOfMonth, type Path } from "../../engine/library/paths.ts";
import { listPathWeeks, type PathWeek } from "../../storage/path-weeks.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Db } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import { mustHave } from "../http/bearer.ts";
import { list, operation } from "../http/declaring.ts";
import type { Call } from "../http/routes.ts";
import { pageOf } from "./fields.ts";
import { quiz, QUIZ_STATES, showQuiz } from "./quiz-shapes.ts";

const [read, write] = [{ group: "paths", scope: "quizzes:read" }, { group: "paths", scope: "quizzes:write" }] as const;

const line = { id: z.string(), name: z.string(), about: z.string().describe("For whom it is and what it is about.") };
const week = z.strictObject({ week: z.int(), month: z.int(), quiz: z.strictObject({ id: z.string(), title: z.string(), state: z.enum(QUIZ_STATES) }) }).meta({ id: "PathWeek", description: "A week of a path for which a quiz was made." });
const pathLine = z.strictObject(line).meta({ id: "PathSummary", description: "A ready-made first year for a role." });
const path = z.strictObject({ ...line, themes: z.array(z.string()).describe("Of its twelve months."), weeks: z.array(week).describe("Those that were made."), next_month: z.int().nullable().describe("The first month, 1 to 12, of which nothing was made; null once all were.") })
  .meta({ id: "Path", description: "A ready-made first year: fifty-two short quizzes in twelve months.", examples: [{ id: "everybody", name: "Everybody", about: "What each of us meets.", themes: ["Messages that want something"], weeks: [], next_month: 1 }] });
const start = z.strictObject({
  months: z.int().min(1).max(12).describe("How many of its next months are made: the first at once, the others one after the other within minutes."), audience: z.enum(["nobody", "everyone"]).default("nobody").describe("everyone: each month is assigned to everybody, which needs a token for assignments:write too."),
  from: z.string().regex(CALENDAR_MONTH, "paths.from-odd").optional().describe("The calendar month in which the first of them is assigned, such as 2027-01; with everyone only."),
}).meta({ id: "PathStart", description: "Makes a published quiz for each week.", examples: [{ months: 1, audience: "everyone", from: "2027-01" }] });

const pathsOf = ({ deps }: Pick<Call, "deps">) => findLexicon(deps.config.contentDir).paths;
const pathIn = (call: Pick<Call, "deps">, id: string) => found(pathsOf(call).find((each) => each.id === id));

async function showPath(db: Db, { id, name, about, months }: Path): Promise<z.output<typeof path>> {
  const made = await listPathWeeks(db, id);
  return { id, name, about, themes: months.map(({ theme }) => theme), weeks: made.map(showWeek), next_month: nextMonths(made, 1)[0] ?? null };
}

function showWeek({ week: number, slug, title, state }: PathWeek): z.output<typeof week> {
  return { week: number, month: Array.from({ length: 12 }, (_, index) => index + 1).find((month) => weeksOfMonth(month).includes(number))!, quiz: { id: slug, title, state } };
}

export const paths = [
  list("/paths", pageOf("PathPage", pathLine), {
    id: "paths-list", ...read,
    rows: (call, after, limit) => Promise.resolve(pathsOf(call).map(({ id: key, name, about }, index) => ({ id: index + 1, shown: { id: key, name, about } })).filter(({ id }) => id > after).slice(0, limit)),
    show: (rows) => rows.map(({ shown }) => shown),
  }),
  operation("get", "/paths/:id", { 200: path }, { id: "paths-read", ...read, handle: async (call) => ({ body: await showPath(call.db, await pathIn(call, call.params.id)) }) }),
  operation("post", "/paths/:id/starter", { 201: quiz }, {
    id: "paths-starter", ...write,
    handle: async (call) => {
      const made = await makeStarter(call.db, call.member, await pathIn(call, call.params.id), call.at);
      return { status: 201, body: await showQuiz(call.db, await found(findQuiz(call.db, made.slug))), location: `/quizzes/${made.slug}` };
    },
  }),
  operation("post", "/paths/:id/weeks", { 200: path }, {
    id: "paths-start", ...write, body: start,
    handle: async (call) => {
      const { db, member, body: { months, audience, from }, at } = call;
      const [chosen, toEverybody] = [await pathIn(call, call.params.id), audience === "everyone"];
      if (toEverybody) mustHave(call.holder, "assignments:write");
      if (toEverybody && from === undefined) throw new Refused("paths.from-odd", "from");
      const begin = nextMonths(await listPathWeeks(db, chosen.id), 1)[0] ?? 0;
      await startPath(db, member, chosen, { begin, months, toEverybody, from: from ?? monthOf(at) }, at);
      return { body: await showPath(db, chosen) };
    },
  }),
];

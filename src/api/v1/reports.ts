import { z } from "zod";
import { forecastOf, subjectRows, trendOf } from "../../domain/desk-knowledge.ts";
import type { Readiness } from "../../domain/desk-readiness.ts";
import { deskRows, quizRows, type DeskRow, type DeskRules, type Share } from "../../domain/desk-rows.ts";
import { rulesOf } from "../../domain/desk-rules.ts";
import { deskScope, partLines, totalLine, type DeskScope, type DeskTeam } from "../../domain/desk-scope.ts";
import { finishOverdueAttempts } from "../../domain/deadlines.ts";
import { found } from "../../domain/found.ts";
import { readSettings } from "../../domain/installation.ts";
import { PRIVACY_MODES } from "../../domain/installation-sections.ts";
import { refreshFigures } from "../../domain/refreshing-figures.ts";
import type { Told } from "../../engine/statistics/disclosure.ts";
import { listEveryPublishedQuiz } from "../../storage/quizzes.ts";
import { findReports } from "../../storage/replicas.ts";
import { operation } from "../http/declaring.ts";
import type { Call, Reply } from "../http/routes.ts";
import { dayField, timeField } from "./fields.ts";

const read = { group: "reports", scope: "reports:read" } as const;
const share = z.strictObject({ from: z.int(), to: z.int() }).meta({ id: "Share", description: "Whole per cent, between which it lies; the two are equal where it is told exactly." });
const told = z.strictObject({ of: z.int(), from: z.int(), to: z.int() }).meta({ id: "Count", description: "How many of so many, between these two; they are equal where it is told exactly." });
const readiness = z.strictObject({ percent: z.int(), falls_under_target_on: dayField.nullable().describe("Null where that is more than two years away.") }).meta({ id: "Readiness", description: "What is expected to be recalled today, and when that falls under the target if nobody reviews." });

const figures = {
  people: z.int().nullable().describe("Null where they are too few to be told of."), assigned: z.int().nullable(), later: z.int().nullable().describe("How many open on a day to come; they are not among the assigned."), finished: told.nullable(), overdue: told.nullable(), passed: told.nullable(), finished_percent: share.nullable(), passed_percent: share.nullable(), first_score_percent: share.nullable(),
};
const row = z.strictObject({ ...figures, readiness: readiness.nullable() }).meta({ id: "Figures", description: "Pairs of a person and a quiz, added up." });
const part = z.strictObject({ id: z.string().nullable().describe("The id of a team; null for the own people of the one that is told of."), name: z.string(), figures: row }).meta({ id: "TeamFigures", description: "The figures of one team with those below it." });
const quizPart = z.strictObject({ id: z.string(), title: z.string(), figures: row }).meta({ id: "QuizFigures", description: "The figures of one quiz." });
const frame = { privacy: z.enum(PRIVACY_MODES), least_group: z.int().describe("Smaller groups are never told of where names are kept back."), is_fresh: z.boolean().describe("Whether everything that was answered is in it."), made_at: timeField };
const report = z.strictObject({ ...frame, total: row, teams: z.array(part), quizzes: z.array(quizPart) }).meta({ id: "Report", description: "How far teams are: the same figures as on the desk, kept back in the same way." });

const subject = z.strictObject({ subject: z.string().describe("all, t: a topic, l: a level, m: the mechanism questions of a topic."), right: share.nullable(), sure_and_wrong: share.nullable(), readiness: readiness.nullable(), everybody: z.strictObject({ right: share.nullable(), sure_and_wrong: share.nullable() }) }).meta({ id: "Subject", description: "What people know of one subject, beside the whole organisation." });
const month = z.strictObject({ month: z.string(), right: share.nullable(), sure_and_wrong: share.nullable(), everybody: share.nullable() }).meta({ id: "Month", description: "What was answered in one month." });
const point = z.strictObject({ day: dayField, percent: z.int(), everybody: z.int().nullable() }).meta({ id: "ForecastPoint", description: "What is expected to be recalled on a day if nobody reviews." });
const knowledge = z.strictObject({ ...frame, subjects: z.array(subject), months: z.array(month), forecast: z.array(point).nullable() }).meta({ id: "Knowledge", description: "What people know, forget and are wrongly sure of." });

const DAYS = [0, 28, 56, 91, 182];

/** Whoever asks, by the rules of the desk, with figures as new as they can be at once. */
async function readerOf({ db, deps, member, at }: Call) {
  const rules = rulesOf(await readSettings(db, deps.config));
  await finishOverdueAttempts(db, at);
  const isFresh = await refreshFigures(db, rules, at);
  return { reading: await findReports(db), rules, scope: await deskScope(db, member), frame: { privacy: rules.mode, least_group: rules.least, is_fresh: isFresh, made_at: at.toISOString() } };
}

async function reportOf(call: Call, { team: teamId, quiz: slug }: { team?: string | undefined; quiz?: string | undefined }): Promise<Reply> {
  const { db, at, reader } = call;
  const { reading, rules, scope, frame } = await readerOf(call);
  const team = teamId === undefined ? undefined : await found(scope.find(teamId));
  const all = await listEveryPublishedQuiz(db);
  const quizzes = slug === undefined ? all : [await found(all.find((quiz) => quiz.slug === slug))];
  const [total, ...parts] = await deskRows(reading, rules, [totalLine(scope, team), ...partLines(scope, rules.mode, team)], quizzes.map(({ id }) => id), at);
  const byQuiz = await quizRows(reading, rules, totalLine(scope, team), quizzes, at);
  const ids = new Map(quizzes.map((quiz) => [`/desk/quizzes/${quiz.slug}`, quiz]));
  return {
    body: {
      ...frame, total: figuresOf(total!, rules), teams: parts.filter(({ people }) => people !== 0).map((each) => ({ id: teamIn(scope, each), name: reader.inWords(each.name), figures: figuresOf(each, rules) })),
      quizzes: total!.people ? byQuiz.map((each) => ({ id: ids.get(each.href!)!.slug, title: ids.get(each.href!)!.title, figures: figuresOf(each, rules) })) : [],
    },
  };
}

function teamIn(scope: DeskScope, { href }: Pick<DeskRow, "href">): string | null {
  const team: DeskTeam | undefined = scope.find(href?.split("/").at(-1) ?? "");
  return team?.public_id ?? null;
}

/** The desk shows nothing more of a line with too few people, and how many passed only where it shows names. */
function figuresOf({ people, assigned, later, finished, overdue, passed, finishedShare, passedShare, meanFirst, readiness: ready }: DeskRow, { mode }: DeskRules): z.output<typeof row> {
  const counts = people === null ? { assigned: null, later: null, finished: null, overdue: null, passed: null } : { assigned, later, finished: countOf(finished), overdue: countOf(overdue), passed: mode === "named" ? countOf(passed) : null };
  return { people, ...counts, finished_percent: finishedShare, passed_percent: passedShare, first_score_percent: meanFirst, readiness: readinessOf(ready) };
}

function countOf({ people, low, high }: Told) {
  return { of: people, from: Math.floor(low), to: Math.ceil(high) };
}

function readinessOf(ready: Readiness | null) {
  return ready && { percent: ready.percent, falls_under_target_on: ready.under?.toISOString().slice(0, 10) ?? null };
}

async function knowledgeOf(call: Call, teamId: string | undefined): Promise<Reply> {
  const { at } = call;
  const { reading, rules, scope, frame } = await readerOf(call);
  const line = totalLine(scope, teamId === undefined ? undefined : await found(scope.find(teamId)));
  const forecast = await forecastOf(reading, rules, line, at, DAYS);
  const subjects = (await subjectRows(reading, rules, line, at)).map((each) => ({ subject: each.subject, right: each.right, sure_and_wrong: each.sureAndWrong, readiness: readinessOf(each.readiness), everybody: both(each.everybody) }));
  const months = (await trendOf(reading, rules, line, at)).map((each) => ({ month: each.month, ...both(each), everybody: each.everybody }));
  return { body: { ...frame, subjects, months, forecast: forecast ? forecast.points.map(({ at: day, percent, everybody }) => ({ day: day.toISOString().slice(0, 10), percent, everybody })) : null } };
}

function both({ right, sureAndWrong }: { right: Share; sureAndWrong: Share }) {
  return { right, sure_and_wrong: sureAndWrong };
}

const team = z.string().max(60).optional().describe("The id of a team; everything that the token's person sees, where it is left out.");

export const reports = [
  operation("get", "/reports/completion", { 200: report }, { id: "reports-completion", ...read, query: z.strictObject({ team, quiz: z.string().max(100).optional().describe("The id of a published quiz; all of them, where it is left out.") }), handle: (call) => reportOf(call as unknown as Call, call.query) }),
  operation("get", "/reports/knowledge", { 200: knowledge }, { id: "reports-knowledge", ...read, query: z.strictObject({ team }), handle: (call) => knowledgeOf(call as unknown as Call, call.query.team) }),
];

import { NOTHING_TOLD, releaseCount, type Told } from "../engine/statistics/disclosure.ts";
import { say, type Words } from "../lib/messages.ts";
import { listEveryPublishedQuiz } from "../storage/quizzes.ts";
import type { DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { findTeam } from "../storage/teams.ts";
import { listFigures } from "../storage/told-figures.ts";
import type { TeamStanding } from "./channel-words.ts";
import { dayOf, deskRows } from "./desk-rows.ts";
import { deskScope, partLines } from "./desk-scope.ts";
import type { DigestRules } from "./digest-rules.ts";
import { DUTY_MEASURES, toldDuties } from "./told-duties.ts";
import { weekdayOf } from "./weekdays.ts";

/** One team of a manager: how many quizzes are overdue there, counted once for each person, out of how many that were assigned, as far as that may be told. */
export interface TeamNews { name: Words; path: string; overdue: Told; assigned: number }

/** What is overdue in the teams of a manager, on the one day of the week on which they are told; nobody is named, for mail is kept and passed on. The desk shows names to whom it may, and notes who looks. */
export async function teamsToTell(db: Db, reader: DigestReader, { disclosure, workingDays }: DigestRules, day: string, at: Date): Promise<TeamNews[]> {
  if (weekdayOf(day) !== teamDayOf(reader.team_day, workingDays)) return [];
  const scope = await deskScope(db, { ...reader, roles: ["manager"] });
  if (scope.tops.length === 0) return [];
  const quizzes = await listEveryPublishedQuiz(db);
  const rows = await deskRows(db, disclosure, partLines(scope, disclosure.mode), quizzes.map(({ id }) => id), at);
  return rows.filter(({ overdue }) => overdue.low > 0).map(({ name, href, overdue, assigned }) => ({ name, path: href ?? "/desk", overdue, assigned }));
}

/** The chosen weekday, or the working day after it; the first of the week where nobody chose. Undefined for none. */
export function teamDayOf(chosen: number | null, workingDays: readonly number[]): number | undefined {
  if (chosen === 0) return undefined;
  return workingDays.find((day) => day >= (chosen ?? 1)) ?? workingDays[0];
}

/**
 * How a team with those below it, or everybody, stands, for readers who may be anybody: in every mode figures go in steps, quiz by quiz, and groups that are too small tell nothing. Undefined for a team that is gone.
 */
export async function standingForAll(db: Db, { disclosure: { mode, least } }: Pick<DigestRules, "disclosure">, teamId: number | null, at: Date): Promise<TeamStanding | undefined> {
  const team = teamId === null ? undefined : await findTeam(db, teamId);
  if (teamId !== null && !team) return undefined;
  const isExact = mode === "named";
  const rows = await listFigures(db, isExact, [{ team_id: teamId ?? 0, own: 0 }], { measures: DUTY_MEASURES }, ["subject"], dayOf(at));
  const large = new Set(rows.filter(({ measure, people }) => measure === "assigned" && people >= least).map(({ subject, is_over }) => `${subject}/${is_over}`));
  const told = rows.filter(({ subject, is_over }) => large.has(`${subject}/${is_over}`)).map((row) => (isExact ? { ...row, ...releaseCount(NOTHING_TOLD, { people: row.people, amount: row.low }, least) } : row));
  return { name: team?.name ?? say("channels.everybody"), ...toldDuties(told) };
}

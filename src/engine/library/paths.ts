import { z } from "zod";
import { id } from "../knowledge/id.ts";
import { prose } from "../knowledge/prose.ts";
import { assemblePaper, type PoolQuestion } from "../generation/papers.ts";

const about = { mechanisms: z.array(id).default([]), topics: z.array(id).default([]) };
const monthSchema = z.strictObject({ theme: prose(3, 80), ...about }).refine(({ mechanisms, topics }) => mechanisms.length + topics.length > 0, "name mechanisms or topics");

/** One file of paths/: a first year for a role, and a quiz to start with. */
export const pathSchema = z.strictObject({
  id, name: prose(2, 80), about: prose(10, 300),
  starter: z.strictObject({ title: prose(3, 120), summary: prose(10, 600), ...about }),
  months: z.array(monthSchema).length(12, "a path has twelve months"),
});
export type Path = z.infer<typeof pathSchema>;
export type Theme = Pick<Path["months"][number], "mechanisms" | "topics">;

/** Weeks of each month: 52 in a year. */
const WEEKS = [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4] as const;
const QUESTIONS_A_WEEK = 4;

/** An incident with the questions that may be asked about it. */
export interface PathIncident<Q extends PoolQuestion = PoolQuestion> { slug: string; title: string; mechanisms: readonly string[]; topics: readonly string[]; questions: readonly Q[] }
/** One week: a minute about one incident. `week` runs from 1 to 52, `month` from 1 to 12. */
export interface PlannedWeek<Q extends PoolQuestion = PoolQuestion> { week: number; month: number; slug: string; title: string; questions: Q[] }
/** What earlier weeks have had: ids of questions, and how often each incident was told. */
export interface Had { questions: ReadonlySet<string>; incidents: ReadonlyMap<string, number> }

/** The numbers of the weeks of a month, 1 to 12. */
export function weeksOfMonth(month: number): number[] {
  const before = WEEKS.slice(0, month - 1).reduce((sum, count) => sum + count, 0);
  return Array.from({ length: WEEKS[month - 1]! }, (_, index) => before + index + 1);
}

/**
 * The weeks of these months: each about the incident that fits the theme and was told least, with questions that were not asked before in the path. Where no incident
 * fits, the whole library does, so that a path never stops. The same library and past give the same weeks.
 */
export function planWeeks<Q extends PoolQuestion>(path: Path, months: readonly number[], incidents: readonly PathIncident<Q>[], had: Had): PlannedWeek<Q>[] {
  const [asked, told] = [new Set(had.questions), new Map(had.incidents)];
  return months.flatMap((month) => weeksOfMonth(month).flatMap((week): PlannedWeek<Q>[] => {
    const incident = nextFor(path.months[month - 1]!, incidents, asked, told);
    if (!incident) return [];
    const questions = assemblePaper(incident.questions, { count: QUESTIONS_A_WEEK, seen: asked, seed: `${path.id} ${week}` });
    for (const question of questions) asked.add(question.id);
    told.set(incident.slug, (told.get(incident.slug) ?? 0) + 1);
    return [{ week, month, slug: incident.slug, title: incident.title, questions }];
  }));
}

/** The incidents that a theme is about, the closest first; all of them where none is. */
export function fitting<T extends Pick<PathIncident, "mechanisms" | "topics">>({ mechanisms, topics }: Theme, incidents: readonly T[]): T[] {
  const closeness = (incident: T) => 3 * incident.mechanisms.filter((each) => mechanisms.includes(each)).length + incident.topics.filter((each) => topics.includes(each)).length;
  const close = incidents.filter((incident) => closeness(incident) > 0);
  return (close.length > 0 ? close : [...incidents]).toSorted((one, other) => closeness(other) - closeness(one));
}

/** The least told first, then the closest; one with nothing new to ask comes last of all. */
function nextFor<Q extends PoolQuestion>(theme: Theme, incidents: readonly PathIncident<Q>[], asked: ReadonlySet<string>, told: ReadonlyMap<string, number>): PathIncident<Q> | undefined {
  const worth = incidents.filter(({ questions }) => questions.some(({ level }) => level !== "recall") && questions.length >= QUESTIONS_A_WEEK);
  const fresh = ({ questions }: PathIncident<Q>) => questions.filter((question) => !asked.has(question.id)).length >= QUESTIONS_A_WEEK - 1;
  const close = fitting(theme, worth);
  const pool = close.some(fresh) ? close.filter(fresh) : worth.some(fresh) ? worth.filter(fresh) : close;
  return pool.toSorted((one, other) => (told.get(one.slug) ?? 0) - (told.get(other.slug) ?? 0))[0];
}

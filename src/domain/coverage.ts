import type { FrameworkEntry } from "../engine/knowledge/framework-maps.ts";
import { findFrameworkMaps, listTopicsOfQuizzes } from "../storage/framework-maps.ts";
import { listEveryPublishedQuiz, type OpenQuiz } from "../storage/quizzes.ts";
import type { Db } from "../storage/tables.ts";
import { deskRows, type DeskRules, type Share } from "./desk-rows.ts";
import type { Line } from "./desk-scope.ts";

/** `none`: no topic of quizzes speaks to it. `unasked`: no published quiz asks about its topics. `unassigned`: nobody was given one. `given`: somebody was. */
export type CoverageState = "none" | "unasked" | "unassigned" | "given";
/** How far one entry of a framework is covered: `done` is the share of what was given that is finished, as far as it may be told. */
export interface CoveredEntry { entry: FrameworkEntry; state: CoverageState; quizzes: OpenQuiz[]; given: number; done: Share }
export interface CoveredFramework { id: string; name: { en: string; de: string }; entries: CoveredEntry[] }

/** Everybody, as the desk adds them up. */
const EVERYBODY: Line = { name: "", nodes: [{ team_id: 0, own: 0 }], href: null };

/** Each framework, entry by entry, against the quizzes that are published here; the figures are those of the desk, with its disclosure. */
export async function coverage(db: Db, rules: DeskRules, at: Date): Promise<CoveredFramework[]> {
  const quizzes = await listEveryPublishedQuiz(db);
  const topics = await listTopicsOfQuizzes(db);
  const covered: CoveredFramework[] = [];
  for (const { id, name, entries } of findFrameworkMaps().maps) {
    const lines: CoveredEntry[] = [];
    for (const entry of entries) lines.push(await coveredBy(db, rules, entry, quizzes.filter((quiz) => topics.some(({ quiz_id, topic }) => quiz_id === quiz.id && entry.topics.includes(topic))), at));
    covered.push({ id, name, entries: lines });
  }
  return covered;
}

async function coveredBy(db: Db, rules: DeskRules, entry: FrameworkEntry, quizzes: OpenQuiz[], at: Date): Promise<CoveredEntry> {
  if (entry.topics.length === 0) return { entry, state: "none", quizzes, given: 0, done: null };
  if (quizzes.length === 0) return { entry, state: "unasked", quizzes, given: 0, done: null };
  const [row] = await deskRows(db, rules, [EVERYBODY], quizzes.map(({ id }) => id), at);
  const given = row!.assigned + row!.later;
  return { entry, state: given > 0 ? "given" : "unassigned", quizzes, given, done: row!.finishedShare };
}

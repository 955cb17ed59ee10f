import { groupBy } from "../lib/groups.ts";

/** The rows of the figures about teams. They are made from everything else and can be made anew (domain/summarising.ts). */

/** What changed: everything of a person or of everybody in a team (0: of everybody), what rests on a question or a fact, or what is asked with a quiz. Append only, so that nothing that is written meanwhile is missed. */
export interface SummaryMark { id: number; kind: "person" | "team" | "question" | "fact" | "quiz"; ref: number; part: SummaryPart | "place" }
export const SUMMARY_PARTS = ["duties", "answers", "memories"] as const;
export type SummaryPart = (typeof SUMMARY_PARTS)[number];

/** What of a person is in the figures, and of which teams: `path` is a JSON list, their own team first. The parts are JSON (engine/statistics/contributions.ts). `memories_at`: when the last changed. */
export interface CountedPerson { person_id: number; path: string; duties: string; answers: string; memories: string; team_id: number; memories_at: string }

/** A team with those below it, or its own people alone where `own` is 1; 0 is everybody, and with `own` those without a team. */
export interface TeamNode { team_id: number; own: 0 | 1 }
/** What is counted (engine/statistics/contributions.ts). */
export interface SummaryKey { measure: string; subject: string; period: string }

/** `amount` adds up one number of each of `people`, in thousandths from 0 to 1000; `answers` counts what they rest on. `is_new`: changed since figures were released. */
export interface SummaryRow extends TeamNode, SummaryKey { people: number; amount: number; answers: number; is_new: 0 | 1 }
/** `bins` is JSON: the packed bins of engine/learning/memory-bins.ts. The topic is empty for all together. */
export interface MemorySummary extends TeamNode { topic: string; bins: string }
/** `version` is another whenever the bins are written. */
export type MemoryVersion = TeamNode & { version: string };

/** What was told of a group (engine/statistics/disclosure.ts): of `people`, between `low` and `high`. `seen_` is what the summary said then. */
export interface ReleaseRow extends TeamNode, SummaryKey { people: number; low: number; high: number; seen_people: number; seen_amount: number }
export interface MemoryRelease extends MemorySummary { at: string }

/** Finds the rows of some nodes without going through those of all the others. */
export function byNode<Row extends TeamNode>(rows: readonly Row[]): (line: { nodes: readonly TeamNode[] }) => Row[] {
  const keyOf = ({ team_id, own }: TeamNode) => `${team_id}/${own}`;
  const groups = groupBy(rows, keyOf);
  return ({ nodes }) => nodes.flatMap((node) => groups.get(keyOf(node)) ?? []);
}

declare module "knex/types/tables.js" {
  interface Tables { summary_marks: SummaryMark; counted_people: CountedPerson; summaries: SummaryRow; memory_summaries: MemorySummary & { version?: string }; releases: ReleaseRow; memory_releases: MemoryRelease & { version?: string } }
}

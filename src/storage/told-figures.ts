import type { Knex } from "knex";
import type { Told } from "../engine/statistics/disclosure.ts";
import { inPortions } from "./batches.ts";
import type { MemorySummary, MemoryVersion, TeamNode } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

/** Which figures are read: `subjects` undefined takes all; periods from `since` on where there are any. */
export interface FigureWish { measures: readonly string[]; subjects?: readonly string[] | undefined; since?: string | undefined }
export const BREAKDOWNS = ["subject", "period"] as const;
/** Added up over whatever `by` does not name. `is_over`: what was due before the day that was asked for. */
export interface FigureRow extends TeamNode, Told { measure: string; subject: string; period: string; is_over: 0 | 1 }

/** Figures of nodes of the tree, from what may be told of them: exact where `exact`, else what was released. */
export async function listFigures(db: Db, exact: boolean, nodes: readonly TeamNode[], { measures, subjects, since }: FigureWish, by: readonly (typeof BREAKDOWNS)[number][], today: string): Promise<FigureRow[]> {
  const [low, high] = exact ? ["amount", "amount"] : ["low", "high"];
  const found: FigureRow[] = [];
  for (const { own, teams } of byOwn(nodes)) for (const portion of inPortions(teams, 500)) {
    const rows: Knex.QueryBuilder = (db(exact ? "summaries" : "releases") as Knex.QueryBuilder).where({ own }).whereIn("team_id", portion).whereIn("measure", [...measures]);
    if (subjects) rows.whereIn("subject", [...subjects]);
    if (since !== undefined) rows.where("period", ">=", since);
    rows.groupBy("team_id", "own", "measure", ...by, "is_over")
      .select("team_id", "own", "measure", ...by, db.raw("case when period <> '' and period < ? then 1 else 0 end as is_over", [today])).sum({ people: "people", low, high });
    found.push(...((await rows) as FigureRow[]));
  }
  const unit = exact ? 1000 : 1;
  return found.map((row) => ({ ...row, subject: row.subject ?? "", period: row.period ?? "", people: Number(row.people), low: Number(row.low) / unit, high: Number(row.high) / unit, is_over: Number(row.is_over) as 0 | 1 }));
}

/** What these nodes remember, about one topic, about all together where it is empty, or topic by topic where it is undefined. */
export async function listMemoriesOf(db: Db, exact: boolean, nodes: readonly TeamNode[], topic?: string): Promise<MemorySummary[]> {
  const found: MemorySummary[] = [];
  for (const { own, teams } of byOwn(nodes)) for (const portion of inPortions(teams, 500)) {
    const rows = (db(exact ? "memory_summaries" : "memory_releases") as Knex.QueryBuilder).where({ own }).whereIn("team_id", portion).select("team_id", "own", "topic", "bins");
    found.push(...((await (topic === undefined ? rows.whereNot({ topic: "" }) : rows.where({ topic }))) as MemorySummary[]));
  }
  return found;
}

/** Which memories of each node about everything there are, without the memories. */
export async function listMemoryVersions(db: Db, exact: boolean, nodes: readonly TeamNode[]): Promise<MemoryVersion[]> {
  const found: MemoryVersion[] = [];
  for (const { own, teams } of byOwn(nodes)) for (const portion of inPortions(teams, 500)) {
    const rows = (db(exact ? "memory_summaries" : "memory_releases") as Knex.QueryBuilder).where({ own, topic: "" }).whereIn("team_id", portion).select("team_id", "own", "version");
    found.push(...((await rows) as MemoryVersion[]));
  }
  return found;
}

type Heads = TeamNode & { people: number };

/** How many active people stand in each node; where not everything is told, small teams are with the team above that they are told with. */
export async function listHeadsOf(db: Db, exact: boolean, nodes: readonly TeamNode[]): Promise<Heads[]> {
  const read = async (table: "summaries" | "releases", own: 0 | 1) => {
    const found: Heads[] = [];
    for (const { teams } of byOwn(nodes.filter((node) => node.own === own))) for (const portion of inPortions(teams, 500)) {
      const rows: Heads[] = await db(table as "summaries").where({ own, measure: "head" }).whereIn("team_id", portion).select("team_id", "own", "people");
      found.push(...rows);
    }
    return found.map((row) => ({ ...row, people: Number(row.people) }));
  };
  const [below, own] = [await read("summaries", 0), await read("summaries", 1)];
  const told = exact ? [] : await read("releases", 1);
  return [...below, ...told, ...own.filter((row) => !told.some(({ team_id }) => team_id === row.team_id))];
}

function byOwn(nodes: readonly TeamNode[]): { own: 0 | 1; teams: number[] }[] {
  return ([0, 1] as const).map((own) => ({ own, teams: [...new Set(nodes.filter((node) => node.own === own).map(({ team_id }) => team_id))] })).filter(({ teams }) => teams.length > 0);
}

import { binnedOf, dutiesOf, type BinnedMemories, type Contribution } from "../engine/statistics/contributions.ts";
import { groupBy } from "../lib/groups.ts";
import * as store from "../storage/contributions.ts";
import type { SummaryPart } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";

/** What the figures of a person are made of, and whose they are: their team's, those of teams above it, and everybody's, 0. */
export interface Counted { path: number[]; duties: Contribution; answers: store.KeptAnswers[]; memories: BinnedMemories }

/** What is the same for everybody in one go. */
export interface Surroundings { pathOf: (teamId: number | null) => number[]; teamsBelow: (teamId: number) => number[]; withdrawn: ReadonlySet<number> }

export async function surroundings(tx: Db): Promise<Surroundings> {
  const parents = new Map((await store.listParents(tx)).map(({ id, parent_id }) => [id, parent_id]));
  const teamsBelow = (teamId: number) => [...parents.keys(), 0].filter((id) => pathIn(parents, id).includes(teamId));
  return { pathOf: (teamId) => pathIn(parents, teamId), teamsBelow, withdrawn: await store.listWithdrawnVersionIds(tx) };
}

/** A person's own team and those above it, the nearest first, and 0 at the end, whatever the tree looks like. */
function pathIn(parents: ReadonlyMap<number, number | null>, teamId: number | null): number[] {
  const path = new Set<number>();
  for (let team = teamId; team !== null && !path.has(team); team = parents.get(team) ?? null) path.add(team);
  return [...path, 0];
}

/** The parts that are asked for, of each of these people; `paths` says where those stand who count. */
export async function contributionsOf(tx: Db, wanted: Record<SummaryPart, readonly number[]>, paths: ReadonlyMap<number, number[]>, { withdrawn }: Surroundings): Promise<Map<number, Partial<Counted>>> {
  const made = new Map([...paths].map(([id, path]): [number, Partial<Counted>] => [id, { path }]));
  const attempts = byPerson(await store.listCountedAttempts(tx, wanted.duties));
  const duties = byPerson(await store.listCountedDuties(tx, wanted.duties));
  const memberships = byPerson(await store.listMemberships(tx, wanted.duties));
  const tasks = byPerson(await store.listCountedTasks(tx, wanted.duties));
  for (const id of wanted.duties) {
    const of = <Row>(rows: Map<string, Row[]>) => rows.get(String(id)) ?? [];
    made.get(id)!.duties = dutiesOf(of(attempts), of(duties), of(memberships).map(({ assignment_id }) => assignment_id), of(tasks));
  }
  const answers = await store.listAnswersByMonth(tx, wanted.answers, withdrawn);
  for (const id of wanted.answers) made.get(id)!.answers = (answers.get(id) ?? []).sort();
  const memories = await store.listFadings(tx, wanted.memories);
  for (const id of wanted.memories) made.get(id)!.memories = binnedOf(memories.get(id) ?? []);
  return made;
}

function byPerson<Row extends { person_id: number }>(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, ({ person_id }) => String(person_id));
}

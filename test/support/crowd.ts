import { mark } from "../../src/engine/questions/marking.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import { randomFrom } from "../../src/lib/random.ts";
import { insertInBatches } from "../../src/storage/batches.ts";
import { isPostgresDb } from "../../src/storage/dialects.ts";
import type { Db } from "../../src/storage/tables.ts";
import type { MadeQuiz } from "./make.ts";

const FIRST = new Date("2025-03-03T09:00:00Z");
const EVERY = 20 * MINUTE;

interface Crowd { seed?: string; from?: number; first?: Date; number?: number; /** What somebody of an ability from 0 to 1 chooses in that place; several where it takes several. */ chooses?: (ability: number, place: number, random: () => number) => string | string[] }

/** Where option a is right: who knows less takes b or, less often, c. */
const usual: NonNullable<Crowd["chooses"]> = (ability, place, random) => (random() < 0.2 + 0.7 * ability - 0.05 * place ? "a" : random() < 0.7 ? "b" : "c");

/** So many people who took the quiz once and finished it, written straight into the tables; each answer took 5 to 44 seconds. */
export async function makeCrowd(db: Db, { quiz, version, questions }: MadeQuiz, people: number, { seed = "crowd", from = 0, first = FIRST, number = 1, chooses = usual }: Crowd = {}): Promise<void> {
  const random = randomFrom(seed);
  const [{ last } = { last: 0 }] = await db("people").max<{ last: number | null }[]>({ last: "id" });
  const ids = Array.from({ length: people }, (_, place) => Number(last ?? 0) + place + 1);
  const created_at = FIRST.toISOString();
  await insertInBatches(db, "people", ids.map((id) => ({ id, public_id: newPublicId(), email: `${id}@crowd.test`, name: `Crowd ${id}`, password_hash: null, team_id: null, created_at, deactivated_at: null })));
  const key = { attempt: await nextId(db, "attempts"), item: await nextId(db, "paper_items") };
  const sat = ids.map((person, place) => ({ id: key.attempt + place, person, at: later(first, (from + place) * EVERY), picks: picksOf(random, questions.length, chooses) }));
  const scoreOf = (pick: string[], place: number) => mark(questions[place]!.body, pick);
  await insertInBatches(db, "attempts", sat.map(({ id, person, at, picks }) => ({
    id, public_id: newPublicId(), person_id: person, quiz_id: quiz.id, quiz_version_id: version.id, number, seed: "s", started_at: at.toISOString(), finished_at: later(at, 10 * MINUTE).toISOString(),
    score: picks.reduce((sum, { pick }, place) => sum + scoreOf(pick, place), 0), of: questions.length,
  })));
  const lines = sat.flatMap(({ id, at, picks }, place) => picks.map((pick, index) => ({ ...pick, index, attempt_id: id, id: key.item + place * questions.length + index, shown: later(at, index * MINUTE) })));
  await insertInBatches(db, "paper_items", lines.map(({ id, attempt_id, index, shown }) => ({ id, attempt_id, position: index + 1, question_version_id: questions[index]!.version.id, layout: "[]", shown_at: shown.toISOString() })));
  await insertInBatches(db, "responses", lines.map(({ id, attempt_id, index, pick, took, shown }) => ({ paper_item_id: id, attempt_id, chosen: JSON.stringify(pick), score: scoreOf(pick, index), answered_at: later(shown, took).toISOString() })));
  if (isPostgresDb(db)) for (const table of ["people", "attempts", "paper_items"]) await db.raw(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT MAX(id) FROM ${table}))`);
}

function picksOf(random: () => number, count: number, chooses: NonNullable<Crowd["chooses"]>): { pick: string[]; took: number }[] {
  const ability = random();
  return Array.from({ length: count }, (_, place) => ({ pick: [chooses(ability, place, random)].flat(), took: 1000 * (5 + Math.floor(40 * random())) }));
}

async function nextId(db: Db, table: "attempts" | "paper_items"): Promise<number> {
  const [row] = await db(table).max<{ last: number | null }[]>({ last: "id" });
  return Number(row?.last ?? 0) + 1;
}

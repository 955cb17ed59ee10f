import { DAY, later } from "../../src/lib/clock.ts";
import type { MemoryRow } from "../../src/storage/review-tables.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makeQuestion } from "./make.ts";

/** Memories of that many new facts, asked `daysAgo` and each steadier than the last, as if this person had learned them through questions about one topic. */
export async function makeMemories(db: Db, person: Person, count: number, { at, topic = "phishing", daysAgo = 3 }: { at: Date; topic?: string; daysAgo?: number }): Promise<void> {
  const { row } = await makeQuestion(db, { topic });
  const [incident] = await db("incidents").insert({ kind: "incident", slug: `learned-${row.id}`, title: "Learned", label: "what was learned", summary: "", happened: "2019", class: null, topics: "[]" }).returning("*");
  for (let place = 1; place <= count; place++) {
    const [fact] = await db("facts").insert({ key: `fact-${row.id}-${place}`, incident_id: incident!.id, subject: "a", relation: "uses", modality: "asserted", asserted_by: "", data: "{}", state: "current", standing: "current" }).returning("*");
    const last = later(at, -daysAgo * DAY).toISOString();
    await db("memories").insert({ person_id: person.id, fact_id: fact!.id, stability: 2 * place, difficulty: 5, decay: 0.1542, due_at: later(at, DAY).toISOString(), last_at: last, reps: 1, lapses: 0, last_question_id: row.id } satisfies MemoryRow);
  }
}

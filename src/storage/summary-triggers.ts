import { isPostgresDb } from "./dialects.ts";
import type { SummaryMark } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

/** `since`: it waits until that table is there, else for its own. */
interface Trigger { name: string; on: string; marks: { kind: SummaryMark["kind"]; ref: string; part: SummaryMark["part"] }[]; since?: string }

const person = (ref: string, ...parts: SummaryMark["part"][]): Trigger["marks"] => parts.map((part) => ({ kind: "person", ref, part }));
const OWNER = "(SELECT person_id FROM attempts WHERE attempts.id = NEW.attempt_id)";
const PLACED = "INSERT OR UPDATE OF team_id, deactivated_at ON people";

/** The database itself notes what changes the figures of teams, so that no deed can forget to. */
const TRIGGERS: Trigger[] = [
  { name: "marks_people", on: PLACED, marks: person("NEW.id", "place") },
  { name: "marks_attempts", on: "INSERT OR UPDATE OF person_id, finished_at, score, \"of\" ON attempts", marks: person("NEW.person_id", "duties", "answers") },
  { name: "marks_attempts_taken", on: "UPDATE OF person_id ON attempts", marks: person("OLD.person_id", "duties", "answers") },
  { name: "marks_responses", on: "INSERT OR UPDATE OF score, confidence, answered_at ON responses", marks: person(OWNER, "answers") },
  { name: "marks_memories", on: "INSERT OR UPDATE OF stability, decay, last_at, last_question_id ON memories", marks: person("NEW.person_id", "memories") },
  { name: "marks_forgotten", on: "DELETE ON memories", marks: person("OLD.person_id", "memories") },
  { name: "marks_teams", on: "UPDATE OF parent_id ON teams", marks: [{ kind: "team", ref: "NEW.id", part: "place" }] },
  { name: "marks_duties", on: "INSERT OR UPDATE OF state, opens_on, due_on, counts_until, position ON duties", marks: person("NEW.person_id", "duties") },
  { name: "marks_duties_gone", on: "DELETE ON duties", marks: person("OLD.person_id", "duties") },
  { name: "marks_members", on: "INSERT OR UPDATE OF left_on ON assignment_members", marks: person("NEW.person_id", "duties") },
  { name: "marks_required", on: "UPDATE OF required ON assignments", marks: [{ kind: "team", ref: "0", part: "duties" }], since: "duties" },
  { name: "marks_quizzes", on: "UPDATE OF state ON quizzes", marks: [{ kind: "quiz", ref: "NEW.id", part: "duties" }], since: "duties" },
  { name: "marks_questions", on: "UPDATE OF topic, level ON questions", marks: [{ kind: "question", ref: "NEW.id", part: "answers" }] },
  { name: "marks_facts", on: "UPDATE OF standing ON facts", marks: [{ kind: "fact", ref: "NEW.id", part: "answers" }] },
  {
    name: "marks_rulings", on: "INSERT OR UPDATE OF stands ON regrade_versions",
    marks: [{ kind: "question", ref: "(SELECT question_id FROM question_versions WHERE id = NEW.question_version_id)", part: "answers" }],
  },
];

/** On SQLite, tables are made anew when their columns change, and that stumbles over triggers: they are taken off before migrations and put on after them. */
export async function takeOffTriggers(db: Db): Promise<void> {
  for (const trigger of TRIGGERS) for (const { name } of eventsOf(trigger)) await db.raw(`DROP TRIGGER IF EXISTS ${name}`);
}

export async function putOnTriggers(db: Db): Promise<void> {
  for (const trigger of TRIGGERS) {
    if (await db.schema.hasTable(trigger.since ?? tableOf(trigger))) await (isPostgresDb(db) ? putOnPostgres(db, trigger) : putOnSqlite(db, trigger));
  }
}

async function putOnSqlite(db: Db, trigger: Trigger): Promise<void> {
  const marks = trigger.marks.map((mark) => insertOf(mark, true)).join(" ");
  for (const { name, event } of eventsOf(trigger)) await db.raw(`CREATE TRIGGER IF NOT EXISTS ${name} AFTER ${event} BEGIN ${marks} END`);
}

async function putOnPostgres(db: Db, { name, on, marks }: Trigger): Promise<void> {
  await db.raw(`CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${marks.map((mark) => insertOf(mark, false)).join(" ")} RETURN NULL; END $$`);
  await db.raw(`DROP TRIGGER IF EXISTS ${name} ON ${tableOf({ on })}`);
  await db.raw(`CREATE TRIGGER ${name} AFTER ${on} FOR EACH ROW EXECUTE FUNCTION ${name}()`);
}

function tableOf({ on }: Pick<Trigger, "on">): string {
  return on.slice(on.lastIndexOf(" ON ") + 4);
}

/** Where there is one writer, a mark that stands already is enough; where there are several, whoever counts may be taking that one away at this moment. */
function insertOf({ kind, ref, part }: Trigger["marks"][number], oneWriter: boolean): string {
  const unless = oneWriter ? ` WHERE NOT EXISTS (SELECT 1 FROM summary_marks WHERE ref = ${ref} AND part = '${part}' AND kind = '${kind}')` : "";
  return `INSERT INTO summary_marks (kind, ref, part) SELECT '${kind}', ${ref}, '${part}'${unless};`;
}

/** SQLite has a trigger for each event. */
function eventsOf({ name, on }: Trigger): { name: string; event: string }[] {
  return on.slice(0, on.lastIndexOf(" ON ")).split(" OR ").map((event, place) => ({ name: `${name}_${place + 1}`, event: `${event} ON ${tableOf({ on })}` }));
}

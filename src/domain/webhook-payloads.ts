import { isPassed, percentOf } from "../engine/questions/score.ts";
import type { Delivery } from "../storage/hook-tables.ts";
import { findHookedAssignment, findHookedAttempt, findHookedFact, findHookedPerson } from "../storage/hooked.ts";
import type { Db } from "../storage/tables.ts";
import type { PrivacyMode } from "./installation-sections.ts";
import { TEST_EVENT, type HookEvent } from "./webhook-events.ts";

type Data = Record<string, unknown>;
type Event = Pick<Delivery, "event" | "data" | "person_id" | "happened_at">;

/** What goes over the wire, by Standard Webhooks: the kind of event, when it happened, and what it is about. Undefined where that is gone by now. */
export async function payloadOf(db: Db, { event, data, person_id, happened_at }: Event, mode: PrivacyMode): Promise<{ type: string; timestamp: string; data: Data } | undefined> {
  const named = event === TEST_EVENT ? { words: "Events arrive here." } : await TELL[event as HookEvent]?.(db, JSON.parse(data) as Data, person_id, mode);
  return named && { type: event, timestamp: happened_at, data: named };
}

type Teller = (db: Db, data: Data, personId: number | null, mode: PrivacyMode) => Promise<Data | undefined>;

const TELL: Record<HookEvent, Teller> = {
  /** Results are told only where everybody who may look at this person is told them by name. */
  "attempt.finished": async (db, { attempt }, personId, mode) => {
    const found = personId === null ? undefined : await findHookedAttempt(db, String(attempt), personId);
    if (!found) return undefined;
    const { public_id, finished_at, score, of, slug, title, pass_percent } = found;
    const result = { score, of, percent: percentOf(score, of), passed: isPassed(score, of, pass_percent) };
    return { attempt: { id: public_id, finished_at }, quiz: { id: slug, title }, ...(await personIn(db, personId, mode)), ...(mode === "named" && { result }) };
  },
  "assignment.due": async (db, { assignment, round, due_on, quizzes }, personId, mode) => {
    const found = await findHookedAssignment(db, String(assignment), quizzes as string[]);
    return found && { assignment: { id: assignment, ...(found.title && { title: found.title }) }, round, due_on, quizzes: found.quizzes.map(({ slug, title }) => ({ id: slug, title })), ...(await personIn(db, personId, mode)) };
  },
  "fact.retracted": async (db, { fact }) => {
    const found = await findHookedFact(db, String(fact));
    return found && { fact: { id: fact }, incident: { id: found.slug, title: found.title } };
  },
  /** Not by whom: trainers weigh what is said, and its author is nobody else's business. */
  "question.reported": (_db, { report, question, reason }) => Promise.resolve({ report: { id: report, reason }, question: { id: question } }),
  "person.deactivated": (db, _data, personId, mode) => personIn(db, personId, mode),
};

async function personIn(db: Db, id: number | null, mode: PrivacyMode): Promise<{ person: { id: string; name?: string } } | undefined> {
  const person = id === null ? undefined : await findHookedPerson(db, id);
  return person && { person: { id: person.public_id, ...(mode === "named" && { name: person.name }) } };
}

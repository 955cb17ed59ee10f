import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertTimeAdditionOnce, listRunningLocked, updateDeadline, type RunningAttempt } from "../storage/deadlines.ts";
import { findPersonByEmail, findPersonByPublicId, lockPerson, updatePerson } from "../storage/people.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { later, MINUTE } from "../lib/clock.ts";
import { NotFound, Refused } from "./errors.ts";

type Trainer = Pick<Person, "id">;
/** `key` comes with the form and makes a second click add nothing; `email` names one person, and is empty for everybody who is taking the quiz now. */
export interface AddedTime { key: string; minutes: number; email: string }

export const MOST_ADDED = 240;
export const MOST_EXTRA = 300;

/**
 * Gives more time to those who are taking a quiz against the clock, or to one person of them; gives that person back. Whose time is up already gets none.
 * It does not say whether anybody is taking it: who has started what is not a trainer's to know.
 */
export function addTime(db: Db, trainer: Trainer, quiz: Pick<Quiz, "id" | "slug">, { key, minutes, email }: AddedTime, at: Date): Promise<Pick<Person, "name"> | undefined> {
  return db.transaction(async (tx) => {
    const person = email === "" ? undefined : await findPersonByEmail(tx, email);
    if (email !== "" && (!person || person.deactivated_at !== null)) throw new Refused("added-time.nobody", "email");
    if (!(await insertTimeAdditionOnce(tx, { key, quiz_id: quiz.id, person_id: person?.id ?? null, minutes, author_id: trainer.id, at: at.toISOString() }))) return person;

    const running = await listRunningLocked(tx, { quiz_id: quiz.id, ...(person ? { person_id: person.id } : {}) }, at.toISOString());
    for (const attempt of running) await updateDeadline(tx, attempt.id, { deadline_at: moved(attempt, minutes * MINUTE), added_minutes: attempt.added_minutes + minutes });
    await insertAuditEvent(tx, trainer.id, "quiz.time-added", quiz.slug, { minutes, person: person?.public_id ?? "everybody", attempts: running.map(({ public_id }) => public_id) }, at);
    return person;
  });
}

/** Makes every time limit of a person longer by so many per cent. Attempts that run get the rest at once; none that runs is made shorter. */
export function setExtraTime(db: Db, actor: Trainer, personPublicId: string, percent: number, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const found = await findPersonByPublicId(tx, personPublicId);
    if (!found) throw new NotFound();
    const person = await lockPerson(tx, found.id);
    const gain = percent - person.extra_percent;
    if (gain === 0) return person;
    await updatePerson(tx, person.id, { extra_percent: percent });
    const running = gain < 0 ? [] : await listRunningLocked(tx, { person_id: person.id }, at.toISOString());
    for (const attempt of running) await updateDeadline(tx, attempt.id, { deadline_at: moved(attempt, (attempt.limit_minutes * MINUTE * gain) / 100) });
    await insertAuditEvent(tx, actor.id, "person.extra-time", person.public_id, { from: person.extra_percent, to: percent }, at);
    return { ...person, extra_percent: percent };
  });
}

function moved({ deadline_at }: RunningAttempt, milliseconds: number): string {
  return later(new Date(deadline_at!), milliseconds).toISOString();
}

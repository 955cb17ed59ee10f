import { insertAuditEvent } from "../storage/audit-events.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertLinkMails } from "../storage/outbox.ts";
import { findPersonByPublicId } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Actor = { id: number | null };

/** Puts an invitation for somebody into the outbox, to be sent at once; its link lets them choose a password. */
export async function invite(tx: Db, actor: Actor, person: Pick<Person, "id" | "public_id">, at: Date): Promise<void> {
  await insertLinkMails(tx, "invitation", [person.id], newPublicId(), at);
  await insertAuditEvent(tx, actor.id, "person.invited", person.public_id, {}, at);
}

/** The same for many who were added together, such as by a list or by another system; whoever adds them notes it in the audit log. `mark` is the same where the same thing is done again. */
export async function inviteTogether(tx: Db, personIds: readonly number[], mark: string, at: Date): Promise<void> {
  await insertLinkMails(tx, "invitation", personIds, mark, at);
}

/** An admin invites somebody again. @throws Refused for somebody who may not come in */
export async function invitePerson(db: Db, actor: Actor, publicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findPersonByPublicId(tx, publicId);
    if (!person) throw new NotFound();
    if (person.deactivated_at !== null) throw new Refused("accounts.not-deactivated");
    await invite(tx, actor, person, at);
    return person;
  });
}

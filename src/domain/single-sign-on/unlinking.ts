import { insertAuditEvent } from "../../storage/audit-events.ts";
import { deleteIdentityOf } from "../../storage/identities.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import { deleteSessionsOf } from "../../storage/sessions.ts";
import type { Db, Person } from "../../storage/tables.ts";
import { NotFound } from "../errors.ts";

/** The provider's name for this person counts no more, and they are out everywhere. @throws NotFound */
export function unlinkIdentity(db: Db, actor: { id: number }, personPublicId: string, identityPublicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findPersonByPublicId(tx, personPublicId);
    if (!person || !(await deleteIdentityOf(tx, person.id, identityPublicId))) throw new NotFound();
    await deleteSessionsOf(tx, person.id);
    await insertAuditEvent(tx, actor.id, "single-sign-on.identity-removed", person.public_id, {}, at);
    return person;
  });
}

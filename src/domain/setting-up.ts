import { DAY, later } from "../lib/clock.ts";
import { digest, newPublicId, newToken } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countActiveAdmins, insertPerson, updateRoles } from "../storage/people.ts";
import { deleteSetupLinksBefore, findOpenSetupLink, insertSetupLink, updateOpenSetupLinks } from "../storage/setup-links.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";
import { emailTaken } from "./people.ts";
import { hashNewPassword } from "./new-passwords.ts";

export interface FirstAdmin { name: string; email: string; password: string }

/** A secret for the address that makes the first admin, good for a day; undefined once there is one. */
export async function newSetupLink(db: Db, at: Date): Promise<string | undefined> {
  if ((await countActiveAdmins(db)) > 0) return undefined;
  await deleteSetupLinksBefore(db, at.toISOString());
  const token = newToken();
  await insertSetupLink(db, { token_hash: digest(token), created_at: at.toISOString(), expires_at: later(at, DAY).toISOString(), used_at: null });
  return token;
}

export async function checkSetupLink(db: Db, token: string, at: Date): Promise<void> {
  const link = await findOpenSetupLink(db, digest(token), at.toISOString());
  if (!link || (await countActiveAdmins(db)) > 0) throw new NotFound("setup.link-used");
}

/** Makes the first admin. However many come at once, with this link or another, one wins. */
export async function setUpFirstAdmin(db: Db, token: string, { name, email, password }: FirstAdmin, at: Date): Promise<Person> {
  await checkSetupLink(db, token, at);
  const password_hash = await hashNewPassword(db, password, { name, email });
  return db.transaction(async (tx) => {
    await checkSetupLink(tx, token, at);
    if (!(await updateOpenSetupLinks(tx, at.toISOString()))) throw new NotFound();
    const person = await insertPerson(tx, { public_id: newPublicId(), email, name, password_hash, team_id: null, created_at: at.toISOString(), deactivated_at: null }).catch(emailTaken);
    await updateRoles(tx, person.id, ["admin"]);
    await insertAuditEvent(tx, person.id, "installation.set-up", person.public_id, {}, at);
    return person;
  });
}

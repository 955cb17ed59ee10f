import { emailIn } from "../lib/emails.ts";
import { newPublicId } from "../lib/ids.ts";
import { plainLine } from "../lib/text.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findLearningAccount, insertLearningAccountOnce, touchLearningAccount } from "../storage/learning-systems.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import { findPerson, findPersonByEmail, insertPerson, listRolesOf, updateRoles } from "../storage/people.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import type { Launch } from "./launching.ts";
import { CLAIM, isInstructor, type LaunchClaims } from "./lti-claims.ts";
import { emailTaken } from "./people.ts";
import { refreshGroups } from "./refreshing-groups.ts";

/** Who came by a launch, and what they may be in the session that it opens: never more than a trainer. */
export interface Admitted { person: Person; roles: Role[] }

/**
 * Finds who launched: by issuer and subject, else by email where the administrator allows it, else makes them where that is allowed.
 * @throws Refused with what to do where nobody may come in that way
 */
export function admit(db: Db, launch: Launch, at: Date): Promise<Admitted> {
  return admitOnce(db, launch, at).catch((error: unknown) => {
    if (error instanceof Refused && error.words.key === "people.email-taken") return admitOnce(db, launch, at);
    throw error;
  });
}

/** Two links on one page launch at the same moment: the second finds whom the first has made. */
function admitOnce(db: Db, { system, claims }: Launch, at: Date): Promise<Admitted> {
  return db.transaction(async (tx) => {
    const subject = claims.sub!;
    const account = await findLearningAccount(tx, system.issuer, subject);
    const person = account ? await findPerson(tx, account.person_id) : await personOf(tx, system, claims, at);
    if (!person || person.deactivated_at !== null) throw new Refused("launching.admission.inactive");
    if (account) await touchLearningAccount(tx, account.id, at.toISOString());
    else await insertLearningAccountOnce(tx, { issuer: system.issuer, subject, person_id: person.id, created_at: at.toISOString(), last_at: at.toISOString() });
    return { person, roles: await rolesIn(tx, system, claims, person) };
  });
}

/** What is said of a member of a course, in the words of a launch. */
export type SaidOfMember = Pick<LaunchClaims, "name" | "given_name" | "family_name" | "email" | typeof CLAIM.roles> & { sub: string };

/** Brings somebody in who has not come by themselves yet, by the same rules. Says whether they can come in now and could not before. @throws Refused where nobody may come in that way */
export function bringMember(db: Db, system: LearningSystem, said: SaidOfMember, at: Date): Promise<"added" | "known"> {
  return db.transaction(async (tx) => {
    if (await findLearningAccount(tx, system.issuer, said.sub)) return "known";
    const person = await personOf(tx, system, said, at);
    await insertLearningAccountOnce(tx, { issuer: system.issuer, subject: said.sub, person_id: person.id, created_at: at.toISOString(), last_at: at.toISOString() });
    return "added";
  });
}

async function personOf(tx: Db, system: LearningSystem, claims: Omit<SaidOfMember, "sub">, at: Date): Promise<Person> {
  const email = emailIn(claims.email);
  const known = email === undefined ? undefined : await findPersonByEmail(tx, email);
  if (known && system.links_by_email === 1) {
    await insertAuditEvent(tx, null, "learning.linked", known.public_id, { system: system.public_id }, at);
    return known;
  }
  if (known) throw new Refused("launching.admission.email-known", "form", { system: system.name });
  if (system.makes_people === 0) throw new Refused("launching.admission.unknown", "form", { system: system.name });
  if (email === undefined) throw new Refused("launching.admission.no-email", "form", { system: system.name });
  return makePerson(tx, system, { email, name: nameIn(claims) ?? email.split("@")[0]! }, isInstructor(claims[CLAIM.roles]), at);
}

async function makePerson(tx: Db, system: LearningSystem, { email, name }: { email: string; name: string }, teaches: boolean, at: Date): Promise<Person> {
  const roles: Role[] = teaches && system.makes_trainers === 1 ? ["trainer"] : [];
  const person = await insertPerson(tx, { public_id: newPublicId(), name, email, password_hash: null, team_id: null, created_at: at.toISOString(), deactivated_at: null }).catch(emailTaken);
  await updateRoles(tx, person.id, roles);
  await refreshGroups(tx, [person.id], at);
  await insertAuditEvent(tx, null, "person.added", person.public_id, { roles, system: system.public_id }, at);
  return person;
}

/** A trainer may be one in this session where the administrator trusts the platform with it and it says that they teach. Whatever else they are, they must sign in for. */
async function rolesIn(tx: Db, system: LearningSystem, claims: LaunchClaims, person: Person): Promise<Role[]> {
  const teaches = system.makes_trainers === 1 && isInstructor(claims[CLAIM.roles]);
  return teaches && (await listRolesOf(tx, person.id)).includes("trainer") ? ["learner", "trainer"] : ["learner"];
}

/** Without what hides or turns text, and no longer than names are here. */
function nameIn({ name, given_name, family_name }: Pick<LaunchClaims, "name" | "given_name" | "family_name">): string | undefined {
  const said = name ?? [given_name, family_name].filter(Boolean).join(" ");
  return plainLine(said, 120) || undefined;
}

import { insertAcknowledgementOnce, listPoliciesDueFor } from "../storage/acknowledgements.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPolicy, findPolicyVersion } from "../storage/policies.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { hashOf, textFor, textsIn } from "./policy-texts.ts";

/** The text that stood on the page: which version, in which language, and its hash. */
export interface Shown { number: number; language: string; hash: string }

/** Somebody confirms that they have read what stood on their page: nothing else, and each version once. */
export async function acknowledgePolicy(db: Db, person: Pick<Person, "id" | "team_id">, publicId: string, shown: Shown, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const policy = await findPolicy(tx, publicId);
    if (!policy) throw new NotFound();
    const isAsked = (await listPoliciesDueFor(tx, person)).some(({ id }) => id === policy.id);
    const version = await findPolicyVersion(tx, policy, policy.number);
    if (!version || policy.state !== "published") throw new NotFound();
    const text = textFor(textsIn(version.texts), shown.language);
    if (shown.number !== version.number || text.language !== shown.language || hashOf(text) !== shown.hash) throw new Refused("policies.newer");
    if (!isAsked) return;
    const isNew = await insertAcknowledgementOnce(tx, { policy_version_id: version.id, person_id: person.id, language: text.language, text_hash: shown.hash, at: at.toISOString() });
    if (isNew) await insertAuditEvent(tx, person.id, "policy.acknowledged", publicId, { ...shown }, at);
  });
}

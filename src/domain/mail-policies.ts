import { dayIn } from "../lib/zones.ts";
import { listPoliciesDueFor } from "../storage/acknowledgements.ts";
import { listAskedVersions } from "../storage/policies.ts";
import type { DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { textsIn, type PolicyTexts } from "./policy-texts.ts";

/** A policy to confirm, as mail tells of it. `given` and `givenAt`: when it was published, or asked for anew, on the clock of whoever is told; it has no day by which. */
export interface MailPolicy { id: string; texts: PolicyTexts; given: string; givenAt: string; due: null }

/** What this person is asked to confirm and has not: it is required of them, so it goes to everybody. */
export async function policiesToTell(db: Db, reader: Pick<DigestReader, "id" | "team_id">, zone: string): Promise<MailPolicy[]> {
  const due = await listPoliciesDueFor(db, reader);
  const versions = await listAskedVersions(db, due);
  return due.flatMap(({ id, public_id }) => {
    const asked = versions.get(id);
    return asked ? [{ id: public_id, texts: textsIn(asked.newest.texts), given: dayIn(zone, new Date(asked.since)), givenAt: asked.since, due: null }] : [];
  });
}

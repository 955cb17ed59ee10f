import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import type { Question } from "../engine/questions/question.ts";
import type { Db } from "./tables.ts";

const PORTION = 500;

/** Gives versions that were stored without a fingerprint theirs; once that is done it finds nothing. */
export async function updateMissingFingerprints(db: Db): Promise<void> {
  for (let after = 0; ;) {
    const versions = await db("question_versions").whereNull("fingerprint").where("id", ">", after).orderBy("id").limit(PORTION).select("id", "body");
    if (versions.length === 0) return;
    await db.transaction(async (tx) => {
      for (const { id, body } of versions) await tx("question_versions").where({ id }).update({ fingerprint: fingerprintOf(JSON.parse(body) as Question) });
    });
    after = versions.at(-1)!.id;
  }
}

import type { Knex } from "knex";
import { listedStem } from "../../engine/questions/listed-stem.ts";
import type { Question } from "../../engine/questions/question.ts";

const PORTION = 500;

/** Questions that came in files kept the markup of their stems in lists and titles; whatever was written by hand never did. */
export async function up(db: Knex): Promise<void> {
  for (let after = 0; ;) {
    const versions = await db<{ id: number; stem: string; body: string }>("question_versions").where("id", ">", after).whereLike("body", '%"format":%').orderBy("id").limit(PORTION).select("id", "stem", "body");
    for (const { id, stem, body } of versions) {
      const listed = listedStem(JSON.parse(body) as Question);
      if (listed !== stem) await db("question_versions").where({ id }).update({ stem: listed });
    }
    if (versions.length < PORTION) return;
    after = versions.at(-1)!.id;
  }
}

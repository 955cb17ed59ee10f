import type { Knex } from "knex";

/** Failed sign-ins are also counted over all accounts from one address. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("sign_in_tries", (t) => { t.index(["address", "last_at"]); });
}

import type { Knex } from "knex";

/** What a record store was told of a result, so that it can be told anew: `told` is what stands there, `tells` what `body` would make of it, `is_stale` whether it was counted anew while it was on its way. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("statements", (t) => {
    t.string("told");
    t.string("tells");
    t.integer("is_stale").notNullable().defaultTo(0);
  });
}

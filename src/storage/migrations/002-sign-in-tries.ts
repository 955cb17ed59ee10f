import type { Knex } from "knex";

/** Failed sign-ins of late, for each account from each address. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("sign_in_tries", (t) => {
    t.string("account").notNullable();
    t.string("address").notNullable();
    t.text("times").notNullable();
    t.string("last_at").notNullable().index();
    t.primary(["account", "address"]);
  });
}

import type { Knex } from "knex";

/** When backups were made by the clock, and what became of them. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("backup_runs", (t) => {
    t.increments("id");
    t.string("night").notNullable().unique();
    t.string("state").notNullable().index();
    t.string("run");
    t.integer("tries").notNullable().defaultTo(0);
    t.string("planned_at").notNullable();
    t.string("beat_at");
    t.string("finished_at");
    t.string("file");
    t.bigInteger("bytes");
    t.bigInteger("milliseconds");
    t.string("sha256");
    t.text("problem");
  });
}

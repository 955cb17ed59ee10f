import { z } from "zod";

/** Raised when an older release could not read what is written; docs/formats/backup.md describes it. */
export const FORMAT_VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const table = z.object({ name, key: z.array(name).min(1), columns: z.array(z.object({ name, kind: z.enum(["integer", "big", "text", "real", "bytes"]) })).min(1) });

/** The first member of an archive: what it is. `step` is the last step of the shape of the database (src/storage/migrations.ts); `numbers` are the last ids that were given away. */
export const headerSchema = z.object({
  format: z.literal("debrief-backup"), version: z.number().int().min(1), program: z.string().max(40), madeAt: z.iso.datetime(), payload: z.enum(["sqlite", "rows"]), step: z.string().regex(/^\d{3}-[a-z0-9-]{1,60}$/),
  tables: z.array(table).max(2_000), numbers: z.record(name, count),
});
export type Header = z.infer<typeof headerSchema>;

/** The last member: what came before it, with sums. A table of a SQLite file has no sum of its own: the file has. `header` is the sum of the first member. */
export const manifestSchema = z.object({
  header: sha256, database: z.object({ bytes: count, sha256 }).nullable(),
  tables: z.array(z.object({ name, rows: count, sha256: sha256.nullable() })).max(2_000),
  files: z.array(z.object({ path: z.string().min(1).max(1_000), bytes: count, sha256 })).max(100_000),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const HEADER = "debrief-backup.json";
export const MANIFEST = "manifest.json";
/** Names of members; what files are called stands in the manifest alone. */
export const MEMBERS = /^(?:debrief-backup\.json|manifest\.json|(?:database|tables\/[a-z][a-z0-9_]{0,62}|files\/\d{6})\/\d{6}\.gz)$/;
/** Bytes of a member before and after it is packed: a row is never cut. */
export const PIECE = 4 << 20;
export const LARGEST_PACKED = 128 << 20;
export const LARGEST_UNPACKED = 128 << 20;

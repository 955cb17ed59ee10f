import { insertInBatches } from "./batches.ts";
import type { PictureRow } from "./import-tables.ts";
import type { Db, QuestionVersion } from "./tables.ts";

export function findPicture(db: Db, digest: string): Promise<PictureRow | undefined> {
  return db("pictures").where({ digest }).first();
}

/** Those of these pictures that there are. */
export function listPictures(db: Db, digests: readonly string[]): Promise<PictureRow[]> {
  return db("pictures").whereIn("digest", [...digests]).orderBy("digest");
}

const SHOWN = /\/pictures\/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g;

/** The digests of the pictures that a question's body shows. */
export function digestsIn(body: string): string[] {
  return [...new Set([...body.matchAll(SHOWN)].map(([, digest]) => digest!))];
}

/** Notes which pictures these versions show. */
export async function insertPictureUses(db: Db, versions: readonly Pick<QuestionVersion, "id" | "body">[]): Promise<void> {
  const uses = versions.flatMap(({ id, body }) => digestsIn(body).map((digest) => ({ question_version_id: id, digest })));
  if (uses.length === 0) return;
  const known = new Set((await db("pictures").whereIn("digest", uses.map(({ digest }) => digest)).select("digest")).map(({ digest }) => digest));
  await insertInBatches(db, "picture_uses", uses.filter(({ digest }) => known.has(digest)));
}

/** Keeps pictures; what is there already stays. */
export async function insertPictures(db: Db, pictures: readonly PictureRow[]): Promise<void> {
  for (const picture of pictures) await db("pictures").insert({ ...picture, content: Buffer.from(picture.content) }).onConflict("digest").ignore();
}

/** The logo of the installation is shown by no question. */
const logos = (db: Db) => db("installation_settings").where({ section: "appearance" }).whereRaw("given like '%' || pictures.digest || '%'").select("section");

/** Removes those of these pictures that no version shows. */
export async function deleteUnusedPictures(db: Db, digests: readonly string[]): Promise<void> {
  await db("pictures").whereIn("digest", [...digests]).whereNotIn("digest", db("picture_uses").select("digest")).whereNotExists(logos(db)).delete();
}

/** Removes pictures from before this time that no version shows and nobody is writing with. */
export async function deleteForgottenPictures(db: Db, before: string): Promise<void> {
  const written = db("working_copies").whereRaw("working_copies.fields like '%' || pictures.digest || '%'").select("working_copies.id");
  await db("pictures").where("created_at", "<", before).whereNotIn("digest", db("picture_uses").select("digest")).whereNotExists(written).whereNotExists(logos(db)).delete();
}

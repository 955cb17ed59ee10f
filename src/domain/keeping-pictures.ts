import { createHash } from "node:crypto";
import { isCutOff, PictureError, pictureOf } from "../lib/pictures.ts";
import { DAY } from "../lib/clock.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteForgottenPictures, digestsIn, insertPictures, listPictures } from "../storage/pictures.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** A picture as somebody brings it, with the words for those who do not see it. */
export interface BroughtPicture { bytes: Uint8Array; alternative: string }

/** How long a picture is kept that no question shows: whoever brought it may still be writing. */
const KEPT_DAYS = 7;
const LONGEST_ALTERNATIVE = 300;

/** Keeps a picture and gives its address. A picture without words says nothing to some readers, so it is not taken. */
export async function keepPicture(db: Db, author: Pick<Person, "id">, { bytes, alternative }: BroughtPicture, at: Date): Promise<string> {
  if (alternative === "") throw new Refused("editor.picture-words", "picture-words");
  if (alternative.length > LONGEST_ALTERNATIVE) throw new Refused("writing.too-long", "picture-words", { maximum: LONGEST_ALTERNATIVE, length: alternative.length });
  const { type, width, height } = pictureIn(bytes);
  const digest = createHash("sha256").update(bytes).digest("base64url");
  await db.transaction(async (tx) => {
    await deleteForgottenPictures(tx, new Date(at.getTime() - KEPT_DAYS * DAY).toISOString());
    await insertPictures(tx, [{ digest, type, width, height, bytes: bytes.length, content: bytes, created_at: at.toISOString() }]);
    await insertAuditEvent(tx, author.id, "picture.kept", digest, { bytes: bytes.length }, at);
  });
  return `/pictures/${digest}`;
}

function pictureIn(bytes: Uint8Array): ReturnType<typeof pictureOf> {
  try {
    const picture = pictureOf(bytes);
    if (isCutOff(bytes, picture)) throw new PictureError("pictures.damaged");
    return picture;
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    throw new Refused(error.words.key, "picture", error.words.values);
  }
}

/** Whether every picture that a question's body shows is there. */
export async function arePicturesThere(db: Db, body: string): Promise<boolean> {
  const digests = digestsIn(body);
  return digests.length === 0 || (await listPictures(db, digests)).length === digests.length;
}

import { createHash } from "node:crypto";
import { PictureError, pictureOf, type PictureLimits } from "../lib/pictures.ts";
import { insertPictures } from "../storage/pictures.ts";
import type { Db } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** It stands on every page, so it is to be light. */
export const LOGO_LIMITS: PictureLimits = { bytes: 300_000, side: 1_200, megapixels: 1 };
const PRINTABLE: readonly string[] = ["image/png", "image/jpeg"];

/** Keeps a picture that may become the logo and gives its digest. Only kinds that can be printed too; `canPrint` tries it. */
export async function keepLogo(db: Db, bytes: Uint8Array, canPrint: (bytes: Uint8Array) => Promise<boolean>, at: Date): Promise<string> {
  const { type, width, height } = pictureIn(bytes);
  if (!PRINTABLE.includes(type)) throw new Refused("installation.logo-kind", "logo");
  if (!(await canPrint(bytes))) throw new Refused("pictures.damaged", "logo");
  const digest = createHash("sha256").update(bytes).digest("base64url");
  await insertPictures(db, [{ digest, type, width, height, bytes: bytes.length, content: bytes, created_at: at.toISOString() }]);
  return digest;
}

function pictureIn(bytes: Uint8Array): ReturnType<typeof pictureOf> {
  try {
    return pictureOf(bytes, LOGO_LIMITS);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    throw new Refused(error.words.key, "logo", error.words.values);
  }
}

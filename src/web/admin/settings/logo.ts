import { Refused } from "../../../domain/errors.ts";
import { keepLogo } from "../../../domain/keeping-logo.ts";
import type { Settings } from "../../../domain/installation-sections.ts";
import type { Words } from "../../../lib/messages.ts";
import type { Db } from "../../../storage/tables.ts";
import { canPrint } from "../../certificate-document.ts";
import type { Upload } from "../../http/uploads.ts";

type Values = Record<string, unknown>;

/** What was typed, with the digest of the logo in place of its file: the new one, none, or the one that there was. */
export async function withLogo(db: Db, typed: Values, before: Settings, at: Date): Promise<{ values: Values; complaint: Words | undefined }> {
  const given = typed["logo"];
  const kept = typed["remove-logo"] === "1" ? null : before.logo;
  if (!isUpload(given)) return { values: { ...typed, logo: kept }, complaint: undefined };
  try {
    return { values: { ...typed, logo: await keepLogo(db, given.bytes, canPrint, at) }, complaint: undefined };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { values: { ...typed, logo: kept }, complaint: error.words };
  }
}

function isUpload(value: unknown): value is Upload {
  return typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array;
}

import type { Settings } from "../domain/installation-sections.ts";
import { findPicture } from "../storage/pictures.ts";
import type { Db } from "../storage/tables.ts";
import type { Issuer } from "./certificate-document.ts";

/** The organisation as it stands on what is printed. */
export async function issuerOf(db: Db, { name, logo, accentLight }: Settings): Promise<Issuer> {
  return { name, accent: accentLight, logo: logo === null ? undefined : (await findPicture(db, logo))?.content };
}

import { fingerprintOf } from "../../src/domain/shipping.ts";
import { listAllContentFiles } from "../../src/storage/content-files.ts";
import { insertSettingOnce } from "../../src/storage/settings.ts";
import type { Db } from "../../src/storage/tables.ts";

/** Lets the content that ships count as loaded, for a server that needs none of it: loading it is most of a first start. */
export async function goWithoutContent(db: Db): Promise<void> {
  await insertSettingOnce(db, "content", fingerprintOf(listAllContentFiles()));
}

import { createHash } from "node:crypto";
import { GENERATOR } from "../engine/generation/generate.ts";
import { parseContent, type Content, type ContentFile } from "../engine/knowledge/content.ts";
import { listAllContentFiles, listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";
import { findSetting, findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";
import { followFiles } from "./following-files.ts";
import { updateLexicon } from "../storage/vocabulary.ts";
import { generateQuestions } from "./generating.ts";
import { loadContent } from "./loading-content.ts";

/** The content that ships with the program, read and checked. @throws ContentRefused */
export function shippedContent(): Content {
  return parseContent(listContentFiles(SHIPPED_CONTENT));
}

/** What says that exactly this content was loaded, by this generator. */
export function fingerprintOf(files: readonly ContentFile[]): string {
  return createHash("sha256").update(JSON.stringify([GENERATOR, files])).digest("hex");
}

/**
 * Loads the content that ships, and what an installation has in a folder of its own, and makes its questions, unless exactly this content is in the
 * database already: then it is not even parsed, which would be most of a start. Of several processes that start at once, one does it. @throws ContentRefused
 */
export async function prepareContent(db: Db, at: Date, own?: string): Promise<void> {
  const files = listAllContentFiles(own);
  const fingerprint = fingerprintOf(files);
  if ((await findSetting(db, "content")) === fingerprint) return;
  const content = parseContent(files);
  updateLexicon(own, content);
  await db.transaction(async (tx) => {
    await insertSettingOnce(tx, "content", "");
    if ((await findSettingForUpdate(tx, "content")) === fingerprint) return;
    await loadContent(tx, content);
    await followFiles(tx, content, at);
    await generateQuestions(tx, content, at);
    await updateSetting(tx, "content", fingerprint);
  });
}

import { ArchiveError } from "../../../../lib/archive-error.ts";
import { readArchive } from "../../../../lib/archive.ts";
import { readXml, XML_LIMITS } from "../../../../lib/xml.ts";
import type { FileContent } from "../item.ts";
import { decodedXml } from "./decoding.ts";
import { picturesOf } from "./pictures.ts";
import { asError, readPackage } from "./reading-package.ts";
import { STEPS_OF_A_FILE } from "./reading-item.ts";
import { PLAIN_DOCTYPE, readRoot } from "./reading-root.ts";

/** Packages hold a file for each question, and one for each picture. */
const LIMITS = { entries: 15_000, fileBytes: 20_000_000, bytes: 100_000_000, ratio: 200 };

/**
 * Reads questions in QTI: an item of QTI 2.0, 2.1, 2.2 or 3.0, a document of QTI 1.2, or a package of them. Every question is either an item or an error with its line;
 * where the whole file cannot be read, that is the only error. Lines of matching and ordering questions are HTML; the answers that lines are matched with are plain text.
 */
export async function readQti(bytes: Uint8Array, fileName: string): Promise<FileContent> {
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readPackage(await readArchive(bytes, LIMITS));
    const root = readXml(decodedXml(bytes), XML_LIMITS, { doctype: PLAIN_DOCTYPE });
    const steps = { left: STEPS_OF_A_FILE };
    return readRoot(root, () => ({ category: "", tags: [], pictures: picturesOf(new Map(), fileName, ""), steps }));
  } catch (error) {
    if (error instanceof ArchiveError) return { items: [], errors: [{ line: 0, reason: error.words }] };
    return { items: [], errors: [asError(error)] };
  }
}

import { pathToFileURL } from "node:url";
import { readPack, type PackRead } from "../engine/library/packs/reading.ts";
import { apart, ApartError, type Apart } from "../lib/apart.ts";
import { say } from "../lib/messages.ts";
import { programFile } from "../lib/program-folder.ts";
import { SMALL } from "./reading-apart.ts";

const THREAD = apart(pathToFileURL(programFile("dist/apart/packs-worker.js")), { milliseconds: 30_000, megabytes: 500 });

/** Somebody is about to bring a pack. */
export function readyForPacks(): void {
  THREAD.ready();
}

/** What a pack holds, or what is wrong with it. It is read in a thread of its own, so that pages are answered meanwhile, whatever somebody sends. */
export async function readPackApart(bytes: Uint8Array, thread: Apart = THREAD): Promise<PackRead> {
  if (bytes.length <= SMALL) return readPack(bytes);
  try {
    return await thread.work<PackRead>(bytes);
  } catch (error) {
    if (error instanceof ApartError) return { refusals: [say("imports.too-involved")] };
    throw error;
  }
}

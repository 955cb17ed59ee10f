import { parentPort } from "node:worker_threads";
import { readPack } from "../engine/library/packs/reading.ts";

/** The other side of reading-packs.ts: reads one pack after the other and says what each held, or what is wrong with it. */
parentPort?.on("message", (bytes: Uint8Array) => {
  parentPort!.postMessage(readPack(bytes));
});

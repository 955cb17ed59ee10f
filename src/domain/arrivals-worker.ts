import { parentPort } from "node:worker_threads";
import { fileKindOf } from "../engine/questions/formats/arriving.ts";
import type { BroughtFile } from "./reading-apart.ts";

/** The other side of reading-apart.ts: reads one file after the other and says what each held. An error that is none of the file's ends the thread. */
parentPort?.on("message", async ({ name, bytes }: BroughtFile) => {
  parentPort!.postMessage(await fileKindOf(name, bytes)?.read(bytes));
});

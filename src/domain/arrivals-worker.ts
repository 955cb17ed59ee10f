import { parentPort, workerData } from "node:worker_threads";
import { fileKindOf } from "../engine/questions/formats/arriving.ts";

/** The other side of reading-apart.ts: reads one file and says what it held. */
const { name, bytes } = workerData as { name: string; bytes: Uint8Array };
parentPort?.postMessage(await fileKindOf(name, bytes)?.read(bytes));

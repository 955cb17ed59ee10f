import { parentPort } from "node:worker_threads";
import { buildGazetteer } from "../engine/extraction/gazetteer.ts";
import { candidatesIn, type ReadingTask } from "./extracting-apart.ts";

/** The other side of extracting-apart.ts: reads one article after the other and says what each seems to say. */
parentPort?.on("message", ({ article, names, entities }: ReadingTask) => {
  parentPort!.postMessage(candidatesIn(article, buildGazetteer(names, entities)));
});

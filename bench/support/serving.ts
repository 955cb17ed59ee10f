import { fork, type ChildProcess } from "node:child_process";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readConfig } from "../../src/config.ts";
import { programFile } from "../../src/lib/program-folder.ts";
import type { Running } from "../../src/opening.ts";

/** CPU time in milliseconds, memory in megabytes. `marked`: how often the whole heap was looked through for garbage. */
export interface Spent { cpu: number; rss: number; marked: number }
/** `live`: the megabytes of its heap that are still there after a collection. */
export interface Served { address: string; spent: () => Promise<Spent>; live: () => Promise<number>; stop: () => Promise<void> }

/** The server that ships as a process of its own, on this database. */
export function serve(databaseUrl: string, dataDir: string): Promise<Served> {
  return startChild(fileURLToPath(import.meta.url), { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: "0", TIME_ZONE: "UTC" });
}

/** As the files in deploy/ start it; they set MALLOC_ARENA_MAX too. */
const ARGUMENTS = ["--v8-pool-size=0", "--max-semi-space-size=8"];

/** A script that calls `listen`. PROFILE names a folder for V8's profile of it. */
export async function startChild(script: string, env: Record<string, string>): Promise<Served> {
  const profile = process.env["PROFILE"];
  const child = fork(script, [], { env: { MALLOC_ARENA_MAX: "2", ...process.env, ...env }, execArgv: profile ? [...ARGUMENTS, "--cpu-prof", `--cpu-prof-dir=${profile}`] : ARGUMENTS });
  const { address } = await next<{ address: string }>(child);
  return {
    address,
    spent: () => { child.send("spent"); return next<Spent>(child); },
    live: async () => { child.send("live"); return (await next<{ live: number }>(child)).live; },
    stop: () => { const gone = new Promise<void>((ended) => { child.once("exit", () => ended()); }); child.send("stop"); return gone; },
  };
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((told, failed) => {
    const ended = (code: number | null) => failed(new Error(`The server ended with ${code}.`));
    child.once("exit", ended).once("message", (message) => { child.off("exit", ended); told(message as T); });
  });
}

interface Collection { detail: { kind: number } }

/** In the child: says where it is, what it has spent when it is asked, and ends when it is told to. */
export function listen(address: string, close: () => Promise<void>): void {
  let marked = 0;
  const watcher = new PerformanceObserver((seen) => { marked += (seen.getEntries() as unknown as Collection[]).filter(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR).length; });
  watcher.observe({ entryTypes: ["gc"] });
  process.send!({ address });
  process.on("message", (word) => {
    if (word === "stop") return void close().then(() => process.exit(0));
    if (word === "live") return void process.send!({ live: liveHeap() });
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: (user + system) / 1000, rss: process.memoryUsage().rss / 1e6, marked } satisfies Spent);
  });
}

function liveHeap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const { startServer } = (await import(programFile("dist/opening.js"))) as { startServer: (config: ReturnType<typeof readConfig>) => Promise<Running> };
  ((await import(programFile("dist/starting.js"))) as { collectSooner: () => void }).collectSooner();
  const running = await startServer(readConfig());
  listen(running.address, running.close);
}

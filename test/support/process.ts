import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Program { folder: string; pid: number; output: () => string; address: Promise<string>; exit: Promise<number | null>; stop: (signal?: NodeJS.Signals) => Promise<number | null>; remove: () => Promise<void> }

type Fill = (folder: string) => Promise<void>;

/** Starts a built program of ours as a process of its own, in an empty folder or in one that `fill` has put something into, on a free port unless `env` names one. */
export async function startProgram(script: string, env: Record<string, string> = {}, fill: Fill = () => Promise.resolve()): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-program-"));
  await fill(folder);
  const child = spawn(process.execPath, [script], { env: { PATH: process.env["PATH"], PORT: "0", DATA_DIR: folder, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { output += String(text); });
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return {
    folder, exit, pid: child.pid!, output: () => output, address: addressIn(child, () => output),
    stop: (signal = "SIGTERM") => { child.kill(signal); return exit; },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The address that the program prints; an error with its words when it ends without one. */
function addressIn(child: ChildProcess, output: () => string): Promise<string> {
  const address = new Promise<string>((resolve, reject) => {
    const look = () => { const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? []; if (found) resolve(found); };
    child.stdout?.on("data", look);
    child.once("exit", () => reject(new Error(`It ended before it was open:\n${output()}`)));
  });
  address.catch(() => undefined);
  return address;
}

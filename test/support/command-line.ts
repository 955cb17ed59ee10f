import { spawnSync } from "node:child_process";
import { Readable } from "node:stream";
import { vi } from "vitest";
import { runCommand } from "../../src/cli/program.ts";

export interface Said { status: number; stdout: string; stderr: string }
export interface Given { env?: Record<string, string>; input?: string }

/** What `debrief ...` says and ends with, asked in this process: one of its own takes most of a second to start. `env` is laid over the environment, `input` is what it is fed. */
export async function debrief(words: readonly string[], { env = {}, input = "" }: Given = {}): Promise<Said> {
  const { env: usual, exitCode, stdin } = process;
  const said: Said = { status: 0, stdout: "", stderr: "" };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text) => { said.stdout += String(text); return true; }),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => { said.stderr += String(text); return true; }),
    vi.spyOn(console, "log").mockImplementation((text) => { said.stdout += `${String(text)}\n`; }),
    vi.spyOn(console, "error").mockImplementation((text) => { said.stderr += `${String(text)}\n`; }),
  ];
  giveStdin(Readable.from([input], { objectMode: false }));
  Object.assign(process, { env: { ...usual, ...env }, exitCode: 0 });
  try {
    await runCommand(words);
    said.status = Number(process.exitCode);
  } finally {
    Object.assign(process, { env: usual, exitCode });
    giveStdin(stdin);
    for (const spy of spies) spy.mockRestore();
  }
  return said;
}

function giveStdin(value: Readable): void {
  Object.defineProperty(process, "stdin", { configurable: true, value });
}

/** The same as a process of its own. */
export function debriefProcess(words: readonly string[], input = ""): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...words], { encoding: "utf8", input, maxBuffer: 1 << 26 });
  return { status: status ?? -1, stdout, stderr };
}

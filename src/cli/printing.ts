import { once } from "node:events";

/** Prints line after line, at the pace of whoever reads; a reader that has had enough, such as `head`, ends it quietly. */
export async function printLines(lines: Iterable<string>): Promise<void> {
  for (const chunk of chunksOf(lines)) if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
}

const CHUNK = 65_536;

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}

/** A pipe that was closed at the other end is no error. */
export function endQuietlyWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

#!/usr/bin/env node
import { endQuietlyWithReader } from "./cli/printing.ts";
import { runCommand } from "./cli/program.ts";

if (["backup", "restore", "move"].includes(process.argv[2] ?? "")) (await import("./cli/copying-everything.ts")).guardCopies();

endQuietlyWithReader();
await runCommand(process.argv.slice(2));

#!/usr/bin/env node
import { endQuietlyWithReader } from "./cli/printing.ts";
import { runCommand } from "./cli/program.ts";

/** What these write holds everything: it is for its owner alone from its first byte, whatever the shell allows. */
if (["backup", "restore", "move"].includes(process.argv[2] ?? "")) process.umask(0o077);

endQuietlyWithReader();
await runCommand(process.argv.slice(2));

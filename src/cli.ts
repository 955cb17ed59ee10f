#!/usr/bin/env node
import { endQuietlyWithReader } from "./cli/printing.ts";
import { runCommand } from "./cli/program.ts";

endQuietlyWithReader();
await runCommand(process.argv.slice(2));

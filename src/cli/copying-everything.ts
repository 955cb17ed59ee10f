import { constants } from "node:os";
import { removeBegun } from "../lib/whole-files.ts";

/** For commands whose files hold everything: these are for their owner alone from the first byte, whatever the shell allows, and a command that somebody ends leaves none of them half made. */
export function guardCopies(): void {
  process.umask(0o077);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      removeBegun();
      console.error("Stopped. What was begun is removed.");
      process.exit(128 + constants.signals[signal]);
    });
  }
}

import { complain, flushLog, note } from "./lib/log.ts";
import type { Running } from "./opening.ts";

/** What shells and supervisors read as "ended by SIGINT" and "by SIGTERM". */
const CUT_OFF = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process in good order when it is told to stop, at once at a second signal, and with 1 after an error that nobody caught: what is in memory may be half done then, so requests in flight get
 * their answers and whoever runs it starts it anew. A promise that nobody waited for leaves nothing half done, because deeds are transactions: it is noted, and the process goes on.
 */
export function closeOnSignals({ close }: Pick<Running, "close">): void {
  let isEnding = false;
  const end = (code: number) => {
    isEnding = true;
    void close().then(() => code, (error: unknown) => { complain("It could not be closed in good order", error); return 1; }).then((last) => { flushLog(); process.exit(last); });
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(CUT_OFF[signal]);
      note("info", "Told to end: requests in flight are answered", { signal });
      end(0);
    });
  }
  process.on("unhandledRejection", (reason) => complain("Something failed that nobody waited for", reason));
  process.on("uncaughtException", (error) => {
    complain("Something failed that nobody caught: this process ends", error);
    if (!isEnding) end(1);
  });
}

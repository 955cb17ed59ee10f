import type { Handle, Outcome } from "./handle.ts";

/** Connections that only read, beside the writer: each sees what was kept last. */
export interface Readers { query: (sql: string, bindings: readonly unknown[]) => Promise<Outcome>; close: () => Promise<void> }

interface Asked { sql: string; bindings: readonly unknown[]; answered: (outcome: Outcome) => void; failed: (error: unknown) => void }
interface Desk { handle: Promise<Handle> | undefined; open: Handle | undefined; isBusy: boolean; line: Asked[] }

/** One query at a time on each: a second one would only hold a thread while it waits for the first. */
export function readersOf(open: () => Promise<Handle>, count: number): Readers {
  const desks: Desk[] = Array.from({ length: count }, () => ({ handle: undefined, open: undefined, isBusy: false, line: [] }));

  function ask(desk: Desk, asked: Asked): void {
    if (desk.isBusy) return void desk.line.push(asked);
    desk.isBusy = true;
    if (desk.open) serve(desk, desk.open, asked); else opened(desk, asked);
  }

  /** One that could not be opened is tried again by whoever asks next: it may have been for want of a file number, for a moment. */
  function opened(desk: Desk, asked: Asked): void {
    (desk.handle = open()).then((handle) => { desk.open = handle; serve(desk, handle, asked); }, (error: unknown) => { desk.handle = undefined; asked.failed(error); next(desk); });
  }

  function serve(desk: Desk, handle: Handle, { sql, bindings, answered, failed }: Asked): void {
    handle.ask(sql, bindings, "all", (error, outcome) => {
      if (error) failed(error); else answered(outcome!);
      next(desk);
    });
  }

  function next(desk: Desk): void {
    desk.isBusy = false;
    const asked = desk.line.shift();
    if (asked) ask(desk, asked);
  }

  const inLine = ({ isBusy, line }: Desk) => line.length + (isBusy ? 1 : 0);
  return {
    query: (sql, bindings) => new Promise((answered, failed) => { ask(desks.reduce((best, desk) => (inLine(desk) < inLine(best) ? desk : best)), { sql, bindings, answered, failed }); }),
    close: async () => { for (const { handle } of desks) await (await handle?.catch(() => undefined))?.close(); },
  };
}

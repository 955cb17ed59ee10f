import type { Handle, Outcome } from "./handle.ts";

/** Connections that only read, beside the writer: each sees what was kept last. */
export interface Readers { query: (sql: string, bindings: readonly unknown[]) => Promise<Outcome>; close: () => Promise<void> }

interface Desk { handle: Promise<Handle> | undefined; line: number; last: Promise<unknown> }

/** One query at a time on each: a second one would only hold a thread while it waits for the first. */
export function readersOf(open: () => Promise<Handle>, count: number): Readers {
  const desks: Desk[] = Array.from({ length: count }, () => ({ handle: undefined, line: 0, last: Promise.resolve() }));

  async function ask(desk: Desk, sql: string, bindings: readonly unknown[]): Promise<Outcome> {
    desk.line += 1;
    const mine = desk.last.then(async () => (await (desk.handle ??= open())).query(sql, bindings, "all"));
    desk.last = mine.then(() => undefined, () => undefined);
    return mine.finally(() => { desk.line -= 1; });
  }

  return {
    query: (sql, bindings) => ask(desks.reduce((best, desk) => (desk.line < best.line ? desk : best)), sql, bindings),
    close: async () => { for (const { handle } of desks) await (await handle)?.close(); },
  };
}

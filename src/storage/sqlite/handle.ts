import sqlite3 from "sqlite3";

/** `rows` of what was read or returned; `lastID` and `changes` of what was written. */
export interface Outcome { rows: unknown[]; lastID: number; changes: number }
/** `all` reads rows, `run` only writes. */
export type Way = "all" | "run";
/** One connection to the file, with the statements that it has seen prepared. Whoever uses it takes care that deeds do not mix. `ask` is `query` without a promise, for those who make one anyway. */
export interface Handle { ask: (sql: string, bindings: readonly unknown[], way: Way, done: Done) => void; query: (sql: string, bindings: readonly unknown[], way: Way) => Promise<Outcome>; exec: (sql: string) => Promise<void>; close: () => Promise<void> }

type Failure = Error | null;
type Done = (error: Failure, outcome?: Outcome) => void;
const MOST_PREPARED = 400;

export async function openHandle(filename: string, pragmas: string): Promise<Handle> {
  const database = await new Promise<sqlite3.Database>((opened, failed) => {
    const made = new sqlite3.Database(filename, (error) => { if (error) failed(error); else opened(made); });
  });
  const prepared = new Map<string, sqlite3.Statement>();
  const finished = (act: (done: (error: Failure) => void) => void) => new Promise<void>((done, failed) => { act((error) => { if (error) failed(error); else done(); }); });

  /** The one that was used longest ago makes room. A second one for the same words, made while the first was being prepared, is not kept. */
  function keep(sql: string, statement: sqlite3.Statement): void {
    if (prepared.has(sql)) return void statement.finalize();
    const [oldest] = prepared.size >= MOST_PREPARED ? prepared.keys() : [];
    if (oldest !== undefined) { prepared.get(oldest)!.finalize(); prepared.delete(oldest); }
    prepared.set(sql, statement);
  }

  /** What cannot be prepared answers no query: the library tells that here and nowhere else. */
  function statementOf(sql: string, failed: Done): sqlite3.Statement {
    const known = prepared.get(sql);
    if (!known) {
      const statement: sqlite3.Statement = database.prepare(sql, (error: Failure) => { if (error) failed(naming(sql, error)); else keep(sql, statement); });
      return statement;
    }
    prepared.delete(sql);
    prepared.set(sql, known);
    return known;
  }

  function ask(sql: string, bindings: readonly unknown[], way: Way, done: Done): void {
    statementOf(sql, done)[way](bindings, function (this: { lastID?: number; changes?: number }, error: Failure, rows?: unknown[]) {
      if (error) done(naming(sql, error)); else done(null, { rows: rows ?? [], lastID: this.lastID ?? 0, changes: this.changes ?? 0 });
    });
  }

  await finished((done) => { database.exec(pragmas, done); }).catch(async (error: unknown) => { await finished((done) => { database.close(done); }); throw error; });
  return {
    ask,
    query: (sql, bindings, way) => new Promise((answered, failed) => { ask(sql, bindings, way, (error, outcome) => { if (error) failed(error); else answered(outcome!); }); }),
    exec: (sql) => finished((done) => { database.exec(sql, done); }),
    close: async () => {
      for (const statement of prepared.values()) statement.finalize();
      prepared.clear();
      await finished((done) => { database.close(done); });
    },
  };
}

/** Some errors take back a whole transaction. SQLite refuses a second one within the first. */
export function isInTransaction(handle: Pick<Handle, "exec">): Promise<boolean> {
  return handle.exec("BEGIN").then(() => false, (error: Error) => error.message.includes("within a transaction"));
}

/** The library makes its errors where no stack of ours is left: the statement says which one it was. Its values are not in it. */
function naming(statement: string, error: Error): Error {
  return Object.assign(error, { statement });
}

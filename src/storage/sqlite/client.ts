import type { Knex } from "knex";
import { commitsIn, type Commits } from "./commits.ts";
import { groupCommit, type Loudness, type Turn, type Writer } from "./group-commit.ts";
import { openHandle, type Handle, type Outcome, type Way } from "./handle.ts";
import { readersOf, type Readers } from "./readers.ts";
import { onlyReads, surelyAdds, wantsNoTransaction } from "./words.ts";

/** What a statement is sent through: `query` as promises have it, `all` and `run` as Knex calls a driver. */
export interface Connection { query: (sql: string, bindings: readonly unknown[], way: Way) => Promise<Outcome>; all: Driven; run: Driven }
type Driven = (sql: string, bindings: readonly unknown[] | undefined, done: (error: unknown, rows?: unknown[]) => void) => void;

/** A transaction. What may have changed nothing is not quiet: it could not be told from what others commit (commits.ts). `failure`: what went wrong in it last. */
interface Writing { turn: Turn; handle: Handle; loudness: Loudness; failure?: unknown }
interface File { writer: Promise<{ handle: Handle; turns: Writer }> | undefined; readers: Readers; open: () => Promise<Handle>; filename: string; commits?: Commits | undefined }
interface Client { acquireRawConnection: () => Promise<Connection>; destroyRawConnection: () => Promise<void>; destroy: (done?: () => void) => Promise<void>; transaction: (this: unknown, ...given: unknown[]) => Transaction }
interface Transaction { begin: (connection: unknown) => unknown; query: (connection: unknown, sql: string) => unknown }

const READERS = 2;
const NOTHING: Outcome = { rows: [], lastID: 0, changes: 0 };

const files = new WeakMap<object, { file: File; direct: Connection }>();

/** For a statement outside of transactions, without a place in Knex's pool. */
export function directConnection(db: Knex): Connection | undefined {
  return files.get(db.client as object)?.direct;
}

/** A place in the queue for one transaction, without one in Knex's pool. Where that is over, nobody who was late writes on. Nothing on PostgreSQL. */
export function freshConnection(db: Knex): Connection | undefined {
  const known = files.get(db.client as object);
  return known && connectionTo(known.file, true);
}

/** What a deed sees that reads beside the writer, and writes but one statement, if nothing was committed meanwhile that is not quiet. `isStill`: nothing was until now. */
export interface Glance { isStill: () => boolean; read: (sql: string, bindings: readonly unknown[]) => Promise<Outcome>; write: (sql: string, bindings: readonly unknown[]) => Promise<boolean> }

/** Nothing where nobody watches what is committed, and on PostgreSQL. */
export function glanceAt(db: Knex): Glance | undefined {
  const file = files.get(db.client as object)?.file;
  const stamp = file?.commits?.stamp();
  if (!file || stamp === undefined) return undefined;
  return {
    isStill: () => file.commits?.stamp() === stamp,
    read: file.readers.query,
    write: async (sql, bindings) => (await writerOf(file)).turns.write({ sql, bindings, stamp, isSure: surelyAdds(sql) }),
  };
}

/** From now on `stampOf` tells what is committed, by this process or another, until this one ends. */
export async function watchCommits(db: Knex): Promise<void> {
  const file = files.get(db.client as object)?.file;
  if (!file || file.commits) return;
  const { handle, turns } = await writerOf(file);
  file.commits = await turns.alone(() => commitsIn(file.filename, handle));
}

/** Another number as soon as anything was committed to the file, but for deeds of `freshConnection` of this process. Nothing where nobody watches, and on PostgreSQL. */
export function stampOf(db: Knex): number | undefined {
  return files.get(db.client as object)?.file.commits?.stamp();
}

/**
 * Gives Knex connections that are places in a queue: what only reads goes to readers beside the writer, what writes to the one writer with group commit.
 * A transaction that begins by reading cannot always go on to write when a second process writes too; each begins as a writer.
 */
export function routeThroughWriter(db: Knex, filename: string, pragmas: string): void {
  const client = db.client as Client;
  const open = () => openHandle(filename, pragmas);
  const file: File = { writer: undefined, open, readers: readersOf(open, READERS), filename };
  const { destroy, transaction } = client;
  client.acquireRawConnection = () => Promise.resolve(connectionTo(file));
  client.destroyRawConnection = () => Promise.resolve();
  client.destroy = async (done) => {
    await destroy.call(client);
    await file.readers.close();
    await (await file.writer?.catch(() => undefined))?.handle.close();
    done?.();
  };
  client.transaction = function (...given) {
    const begun = transaction.apply(this, given);
    begun.begin = (connection) => begun.query(connection, "BEGIN IMMEDIATE;");
    return begun;
  };
  files.set(client, { file, direct: connectionTo(file) });
}

/** Where it could not be opened, whoever asks next tries again. */
function writerOf(file: File): NonNullable<File["writer"]> {
  if (file.writer) return file.writer;
  const opening = file.open().then((handle) => ({ handle, turns: groupCommit(handle, () => file.commits) }));
  opening.catch(() => { if (file.writer === opening) file.writer = undefined; });
  return (file.writer = opening);
}

function connectionTo(file: File, isForOne = false): Connection {
  let writing: Writing | undefined;
  let isOver = false;

  function query(sql: string, bindings: readonly unknown[], way: Way): Promise<Outcome> {
    if (isOver) return Promise.reject(new Error("The transaction is over."));
    if (writing) return end(sql, writing) ?? within(writing, sql, bindings, way);
    return onlyReads(sql) ? file.readers.query(sql, bindings) : write(sql, bindings, way);
  }

  async function write(sql: string, bindings: readonly unknown[], way: Way): Promise<Outcome> {
    const { handle, turns } = await writerOf(file);
    if (wantsNoTransaction(sql)) return turns.alone(() => handle.query(sql, bindings, way));
    const turn = await turns.begin();
    if (!/^BEGIN\b/i.test(sql)) return whole(turn, handle.query(sql, bindings, way));
    writing = { turn, handle, loudness: "nothing" };
    return NOTHING;
  }

  /** It changed something for sure where it added rows or gives back those that it changed. */
  async function within(one: Writing, sql: string, bindings: readonly unknown[], way: Way): Promise<Outcome> {
    if (onlyReads(sql)) return one.handle.query(sql, bindings, way);
    if (one.loudness === "nothing") one.loudness = "loud";
    const outcome = await one.handle.query(sql, bindings, way).catch((error: unknown) => { one.failure = error; throw error; });
    if (surelyAdds(sql) || outcome.rows.length > 0) one.loudness = "quiet";
    return outcome;
  }

  /** Where a transaction ends with these words. */
  function end(sql: string, { turn, loudness, failure }: Writing): Promise<Outcome> | undefined {
    const isKept = /^COMMIT;?$/i.test(sql);
    if (!isKept && !/^ROLLBACK;?$/i.test(sql)) return undefined;
    writing = undefined;
    isOver = isForOne;
    return (isKept ? turn.commit(isForOne ? loudness : "loud", failure) : turn.rollback(failure)).then(() => NOTHING);
  }

  const drive = (way: Way): Driven => (sql, bindings, done) => {
    query(sql, bindings ?? [], way).then((outcome) => done.call(outcome, null, outcome.rows), (error: unknown) => done(error));
  };
  return { query, all: drive("all"), run: drive("run") };
}

/** A deed of one statement. */
async function whole(turn: Turn, written: Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await written;
  } catch (error) {
    await turn.rollback(error);
    throw error;
  }
  await turn.commit();
  return outcome;
}

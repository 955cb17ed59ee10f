/** What keeps the database from its work for a while: it does not answer, others are in the way, or it cannot write. Nobody's wish is wrong, and the same may succeed later. */
export type Trouble = "away" | "busy" | "full";

type Failure = { code?: unknown; message?: string; name?: string; status?: unknown } | null | undefined;

/** Of PostgreSQL by its classes of SQLSTATE, of SQLite and of the network by their names. */
const CODES: readonly [RegExp, Trouble][] = [
  [/^(?:08...|57P0[1-5]|25P03|53300)$/, "away"],
  [/^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|SQLITE_CANTOPEN)$/, "away"],
  [/^(?:40001|40P01|55P03|57014|SQLITE_BUSY|SQLITE_LOCKED)$/, "busy"],
  [/^(?:53[012]..|58030|25006|SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY)$/, "full"],
];
/** What the driver and the pool say without a code, behind the statement where there was one. */
const SAID = /(?:^| - )(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect)/;

/** Whether a server of a database, rather than a file, cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  return troubleOf(error) === "away" && !/^SQLITE/.test(String((error as Failure)?.code));
}

/** What has a status is about a request: a visitor who leaves in the middle of one is no trouble of the database. */
export function troubleOf(error: unknown): Trouble | undefined {
  const { code, message = "", name, status } = (error as Failure) ?? {};
  if (status !== undefined) return undefined;
  if (name === "KnexTimeoutError") return "busy";
  if (typeof code === "string") return CODES.find(([pattern]) => pattern.test(code))?.[1];
  return SAID.test(message) ? "away" : undefined;
}

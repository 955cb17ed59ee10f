import type { Socket } from "node:net";
import knex, { type Knex } from "knex";
import type { Db } from "../tables.ts";
import type { Patience } from "./patience.ts";
import { repeatWhatMayBe } from "./repeating.ts";

/** What is used of a connection of the driver. Its socket is that of TLS where there is one. */
interface Connection { connection: { stream: Socket; on: (event: "errorMessage", heard: (error: { code?: string }) => void) => void }; readyForQuery: boolean; __knex__disposed?: string }

/** The server itself has this long to say that it took too long, at most. */
const GRACE = 5_000;

/** A pool of connections that give up in time, and connect again by themselves after the server was away. `purpose` is what the list of the server's connections shows. */
export function openPool(url: string, { connections, connect, statement, lock, idle }: Patience, purpose: string, common: Pick<Knex.Config, "log" | "compileSqlOnError">): Db {
  const db = knex({
    ...common, client: "pg", acquireConnectionTimeout: 2 * connect,
    connection: {
      connectionString: url, application_name: purpose, connectionTimeoutMillis: connect, keepAlive: true, keepAliveInitialDelayMillis: 10_000,
      statement_timeout: statement, lock_timeout: lock, idle_in_transaction_session_timeout: idle,
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: connections, afterCreate: (made: Connection, done: () => void) => { endWhenSilent(made, statement + Math.min(GRACE, statement)); retireWhenReadOnly(made); done(); } },
  });
  repeatWhatMayBe(db);
  return db;
}

/** Where the network is cut without a word, the server cannot say that it takes too long, and whoever waits would wait for as long as the system tries again. */
function endWhenSilent(made: Connection, after: number): void {
  const { stream } = made.connection;
  const lost = () => Object.assign(new Error("The database has not answered in time."), { code: "ETIMEDOUT" });
  stream.setTimeout(after, () => { if (!made.readyForQuery) stream.destroy(lost()); });
}

/** A session that began while nothing could be written may stay so for good, and one of a server that is now a copy does. The next one is asked on a new connection, which Knex opens for one that was disposed of. */
function retireWhenReadOnly(made: Connection): void {
  made.connection.on("errorMessage", ({ code }) => { if (code === "25006") made.__knex__disposed = "read-only"; });
}

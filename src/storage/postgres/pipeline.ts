import { refuseWhereOver } from "../dialects.ts";
import type { Db } from "../tables.ts";
import { repeated } from "./repeating.ts";
import { inOneTrip, type Answered, type Asked, type Wire } from "./trips.ts";

interface Client { acquireConnection: () => Promise<Wire | Pipeline>; releaseConnection: (connection: Wire | Pipeline) => Promise<void> }

/** A transaction on a connection of its own. It begins with what is first asked of it, in the same trip; `later` is sent with its end, or before what is asked next. */
export interface Pipeline { ask: (asked: readonly Asked[]) => Promise<unknown[][]>; later: (asked: readonly Asked[]) => void }

/** The rows of several statements, in one trip to the server. */
export function askTogether(db: Db, asked: readonly Asked[]): Promise<unknown[][]> {
  return onConnection(db, async (connection) => ("ask" in connection ? connection.ask(asked) : (await inOneTrip(connection, asked)).map(({ rows }) => rows)));
}

/** What gives no rows that anybody waits for, all or nothing: within `inPipeline` it goes with what comes next. */
export function sendTogether(db: Db, asked: readonly Asked[]): Promise<void> {
  if (!db.isTransaction) return inPipeline(db, (pipeline) => { pipeline.later(asked); return Promise.resolve(); });
  return onConnection(db, async (connection) => {
    if ("later" in connection) connection.later(asked);
    else await inOneTrip(connection, asked);
  });
}

/** A transaction on a connection of its own, which is done again where PostgreSQL took it back as a whole (repeating.ts). Its deed changes nothing but the database. */
export function inPipeline<T>(db: Db, deed: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  return repeated((whole: typeof deed) => onConnection(db, (connection) => within(connection as Wire, whole)), deed);
}

async function onConnection<T>(db: Db, deed: (connection: Wire | Pipeline) => Promise<T>): Promise<T> {
  refuseWhereOver(db);
  const client = db.client as Client;
  const connection = await client.acquireConnection();
  try {
    return await deed(connection);
  } finally {
    await client.releaseConnection(connection);
  }
}

async function within<T>(wire: Wire, deed: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  const { pipeline, commit, rollback } = transactionOn(wire);
  try {
    const outcome = await deed(pipeline);
    await commit();
    return outcome;
  } catch (error) {
    await rollback();
    throw error;
  }
}

const word = (text: string): Asked => ({ name: text, text, values: [] });
const [BEGIN, COMMIT, ROLLBACK] = [word("BEGIN"), word("COMMIT"), word("ROLLBACK")];

function transactionOn(wire: Wire): { pipeline: Pipeline; commit: () => Promise<void>; rollback: () => Promise<void> } {
  let state: "new" | "open" | "over" = "new";
  let waiting: readonly Asked[] = [];

  function go(asked: readonly Asked[]): Promise<Answered[]> {
    if (state === "over") return Promise.reject(new Error("The transaction is over."));
    const all = [...(state === "new" ? [BEGIN] : []), ...waiting, ...asked];
    const answers = inOneTrip(wire, all);
    [state, waiting] = ["open", []];
    return answers;
  }

  /** What is written in one trip is a transaction without words for it. */
  async function commit(): Promise<void> {
    const [wasNew, last] = [state === "new", waiting];
    if (!wasNew && (await go([COMMIT])).at(-1)!.command !== "COMMIT") throw new Error("The transaction was taken back: a statement in it had failed.");
    state = "over";
    if (wasNew && last.length > 0) await inOneTrip(wire, last);
  }

  async function rollback(): Promise<void> {
    const wasOpen = state === "open";
    [state, waiting] = ["over", []];
    if (wasOpen) await inOneTrip(wire, [ROLLBACK]).catch((error: unknown) => { wire.__knex__disposed = error; });
  }

  return {
    commit, rollback,
    pipeline: {
      ask: async (asked) => (asked.length === 0 ? [] : (await go(asked)).slice(-asked.length).map(({ rows }) => rows)),
      later: (asked) => {
        if (state === "over") throw new Error("The transaction is over.");
        waiting = [...waiting, ...asked];
      },
    },
  };
}

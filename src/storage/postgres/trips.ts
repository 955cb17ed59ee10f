import { blanks } from "../../lib/shapes.ts";
import { troubleOf } from "../../lib/troubles.ts";
import { isPlanOutdated } from "./repeating.ts";

/** A statement with its values: texts, numbers and null. The name is what the server keeps it under. */
export interface Asked { name: string; text: string; values: readonly unknown[] }
/** `command`: the first word of what the server says was done, such as INSERT or COMMIT. */
export interface Answered { command: string; rows: unknown[] }

type Parser = (text: string) => unknown;
interface Field { name: string; dataTypeID: number; format: "text" | "binary" }
interface Row { fields: readonly (string | null)[] }
/** How the driver writes what the server is asked (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY). */
interface Protocol {
  stream: { cork: () => void; uncork: () => void };
  close: (what: { type: "S"; name: string }) => void; parse: (what: { name: string; text: string }) => void; bind: (what: { statement: string; values: readonly (string | null)[] }) => void;
  describe: (what: { type: "P" }) => void; execute: (what: object) => void; sync: () => void;
}
/** What the driver tells whoever brings words of their own, in the order of the server's messages. */
interface Trip {
  submit: (protocol: Protocol) => null; handleRowDescription: (told: { fields: readonly Field[] }) => void; handleDataRow: (row: Row) => void; handleCommandComplete: (told: { text: string }) => void; handleEmptyQuery: () => void;
  handleReadyForQuery: () => void; handleError: (error: unknown) => void; handlePortalSuspended: () => void; handleCopyInResponse: () => void; handleCopyData: () => void;
}
/** A connection of the driver. */
export interface Wire { query: (trip: Trip) => void; getTypeParser: (type: number, format: string) => Parser; __knex__disposed?: unknown }

/** What the server has prepared on a connection, and how its rows are read. */
interface Prepared { text: string; blank: () => Record<string, unknown>; names: readonly string[]; parsers: readonly Parser[] }
const prepared = new WeakMap<Wire, Map<string, Prepared>>();

/**
 * Sends several statements in one trip: the server does one after the other, each seeing those before it, and answers all of them at once, where the driver's own queries are sent and answered one by one.
 * It goes no further after one that fails, whose error is thrown. Outside of a transaction they are one.
 * @throws TypeError at once, and nothing is sent, where a value is neither
 */
export function inOneTrip(wire: Wire, asked: readonly Asked[]): Promise<Answered[]> {
  return sent(wire, asked, asked.map((each) => each.values.map(written)));
}

async function sent(wire: Wire, asked: readonly Asked[], values: readonly (string | null)[][]): Promise<Answered[]> {
  try {
    return await new Promise((resolve, reject) => { wire.query(tripFor(wire, asked, values, resolve, reject)); });
  } catch (error) {
    if (isPlanOutdated(error) || troubleOf(error) === "away") wire.__knex__disposed = error;
    throw error;
  }
}

function tripFor(wire: Wire, asked: readonly Asked[], values: readonly (string | null)[][], resolve: (answers: Answered[]) => void, reject: (error: unknown) => void): Trip {
  const known = knownOn(wire);
  const answers: Answered[] = [];
  const told = new Map<Asked, Prepared>();
  let rows: unknown[] = [];
  const now = () => asked[answers.length]!;

  function done(command: string): void {
    const each = now();
    if (known.get(each.name)?.text !== each.text) known.set(each.name, told.get(each) ?? shapeOf(wire, each, []));
    answers.push({ command, rows });
    rows = [];
  }

  return {
    submit: (protocol) => {
      protocol.stream.cork();
      for (const [place, each] of asked.entries()) write(protocol, each, values[place]!, known.get(each.name)?.text === each.text);
      protocol.sync();
      protocol.stream.uncork();
      return null;
    },
    handleRowDescription: ({ fields }) => { told.set(now(), shapeOf(wire, now(), fields)); },
    handleDataRow: ({ fields }) => { const each = now(); rows.push(readRow(told.get(each) ?? known.get(each.name)!, fields)); },
    handleCommandComplete: ({ text }) => { done(text.split(" ", 1)[0]!); },
    handleEmptyQuery: () => { done(""); },
    handleReadyForQuery: () => { resolve(answers); },
    handleError: reject,
    handlePortalSuspended: () => undefined, handleCopyInResponse: () => undefined, handleCopyData: () => undefined,
  };
}

function knownOn(wire: Wire): Map<string, Prepared> {
  let known = prepared.get(wire);
  if (!known) prepared.set(wire, (known = new Map<string, Prepared>()));
  return known;
}

/** One of which it is not known that the server has it is prepared anew: there it may be since a trip in which it failed. */
function write(protocol: Protocol, { name, text }: Asked, values: readonly (string | null)[], isKnown: boolean): void {
  if (!isKnown) {
    protocol.close({ type: "S", name });
    protocol.parse({ name, text });
  }
  protocol.bind({ statement: name, values });
  if (!isKnown) protocol.describe({ type: "P" });
  protocol.execute({});
}

/** As the server reads it whatever type it takes it for. */
function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TypeError(`A prepared statement takes texts, numbers and null, and was given ${typeof value}.`);
}

function shapeOf(wire: Wire, { text }: Asked, fields: readonly Field[]): Prepared {
  const names = fields.map(({ name }) => name);
  return { text, blank: blanks(names), names, parsers: fields.map(({ dataTypeID, format }) => wire.getTypeParser(dataTypeID, format)) };
}

function readRow({ blank, names, parsers }: Prepared, fields: readonly (string | null)[]): Record<string, unknown> {
  const row = blank();
  for (let place = 0; place < fields.length; place++) {
    const text = fields[place];
    row[names[place]!] = typeof text === "string" ? parsers[place]!(text) : null;
  }
  return row;
}

import { z } from "zod";
import type { Scope } from "../../domain/api-scopes.ts";
import { afterIn, cursorOf } from "./cursors.ts";
import { say } from "../../lib/messages.ts";
import { Problem } from "./problems.ts";
import type { Call, Edited, Method, Reply, Route } from "./routes.ts";

type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}` ? { [Key in Name]: string } & ParamsOf<`/${Rest}`> : Path extends `${string}:${infer Name}` ? { [Key in Name]: string } : unknown;
type BodyOf<Body> = Body extends z.ZodType ? z.output<Body> : undefined;

interface Declared<Path extends string, Query extends z.ZodObject, Body extends z.ZodType | undefined> {
  id: string; group: string; scope?: Scope; query?: Query; body?: Body; edited?: Edited; handle: (call: Call<ParamsOf<Path>, z.output<Query>, BodyOf<Body>>) => Promise<Reply>;
}

const NO_QUERY = z.strictObject({});

/** An operation: how it is asked, what it takes and what it answers, said once for the router and the document. */
export function operation<Path extends string, Query extends z.ZodObject = typeof NO_QUERY, Body extends z.ZodType | undefined = undefined>(
  method: Method, path: Path, answers: Route["answers"], { id, group, scope, query, body, edited, handle }: Declared<Path, Query, Body>): Route {
  return { id, group, method, path, scope, query: query ?? NO_QUERY, body, answers, isList: false, edited, handle };
}

export const MOST_ROWS = 200;
const USUAL_ROWS = 50;

const paging = {
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(USUAL_ROWS).describe("How many at most."),
  cursor: z.string().max(60).optional().describe("Where to go on: take it from the link with rel=next of the page before."),
};

interface Listed<Path extends string, Shape extends z.ZodRawShape, Row extends { id: number }> {
  id: string; group: string; scope: Scope; filter?: Shape; backwards?: true;
  /** The rows after this id, in the order of ids, `limit` at most; backwards: those before it. */
  rows: (call: Call<ParamsOf<Path>, z.output<z.ZodObject<Shape>>>, after: number, limit: number) => Promise<Row[]>;
  show: (rows: Row[], call: Call<ParamsOf<Path>, z.output<z.ZodObject<Shape>>>) => Promise<unknown[]> | unknown[];
}

/** What is before every id, and what is after all of them. */
const [FIRST, LAST] = [0, 2 ** 31 - 1];

/** A list in pages. What comes in between two pages stands on the next or not at all, and never puts one out of place: pages go by the ids of rows. */
export function list<Path extends string, Row extends { id: number }, Shape extends z.ZodRawShape = Record<never, never>>(path: Path, answer: z.ZodType, { id, group, scope, filter, backwards, rows, show }: Listed<Path, Shape, Row>): Route {
  const query = z.strictObject({ ...paging, ...filter });
  const handle = async (call: Call<ParamsOf<Path>, { limit: number; cursor?: string } & Record<string, unknown>>): Promise<Reply> => {
    const { query: { limit, cursor, ...narrowed }, deps, site } = call;
    const which = `${id} ${JSON.stringify([call.params, narrowed])}`;
    const after = cursor === undefined ? (backwards ? LAST : FIRST) : afterIn(cursor, which, deps.secret);
    if (after === undefined) throw new Problem("bad-request", { words: say("api-faults.parameters"), faults: [{ parameter: "cursor", detail: call.reader.t("api-faults.cursor") }] });
    const narrow = { ...call, query: narrowed } as unknown as Call<ParamsOf<Path>, z.output<z.ZodObject<Shape>>>;
    const found = await rows(narrow, after, limit + 1);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? nextOf(`${site}/api/v1${filled(path, call.params as Record<string, string>)}`, { limit, ...narrowed }, cursorOf({ list: which, after: shown.at(-1)!.id }, deps.secret)) : null;
    return { body: { items: await show(shown, narrow), next }, ...(next === null ? {} : { headers: { Link: `<${next}>; rel="next"` } }) };
  };
  return { id, group, method: "get", path, scope, query, body: undefined, answers: { 200: answer }, isList: true, edited: undefined, handle };
}

function filled(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!));
}

function nextOf(address: string, query: Record<string, unknown>, cursor: string): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
  return `${address}?${new URLSearchParams([...said, ["cursor", cursor]] as [string, string][]).toString()}`;
}

import { z } from "zod";
import { exampleOf, toComponents, type Answer, type ApiDocument, type JsonSchema, type Operation, type Parameter } from "../../lib/openapi.ts";
import type { Reader } from "../../lib/readers.ts";
import { PROBLEMS, type ProblemName } from "./problems.ts";
import { paramsIn, type Route } from "./routes.ts";

/** What is told of the whole. */
export interface About { title: string; version: string; groups: readonly string[]; meanings: Meanings }
/** What fields mean whose schemas do not say it, by `Schema.name` or `name`, and what stands in a path, by the noun before it. */
export interface Meanings { fields: Readonly<Record<string, string>>; paths: Readonly<Record<string, string>> }

const problem = z.strictObject({
  type: z.url(), title: z.string(), status: z.int(), detail: z.string(),
  errors: z.array(z.strictObject({ detail: z.string(), pointer: z.string().optional().meta({ examples: ["#/email"] }), parameter: z.string().optional() })).optional(),
}).meta({ id: "Problem", description: "What went wrong (RFC 9457). `pointer` says where in the body (RFC 6901), `parameter` which one in the address." });

/** The OpenAPI 3.1 document of these operations, in the reader's language, made of the schemas that read and write them. */
export function documentOf(routes: readonly Route[], about: About, reader: Reader): ApiDocument {
  const { t } = reader;
  const schemas: Record<string, JsonSchema> = {};
  const paths: ApiDocument["paths"] = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operationOf(route, schemas, about.meanings, reader) };
  }
  for (const [name, schema] of Object.entries(schemas)) explain(schema, name, about.meanings.fields);
  return {
    openapi: "3.1.1", info: { title: about.title, version: about.version, description: t("api-docs.lede") }, servers: [],
    tags: about.groups.map((name) => ({ name, description: t(`api-docs.groups.${name}`) })), paths,
    components: { schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))), securitySchemes: { bearer: { type: "http", scheme: "bearer", description: t("api-docs.token") } } },
  };
}

function operationOf(route: Route, schemas: Record<string, JsonSchema>, meanings: Meanings, { t }: Reader): Operation {
  const { id, group, scope, body } = route;
  const answers = Object.entries(route.answers).map(([status, schema]): [string, Answer] => [status, {
    description: t("api-docs.answered"), ...(schema && { content: { "application/json": mediaOf(schema, "output", schemas) } }), headers: headersOf(route, schema !== undefined, t),
  }]);
  const content = { "application/problem+json": { schema: schemaOf(problem, "output", schemas) } };
  const failures = problemsOf(route).map(([status, kinds]): [string, Answer] => [String(status), { description: kinds.map((kind) => t(`api-problems.${kind}.title`)).join("; "), content }]);
  return {
    operationId: id, tags: [group], summary: t(`api-operations.${id}`), security: [{ bearer: scope === undefined ? [] : [scope] }], parameters: parametersOf(route, schemas, meanings, t),
    ...(body && { requestBody: { required: true, content: { "application/json": mediaOf(body, "input", schemas) } } }), responses: { ...Object.fromEntries(answers), ...Object.fromEntries(failures) },
  };
}

/** Which problems an operation may answer with, by their status. */
function problemsOf({ method, path, body, edited, scope, isList }: Route): [number, ProblemName[]][] {
  const kinds: ProblemName[] = [
    "bad-request", "no-token", "bad-token", ...(scope === undefined ? [] : ["missing-scope", "forbidden"] as const), ...(path.includes(":") || (scope !== undefined && !isList) ? ["not-found"] as const : []), "too-many", "ours",
    ...(method === "post" ? ["in-progress", "key-reused"] as const : []), ...(edited ? ["precondition-missing", "stale"] as const : []), ...(body ? ["too-large", "wrong-type", "invalid"] as const : []), ...(method === "get" ? [] : ["refused"] as const),
  ];
  const byStatus = new Map<number, ProblemName[]>();
  for (const kind of kinds) byStatus.set(PROBLEMS[kind], [...(byStatus.get(PROBLEMS[kind]) ?? []), kind]);
  return [...byStatus].sort(([a], [b]) => a - b);
}

function parametersOf({ path, method, query, edited }: Route, schemas: Record<string, JsonSchema>, { fields, paths }: Meanings, t: Reader["t"]): Parameter[] {
  const asked = schemaOf(query, "input", schemas);
  const header = (name: string, key: string, required: boolean): Parameter => ({ name, in: "header", required, description: t(key), schema: { type: "string" } });
  return [
    ...paramsIn(path).map((name): Parameter => ({ name, in: "path", required: true, description: paths[nounBefore(path, name)]!, schema: { type: "string" } })),
    ...Object.entries(asked.properties ?? {}).map(([name, { description = fields[name]!, ...schema }]): Parameter => ({ name, in: "query", required: (asked.required ?? []).includes(name), description, schema })),
    ...(method === "post" ? [header("Idempotency-Key", "api-docs.headers.key", false)] : []), ...(edited ? [header("If-Match", "api-docs.headers.match", true)] : []),
  ];
}

function nounBefore(path: string, name: string): string {
  return new RegExp(`([^/]+)/:${name}(?:/|$)`).exec(path)?.[1] ?? "";
}

/** Gives every field of a schema words, those of its own first. */
function explain(schema: JsonSchema, of: string, fields: Meanings["fields"]): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    property.description ??= fields[`${of}.${name}`] ?? fields[name]!;
    explain(property, of, fields);
  }
  for (const part of [...schema.anyOf ?? [], ...schema.oneOf ?? [], ...schema.items ? [schema.items] : []]) explain(part, of, fields);
}

function headersOf({ isList, answers }: Route, hasBody: boolean, t: Reader["t"]): NonNullable<Answer["headers"]> {
  const header = (key: string) => ({ description: t(key), schema: { type: "string" } });
  return {
    ...(isList ? { Link: header("api-docs.headers.link") } : hasBody ? { ETag: header("api-docs.headers.tag") } : {}), ...(201 in answers ? { Location: header("api-docs.headers.location") } : {}),
    RateLimit: header("api-docs.headers.rate"), "RateLimit-Policy": header("api-docs.headers.policy"),
  };
}

function mediaOf(schema: z.ZodType, io: "input" | "output", schemas: Record<string, JsonSchema>) {
  const told = schemaOf(schema, io, schemas);
  return { schema: told, example: exampleOf(told, schemas) };
}

/** @throws Error where two schemas have one name */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Record<string, JsonSchema>): JsonSchema {
  const { $defs = {}, $schema: _, ...told } = z.toJSONSchema(schema, { io }) as JsonSchema;
  for (const [name, each] of Object.entries($defs)) {
    const component = toComponents(each);
    if (schemas[name] && JSON.stringify(schemas[name]) !== JSON.stringify(component)) throw new Error(`Two schemas are called ${name}.`);
    schemas[name] = component;
  }
  return toComponents(told);
}

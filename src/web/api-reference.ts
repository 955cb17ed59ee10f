import type { RequestHandler, Router } from "express";
import { exampleOf, type ApiDocument, type JsonSchema, type Operation, type Parameter } from "../lib/openapi.ts";
import type { Reader } from "../lib/readers.ts";
import { exactRouter } from "./http/exact-router.ts";
import { queryText } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { siteOf } from "../lib/sites.ts";
import type { Deps } from "./deps.ts";

/** A property as a table tells of it: `href` leads to the schema that it has, where that has a name. */
export interface ToldProperty { name: string; type: string; href: string | undefined; required: boolean; description: string }
export interface ToldBody { schema: string | undefined; example: string }
export interface ToldOperation {
  id: string; method: string; path: string; summary: string; scope: string | undefined; parameters: Parameter[]; curl: string; sent: ToldBody | undefined; answered: (ToldBody & { status: string }) | undefined; problems: { status: string; what: string }[];
}
export interface ApiReference {
  sought: string; site: string; groups: { name: string; title: string; operations: ToldOperation[] }[]; schemas: { name: string; description: string; properties: ToldProperty[]; variants: ToldProperty[][] }[]; problems: { name: string; status: number; title: string; text: string }[];
}
/** The document for an installation at this address, in the reader's language, and the names of the problems it tells of. */
export type Documented = (site: string, reader: Reader) => ApiDocument;

/** What programs can ask for, made of the very document that they read: one page, folded up, so that links lead into it and the browser's own search finds everything. `?q=` leaves the operations that have all of these words, or where there are none the schemas. */
export function apiReference({ config }: Pick<Deps, "config">, documented: Documented, problems: Readonly<Record<string, number>>): Router {
  const show: RequestHandler = (req, res) => {
    const { reader } = res.locals;
    const site = siteOf(req, config.publicUrl);
    render(res, "api/docs", narrowed(referenceOf(documented(site, reader), site, problems, reader), queryText(req, "q").slice(0, 100)));
  };
  return exactRouter().get("/api/docs", show).get("/api", (_req, res) => res.redirect(303, "/api/docs"));
}

function narrowed(reference: Omit<ApiReference, "sought">, sought: string): ApiReference {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...texts: (string | undefined)[]) => words.every((word) => texts.join(" ").toLowerCase().includes(word));
  const groups = reference.groups.map((group) => ({ ...group, operations: group.operations.filter(({ id, method, path, summary, scope }) => fits(id, method, path, summary, scope)) }));
  const isFound = groups.some(({ operations }) => operations.length > 0);
  return { ...reference, sought, groups, schemas: isFound ? reference.schemas : reference.schemas.filter(({ name, description }) => fits(name, description)) };
}

function referenceOf(document: ApiDocument, site: string, problems: Readonly<Record<string, number>>, { t }: Reader): Omit<ApiReference, "sought"> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ tag: operation.tags[0]!, told: toldOperation(document, path, method, operation) })));
  return {
    site, groups: document.tags.map(({ name, description }) => ({ name, title: description, operations: operations.filter(({ tag }) => tag === name).map(({ told }) => told) })),
    schemas: Object.entries(document.components.schemas).map(([name, schema]) => ({ name, description: schema.description ?? "", properties: propertiesOf(schema), variants: (schema.oneOf ?? schema.anyOf ?? []).map(propertiesOf) })),
    problems: Object.entries(problems).map(([name, status]) => ({ name, status, title: t(`api-problems.${name}.title`), text: t(`api-problems.${name}.text`) })),
  };
}

function toldOperation(document: ApiDocument, path: string, method: string, { operationId, summary, security, parameters, requestBody, responses }: Operation): ToldOperation {
  const { schemas } = document.components;
  const address = document.servers[0]!.url + path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const sent = requestBody?.content["application/json"];
  const done = Object.entries(responses).find(([status]) => status.startsWith("2"))!;
  const shown = done[1].content?.["application/json"];
  return {
    id: operationId, method: method.toUpperCase(), path, summary, scope: security[0]?.["bearer"]?.[0], parameters, curl: curlOf(method, address, parameters, sent !== undefined),
    sent: sent && { schema: nameOf(sent.schema), example: inLines(sent.example) }, answered: { status: done[0], schema: shown && nameOf(shown.schema), example: shown ? inLines(shown.example ?? exampleOf(shown.schema, schemas)) : "" },
    problems: Object.entries(responses).filter(([status]) => !status.startsWith("2")).map(([status, { description }]) => ({ status, what: description })),
  };
}

/** A line that can be tried as it stands, once the token and the ids are filled in. */
function curlOf(method: string, address: string, parameters: readonly Parameter[], hasBody: boolean): string {
  const headers = ['Authorization: Bearer $TOKEN', ...(hasBody ? ["Content-Type: application/json"] : []), ...parameters.filter((one) => one.in === "header" && one.required).map(({ name }) => `${name}: $ETAG`)];
  return ["curl", ...(method === "get" ? [] : [`-X ${method.toUpperCase()}`]), `"${address}"`, ...headers.map((header) => `-H "${header}"`), ...(hasBody ? ["-d @body.json"] : [])].join(" ").replaceAll(/ (?=-[Hd] )/g, " \\\n  ");
}

const inLines = (value: unknown) => JSON.stringify(value, null, 2);

function nameOf({ $ref }: JsonSchema): string | undefined {
  return $ref?.split("/").at(-1);
}

function propertiesOf(schema: JsonSchema): ToldProperty[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({ name, ...typeOf(property), required: (schema.required ?? []).includes(name), description: property.description ?? "" }));
}

/** In the words of JSON Schema: "string | null", "array of Person". */
export function typeOf(schema: JsonSchema): { type: string; href: string | undefined } {
  const name = nameOf(schema);
  if (name !== undefined) return { type: name, href: `#schema-${name}` };
  if (schema.const !== undefined) return { type: JSON.stringify(schema.const), href: undefined };
  if (schema.enum) return { type: schema.enum.map((value) => JSON.stringify(value)).join(" | "), href: undefined };
  const choices = (schema.anyOf ?? schema.oneOf)?.map(typeOf);
  if (choices) return { type: [...new Set(choices.map(({ type }) => type))].join(" | "), href: choices.find(({ href }) => href !== undefined)?.href };
  if (schema.items) { const item = typeOf(schema.items); return { type: `array of ${item.type}`, href: item.href }; }
  const limits = [schema.format, schema.maxLength !== undefined ? `≤ ${schema.maxLength}` : undefined].filter(Boolean).join(", ");
  return { type: `${[schema.type ?? "any"].flat().join(" | ")}${limits ? ` (${limits})` : ""}`, href: undefined };
}


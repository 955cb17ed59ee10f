import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROBLEMS } from "../../src/api/http/problems.ts";
import { OPERATIONS } from "../../src/api/v1/operations.ts";
import type { JsonSchema } from "../../src/lib/openapi.ts";
import { apiDocument, complaintsAbout } from "../support/api.ts";
import { routesIn } from "../support/routes.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const told = Object.entries(apiDocument.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

describe("the document", () => {
  test("tells of every route that there is, and of no other", () => {
    const served = routesIn(world).filter((route) => / \/api\/v1\/(?!openapi)/.test(route)).map((route) => route.replace("/api/v1", "").replace(/:(\w+)/g, "{$1}"));
    expect(told.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(served.sort());
  });

  test("has an id, words, a scope and a place among the groups for each", () => {
    expect(new Set(told.map(({ operation }) => operation.operationId)).size).toBe(OPERATIONS.length);
    expect(told.filter(({ operation: { summary, tags, security } }) => !/^\p{Lu}/u.test(summary) || !apiDocument.tags.some(({ name }) => name === tags[0]) || security.length !== 1)).toEqual([]);
    expect(told.filter(({ operation: { security } }) => security[0]!["bearer"]!.length === 0).map(({ path }) => path)).toEqual(["/token"]);
  });

  test("names every parameter of a path, and leads every reference to a schema", () => {
    expect(told.filter(({ path, operation }) => [...path.matchAll(/\{(\w+)\}/g)].some(([, name]) => !operation.parameters.some((one) => one.in === "path" && one.name === name)))).toEqual([]);
    const refs = [...JSON.stringify(apiDocument).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!.replace("#/components/schemas/", ""));
    expect(refs.length).toBeGreaterThan(80);
    expect(refs.filter((ref) => !(ref in apiDocument.components.schemas))).toEqual([]);
  });

  test("says of every field and parameter what it means", () => {
    const mute = (schema: JsonSchema, at: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [...property.description ? [] : [`${at}.${name}`], ...mute(property, `${at}.${name}`)]),
      ...[...schema.anyOf ?? [], ...schema.oneOf ?? [], ...schema.items ? [schema.items] : []].flatMap((part) => mute(part, at)),
    ];
    expect(Object.entries(apiDocument.components.schemas).flatMap(([name, schema]) => [...schema.description ? [] : [name], ...mute(schema, name)])).toEqual([]);
    expect(told.flatMap(({ path, operation }) => operation.parameters.filter(({ description }) => !description).map(({ name }) => `${path} ${name}`))).toEqual([]);
  });

  test("shows examples that its schemas allow", () => {
    const complaints = told.flatMap(({ path, method, operation: { requestBody, responses } }) => [
      ...(requestBody ? complaintsAbout(requestBody.content["application/json"]!.example, "paths", path, method, "requestBody", "content", "application/json", "schema") : []),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) => Object.entries(content).flatMap(([kind, { example }]) => (example === undefined ? [] : complaintsAbout(example, "paths", path, method, "responses", status, "content", kind, "schema")))),
    ].map((complaint) => `${method} ${path} ${complaint}`));
    expect(complaints).toEqual([]);
  });

  test("takes its own examples: every body that it shows is one that the schemas read", () => {
    const refused = OPERATIONS.flatMap(({ id, path, method, body }) => {
      const shown = apiDocument.paths[path.replace(/:(\w+)/g, "{$1}")]![method]!.requestBody?.content["application/json"]!.example;
      return body && !body.safeParse(shown).success ? [`${id} ${JSON.stringify(body.safeParse(shown).error?.issues)}`] : [];
    });
    expect(refused).toEqual([]);
  });

  test("is there for everybody, in the language that is asked for, and is an OpenAPI 3.1 document of JSON Schema 2020-12", async () => {
    const answer = await world.visitor().get("/api/v1/openapi.json").set("Accept-Language", "de").expect(200).expect("content-type", /json/);
    const body = answer.body as typeof apiDocument;
    expect(body).toMatchObject({ openapi: "3.1.1", servers: [{ url: `${world.address}/api/v1` }], paths: { "/people": { get: { summary: "Personen auflisten" } } } });
    const page = (await world.visitor().get("/api/docs").set("Accept-Language", "de").expect(200)).text;
    for (const { id } of OPERATIONS) expect(page).toContain(`id="${id}"`);
    for (const name of Object.keys(PROBLEMS)) expect(page).toContain(`id="problem-${name}"`);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !page.includes(`id="${target}"`))).toEqual([]);
    expect(page).not.toMatch(/<details[^>]*\sopen/);
    const narrow = (await world.visitor().get("/api/docs?q=TEAM+delete").expect(200)).text;
    expect([...narrow.matchAll(/class="api-item__body" id="(?!schema-)([^"]+)"/g)].map(([, id]) => id)).toEqual(["teams-remove"]);
    expect(page).not.toMatch(/ style="|<style|<script(?! type="module" src="\/)|undefined/);
    expect(Object.keys(body.components.schemas)).toEqual(Object.keys(apiDocument.components.schemas));
  });
});

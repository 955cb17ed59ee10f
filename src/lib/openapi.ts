/** As much of JSON Schema 2020-12 as our own schemas come to. */
export interface JsonSchema {
  $ref?: string; type?: string | string[]; properties?: Record<string, JsonSchema>; required?: string[]; items?: JsonSchema; anyOf?: JsonSchema[]; oneOf?: JsonSchema[]; allOf?: JsonSchema[]; enum?: unknown[]; const?: unknown; default?: unknown;
  examples?: unknown[]; format?: string; pattern?: string; minimum?: number; maximum?: number; minLength?: number; maxLength?: number; minItems?: number; maxItems?: number; description?: string; additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema; $defs?: Record<string, JsonSchema>; $schema?: string; exclusiveMinimum?: number; exclusiveMaximum?: number;
}
export interface Media { schema: JsonSchema; example?: unknown }
export interface Parameter { name: string; in: "path" | "query" | "header"; required: boolean; description?: string; schema: JsonSchema }
export interface Answer { description: string; headers?: Record<string, { description: string; schema: JsonSchema }>; content?: Record<string, Media> }
export interface Operation {
  operationId: string; tags: string[]; summary: string; description?: string; security: Record<string, string[]>[]; parameters: Parameter[]; requestBody?: { required: boolean; content: Record<string, Media> }; responses: Record<string, Answer>;
}
/** An OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.1). */
export interface ApiDocument {
  openapi: string; info: { title: string; version: string; description: string }; servers: { url: string }[]; tags: { name: string; description: string }[]; paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

const REF = "#/components/schemas/";

/** What a reference leads to. */
export function resolved(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return schema.$ref === undefined ? schema : schemas[schema.$ref.slice(REF.length)]!;
}

/** The same with references to `$defs` led to the components of a document. */
export function toComponents(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${REF}`)) as JsonSchema;
}

const BY_FORMAT: Readonly<Record<string, string>> = { date: "2026-01-31", "date-time": "2026-01-31T09:00:00.000Z", email: "ann@example.org", uri: "https://example.org/report" };
/** What stands in a field of this name, where its schema says no more than that it is a text. */
const BY_NAME: Readonly<Record<string, string>> = {
  id: "k3TnX0aPq1Zr8w2Y", name: "Operations", title: "Mail from the harbour", email: "ann@example.org", department: "Operations", site: "Bonn", job_title: "Pilot", external_id: "P-1007", team: "b7QmV2cXr9Ks4d1E", parent: "b7QmV2cXr9Ks4d1E", into: "b7QmV2cXr9Ks4d1E",
  manager: "k3TnX0aPq1Zr8w2Y", line_manager: "boss@example.org", person: "k3TnX0aPq1Zr8w2Y", reason: "Back from leave", why: "The wording was unclear.", note: "Please check the quotation.", words: "Name the source.", stem: "What did the mail at the harbour ask for?",
  explanation: "It asked for the code of the gate.", feedback: "Nobody asked for it.", text: "The code of the gate", premise: "Turla", response: "Russia", quote: "they were locked out", source: "gazette", incident: "2021-harbour", summary: "About mail that asks for more than it should.", language: "en",
  publisher: "The Gazette", relation: "uses", label: "the harbour affair", happened: "2021-05", published: "2021-05-12", unit: "US dollars", month: "2026-01", subject: "all",
};
const DEEPEST = 8;

/** A list of texts is shown by what its name is in the singular. */
function namedAs(name: string, schema: JsonSchema): JsonSchema {
  const sample = BY_NAME[name];
  const isText = [schema.type].flat()[0] === "string" && !schema.format && !schema.enum && schema.default === undefined && (schema.maxLength ?? 200) >= (sample?.length ?? 0);
  if (sample !== undefined && isText && !schema.examples) return { ...schema, examples: [sample] };
  if (schema.items && ["people", "questions", "quizzes"].includes(name)) return { ...schema, items: namedAs("id", schema.items) };
  return schema.anyOf ? { ...schema, anyOf: schema.anyOf.map((each) => namedAs(name, each)) } : schema;
}

/** Something that this schema allows: what it gives as an example, a default, the first of what it lists, else the plainest value there is. */
export function exampleOf(given: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>, depth = 0): unknown {
  const schema = resolved(given, schemas);
  const said = schema.examples?.[0] ?? schema.const ?? schema.default ?? schema.enum?.[0];
  if (said !== undefined) return said;
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice) return depth > DEEPEST ? null : exampleOf(choice, schemas, depth + 1);
  switch ([schema.type].flat()[0]) {
    case "object": return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(namedAs(name, property), schemas, depth + 1)]));
    case "array": return depth > DEEPEST ? [] : Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => exampleOf(schema.items ?? {}, schemas, depth + 1));
    case "integer": case "number": return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : schema.exclusiveMinimum !== undefined && schema.exclusiveMinimum >= 1 ? schema.exclusiveMinimum + 1 : 1;
    case "boolean": return true;
    case "null": return null;
    default: return (BY_FORMAT[schema.format ?? ""] ?? "text".padEnd(schema.minLength ?? 0, "x")).slice(0, schema.maxLength ?? 200);
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./learning-systems.ts";
import { oddIn } from "./xapi-rules.ts";

export interface Statement {
  id: string; actor: object; verb: { id: string }; object: { id: string; definition?: { interactionType: string } }; timestamp: string; result?: Record<string, never>;
  context: { registration: string; contextActivities: { category?: { id: string }[]; grouping?: { id: string }[] }; extensions: Record<string, unknown> };
}

const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "person 1" } };
const REGISTRATION = "0d4f6f4a-5c2f-4d0e-8a5f-3f9f0d6a1b2c";
const ACTIVITY = "https://lms.example/courses/7/au/1";
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const GROUPING = { grouping: [{ id: "https://debrief.example/quizzes/all" }] };
const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const TOKEN = "a token of the launch";

/** A record store with the launch of a cmi5 course, as the specification has it. What a statement lacks becomes a complaint. */
export function openCourseRecords(data: { masteryScore?: number; launchMode?: string } = {}) {
  const [statements, complaints, documents] = [[] as Statement[], [] as string[], new Map<string, string>()];
  const tokens = new Set<string>();
  let session = 0;

  const take = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const url = new URL(request.url!, "http://here");
    const end = (status: number, said: unknown = "") => { response.writeHead(status, { "Content-Type": "application/json" }).end(typeof said === "string" ? said : JSON.stringify(said)); return true; };
    if (url.pathname === "/back") { response.setHeader("Content-Type", "text/html").end("<p>Welcome back</p>"); return true; }
    if (url.pathname === "/fetch") {
      if (tokens.has(url.search)) return end(200, { "error-code": "1", "error-text": "The token was fetched before." });
      tokens.add(url.search);
      return end(200, { "auth-token": TOKEN });
    }
    if (!url.pathname.startsWith("/xapi/")) return false;
    if (request.headers.authorization !== `Basic ${TOKEN}`) { complaints.push("no token"); return end(401); }
    if (!/^1\.0\.[0-3]$/.test(String(request.headers["x-experience-api-version"]))) { complaints.push("no version"); return end(400); }
    if (url.pathname === "/xapi/statements") { for (const statement of [JSON.parse(body) as Statement | Statement[]].flat()) keep(statement); return end(200, []); }
    return document(url, request, body, end);
  };

  const document = (url: URL, request: IncomingMessage, body: string, end: (status: number, said?: unknown) => boolean) => {
    if (JSON.stringify(JSON.parse(url.searchParams.get("agent") ?? "null")) !== JSON.stringify(ACTOR)) complaints.push("another agent");
    if (url.pathname === "/xapi/agents/profile") return end(404);
    if (url.searchParams.get("stateId") === "LMS.LaunchData") return end(200, { launchMode: "Normal", moveOn: "Passed", returnURL: `${data.launchMode ? "" : back}`, contextTemplate: { contextActivities: GROUPING, extensions: { [SESSION]: `session ${session}` } }, ...data });
    const name = url.search;
    if (request.method === "PUT") { documents.set(name, body); return end(204); }
    return documents.has(name) ? end(200, documents.get(name)) : end(404);
  };

  function keep(statement: Statement): void {
    const verb = statement.verb.id.split("/").at(-1)!;
    const categories = statement.context.contextActivities.category?.map(({ id }) => id) ?? [];
    const isOwn = verb !== "answered";
    const faults = [
      !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(statement.id) || statements.some(({ id }) => id === statement.id) ? "id" : "", JSON.stringify(statement.actor) === JSON.stringify(ACTOR) ? "" : "actor",
      statement.context.registration === REGISTRATION ? "" : "registration", statement.context.extensions[SESSION] === `session ${session}` && verb !== (session === began ? "initialized" : "") ? "" : "session", session === ended ? "after the last" : "",
      statement.context.contextActivities.grouping?.[0]?.id === GROUPING.grouping[0]!.id ? "" : "grouping", categories.includes(CMI5) === isOwn ? "" : "category",
      categories.includes(MOVE_ON) === ["completed", "passed", "failed"].includes(verb) ? "" : "moveon", isOwn ? (statement.object.id === ACTIVITY ? "" : "object") : (statement.object.definition?.interactionType ? "" : "interaction"),
      /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(statement.timestamp) ? "" : "timestamp",
    ];
    const odd = oddIn(statement);
    complaints.push(...(odd ? [`${verb}: ${odd}`] : []), ...faults.filter(Boolean).map((fault) => `${verb}: ${fault}`));
    if (verb === "initialized") began = session;
    if (verb === "terminated") ended = session;
    statements.push(statement);
  }

  let [back, began, ended] = ["", 0, 0];
  const launch = (address: string) => {
    back = `${address}/back`;
    session += 1;
    return `${address}/package/index.html?${new URLSearchParams({ endpoint: `${address}/xapi/`, fetch: `${address}/fetch?session=${session}`, actor: JSON.stringify(ACTOR), registration: REGISTRATION, activityId: ACTIVITY }).toString()}`;
  };
  const answer: Answer = (request, response, body) => take(request, response, body);
  return { statements, complaints, answer, launch, verbs: () => statements.map(({ verb }) => verb.id.split("/").at(-1)!) };
}

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JSONWebKeySet } from "jose";
import type { SystemWish } from "../../src/domain/learning-systems.ts";
import { addLearningSystem } from "../../src/domain/learning-systems.ts";
import type { LearningSystem } from "../../src/storage/learning-tables.ts";
import { makePerson } from "./make.ts";
import type { Agent, World } from "./world.ts";

const LTI = "https://purl.imsglobal.org/spec/lti/claim";
const AGS = "https://purl.imsglobal.org/spec/lti-ags";
export const claim = (name: string) => `${LTI}/${name}`;
export const LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
export const INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";

export interface Scored { userId: string; scoreGiven: number; scoreMaximum: number; timestamp: string; activityProgress: string; gradingProgress: string }
export type Claims = Record<string, unknown>;
interface Asked { method: string; path: string; body: string; type: string; token: string }

/** A small learning system on loopback: keys, tokens, columns and scores over real http, signed and checked with jose. `answers` are statuses that the next requests for scores get instead of 200. */
export async function openPlatform(now: () => Date) {
  const pair = await generateKeyPair("RS256", { extractable: true });
  const kid = "platform-key";
  const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: "RS256", use: "sig" };
  const asked: Asked[] = [];
  const scores: (Scored & { column: string })[] = [];
  const columns: { id: string; label: string; resourceLinkId: string }[] = [];
  const answers: number[] = [];
  const members: object[][] = [];
  let toolKeys: () => Promise<JSONWebKeySet> = () => Promise.resolve({ keys: [] });
  let given = 0;
  let answerTo = (_asked: URLSearchParams): Promise<string> => Promise.resolve("");

  const server = createServer((request, response) => {
    void textOf(request).then(async (body) => {
      const path = request.url!;
      const url = new URL(path, "http://platform");
      const token = (request.headers.authorization ?? "").replace("Bearer ", "");
      asked.push({ method: request.method!, path, body, type: request.headers["content-type"] ?? "", token });
      const show = (html: string) => response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html>${html}`);
      const say = (status: number, said?: unknown) => response.writeHead(status, { "Content-Type": "application/json" }).end(said === undefined ? "" : JSON.stringify(said));
      if (url.pathname === "/course") return show(`<title>Course</title><h1>Course</h1><iframe name="quiz" width="700" height="600" src="${url.searchParams.get("open")!}"></iframe>`);
      if (url.pathname === "/auth") return show(await answerTo(url.searchParams));
      if (url.pathname === "/jwks") return say(200, { keys: [jwk] });
      if (url.pathname === "/.well-known/openid-configuration") return say(200, { issuer: origin, authorization_endpoint: `${origin}/auth`, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/jwks`, registration_endpoint: `${origin}/register` });
      if (url.pathname === "/register") return say(token === "a-registration-token" ? 200 : 401, { ...(JSON.parse(body) as object), client_id: "registered-client", "https://purl.imsglobal.org/spec/lti-tool-configuration": { deployment_id: "7" } });
      if (url.pathname === "/token") {
        const form = new URLSearchParams(body);
        await jwtVerify(form.get("client_assertion")!, createLocalJWKSet(await toolKeys()), { issuer: "a-client", subject: "a-client", audience: `${origin}/token`, currentDate: now(), requiredClaims: ["jti", "exp", "iat"] });
        given += 1;
        return say(200, { access_token: `token-${given}`, token_type: "Bearer", expires_in: 3600, scope: form.get("scope") });
      }
      if (!/^token-\d+$/.test(token)) return say(401);
      if (url.pathname === "/members") {
        const at = Number(url.searchParams.get("page") ?? 0);
        const next = members[at + 1] && { Link: `<${origin}/members?page=${at + 1}>; rel="next"` };
        return response.writeHead(200, { "Content-Type": "application/vnd.ims.lti-nrps.v2.membershipcontainer+json", ...next }).end(JSON.stringify({ id: `${origin}/members`, context: { id: "1" }, members: members[at] }));
      }
      if (url.pathname === "/lineitems" && request.method === "GET") return say(200, columns.filter((column) => column.resourceLinkId === url.searchParams.get("resource_link_id")));
      if (url.pathname === "/lineitems") {
        const column = { ...(JSON.parse(body) as { label: string; resourceLinkId: string }), id: `${origin}/lineitems/${columns.length + 1}/lineitem?type_id=3` };
        columns.push(column);
        return say(201, column);
      }
      const status = answers.shift() ?? 200;
      if (status === 200) scores.push({ ...(JSON.parse(body) as Scored), column: path });
      say(status);
    }).catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin, jwk, asked, scores, columns, answers, members,
    /** The claim of a course that says who its members are. */
    course: (id = "1") => ({ [claim("context")]: { id, title: "Safe at work" }, "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": { context_memberships_url: `${origin}/members`, service_versions: ["1.0", "2.0"] } }),
    tokensGiven: () => given,
    /** What browsers that come to be signed in are told to send to this site. */
    signsInAt(site: string, claims: (nonce: string) => Claims) {
      answerTo = async (asked) => `<form method="post" action="${site}/lti/launch"><input name="state" value="${asked.get("state")!}"><input name="id_token" value="${await this.sign(claims(asked.get("nonce")!))}"><button>On</button></form><script>document.forms[0].submit()</script>`;
    },
    useKeysOf(world: World) { toolKeys = async () => (await (await fetch(`${world.address}/lti/jwks`)).json()) as JSONWebKeySet; },
    endpoint: (more: object = {}) => ({ [`${AGS}/claim/endpoint`]: { scope: [`${AGS}/scope/lineitem`, `${AGS}/scope/score`], lineitems: `${origin}/lineitems?type_id=3`, ...more } }),
    sign: (claims: Claims, header: object = {}) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid, ...header }).sign(pair.privateKey),
    async close() { server.closeAllConnections(); await new Promise((closed) => server.close(closed)); },
  };
}
export type Platform = Awaited<ReturnType<typeof openPlatform>>;

/** Registers the platform here. */
export async function registerPlatform(world: World, platform: Platform, given: Partial<SystemWish> = {}): Promise<LearningSystem> {
  const wish: SystemWish = {
    name: "The Academy", issuer: platform.origin, clientId: "a-client", deployments: ["3"], loginUrl: `${platform.origin}/auth?keep=1`, tokenUrl: `${platform.origin}/token`, keysUrl: `${platform.origin}/jwks`, tokenAudience: "", frames: [], grounds: "",
    linksByEmail: false, makesPeople: true, makesTrainers: false, isOn: true, ...given,
  };
  platform.useKeysOf(world);
  return addLearningSystem(world.db, await makePerson(world.db, { roles: ["admin"] }), wish, [platform.origin], world.now());
}

/** The claims of a launch, as Moodle sends them; `state` and `nonce` are those that the sign-in began with. */
export function launchClaims(platform: Platform, world: World, nonce: string, given: Claims = {}): Claims {
  const seconds = Math.floor(world.now().getTime() / 1000);
  return {
    nonce, iat: seconds, exp: seconds + 60, iss: platform.origin, aud: "a-client", sub: "4", given_name: "Noor", family_name: "Ünïcode", name: "Noor Ünïcode", email: "Noor@Example.test",
    [claim("deployment_id")]: "3", [claim("target_link_uri")]: `${world.address}/lti/launch`, [claim("message_type")]: "LtiResourceLinkRequest", [claim("version")]: "1.3.0", [claim("roles")]: [LEARNER],
    [claim("resource_link")]: { id: "2", title: "A quiz" }, [claim("context")]: { id: "1" }, [claim("launch_presentation")]: { document_target: "window" }, ...given,
  };
}

/** Begins a sign-in as the platform's page does. */
export async function begin(platform: Platform, world: World, agent: Agent, given: Record<string, string> = {}): Promise<{ state: string; nonce: string; asked: URL }> {
  const { headers } = await agent.post("/lti/login").set("Sec-Fetch-Site", "cross-site").type("form").send({ iss: platform.origin, client_id: "a-client", login_hint: "4", lti_message_hint: "hint", target_link_uri: `${world.address}/lti/launch`, ...given }).expect(302);
  const asked = new URL(String(headers["location"]));
  return { state: asked.searchParams.get("state")!, nonce: asked.searchParams.get("nonce")!, asked };
}

/** Begins, lets `make` make the token, and sends it. */
export async function launch(platform: Platform, world: World, agent: Agent, make: (nonce: string) => Claims | Promise<string>, headers: Record<string, string> = {}) {
  const { state, nonce } = await begin(platform, world, agent);
  const made = make(nonce);
  const id_token = made instanceof Promise ? await made : await platform.sign(made);
  return agent.post("/lti/launch").set({ "Sec-Fetch-Site": "cross-site", Origin: platform.origin, ...headers }).type("form").send({ state, id_token });
}

export const ticketIn = (html: string) => /name="ticket" value="([\w-]+)"/.exec(html)?.[1] ?? "";

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

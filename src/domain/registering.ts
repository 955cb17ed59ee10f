import { z } from "zod";
import { DAY, later } from "../lib/clock.ts";
import { digest, newToken } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteInvitation, findInvitation, insertInvitation } from "../storage/learning-systems.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { addLearningSystem } from "./learning-systems.ts";
import { CLAIM, DEEP_LINKING, LAUNCH, SCOPE } from "./lti-claims.ts";
import type { Answer, RequestOffice } from "./request-office.ts";

/** The last part of an address at which one learning system may register itself within a day. It is known to whoever asked only. */
export async function inviteSystem(db: Db, admin: Pick<Person, "id">, at: Date): Promise<string> {
  const token = newToken();
  await db.transaction(async (tx) => {
    await insertInvitation(tx, { token_hash: digest(token), author_id: admin.id, expires_at: later(at, DAY).toISOString() });
    await insertAuditEvent(tx, admin.id, "learning.invited", "", {}, at);
  });
  return token;
}

/** Whether this invitation still stands. @throws NotFound */
export async function checkInvitation(db: Db, token: string, at: Date): Promise<void> {
  if (!(await findInvitation(db, digest(token), at.toISOString()))) throw new NotFound("launching.invitation-over");
}

const web = z.url({ protocol: /^https?$/ }).max(2_000);
const configuration = z.object({
  issuer: z.string().min(1).max(500), authorization_endpoint: web, token_endpoint: web, jwks_uri: web, registration_endpoint: web,
  authorization_server: z.string().max(500).optional(), "https://purl.imsglobal.org/spec/lti-platform-configuration": z.object({ product_family_code: z.string().max(100).optional() }).optional(),
});
const registered = z.object({ client_id: z.string().min(1).max(255), "https://purl.imsglobal.org/spec/lti-tool-configuration": z.object({ deployment_id: z.string().max(255).optional() }).optional() });

/** What the platform says about itself, and what lets us register there. */
export interface Offer { configuration: string; token: string | undefined }

/**
 * Registers at a platform as the invitation allows (1EdTech LTI Dynamic Registration 1.0). Where the platform names no deployment yet, the system stays off until an administrator adds one.
 * The configuration must lie where its issuer is. @throws NotFound for an invitation that is used or over, Refused where the platform does not go along
 */
export async function registerAt(db: Db, office: RequestOffice, invitation: string, offer: Offer, { site, name, origins }: { site: string; name: string; origins: readonly string[] }, at: Date): Promise<LearningSystem> {
  const held = await findInvitation(db, digest(invitation), at.toISOString());
  if (!held) throw new NotFound("launching.invitation-over");
  const platform = configuration.safeParse(await asked(office(offer.configuration, { method: "GET", headers: { Accept: "application/json" } })));
  if (!platform.success || !URL.canParse(platform.data.issuer) || new URL(platform.data.issuer).host !== new URL(offer.configuration).host) throw new Refused("launching.registration.configuration");
  const bearer = offer.token === undefined ? {} : { Authorization: `Bearer ${offer.token}` };
  const body = JSON.stringify(toolConfiguration(site, name));
  const answer = registered.safeParse(await asked(office(platform.data.registration_endpoint, { method: "POST", headers: { ...bearer, "Content-Type": "application/json" }, body })));
  if (!answer.success) throw new Refused("launching.registration.declined");
  const deployment = answer.data["https://purl.imsglobal.org/spec/lti-tool-configuration"]?.deployment_id;
  return db.transaction(async (tx) => {
    if (!(await deleteInvitation(tx, digest(invitation)))) throw new NotFound("launching.invitation-over");
    const { issuer, authorization_endpoint, token_endpoint, jwks_uri, authorization_server = "" } = platform.data;
    return addLearningSystem(tx, { id: held.author_id }, {
      name: nameOf(issuer), issuer, clientId: answer.data.client_id, deployments: deployment === undefined ? [] : [deployment], loginUrl: authorization_endpoint, tokenUrl: token_endpoint, keysUrl: jwks_uri,
      tokenAudience: authorization_server, frames: [], grounds: "", linksByEmail: false, makesPeople: true, makesTrainers: false, isOn: deployment !== undefined,
    }, origins, at);
  });
}

function nameOf(issuer: string): string {
  return (URL.canParse(issuer) ? new URL(issuer).host : issuer).slice(0, 100) || issuer.slice(0, 100);
}

function toolConfiguration(site: string, name: string): object {
  const launch = `${site}/lti/launch`;
  return {
    application_type: "web", response_types: ["id_token"], grant_types: ["implicit", "client_credentials"], initiate_login_uri: `${site}/lti/login`, redirect_uris: [launch], client_name: name, jwks_uri: `${site}/lti/jwks`,
    token_endpoint_auth_method: "private_key_jwt", scope: Object.values(SCOPE).join(" "),
    "https://purl.imsglobal.org/spec/lti-tool-configuration": {
      domain: new URL(site).host, target_link_uri: launch, claims: ["iss", "sub", "name", "given_name", "family_name", "email", CLAIM.roles],
      messages: [{ type: LAUNCH, target_link_uri: launch, label: name }, { type: DEEP_LINKING, target_link_uri: launch, label: name }],
    },
  };
}

async function asked(answer: Promise<Answer>): Promise<unknown> {
  const said = await answer;
  if ("fault" in said || said.status < 200 || said.status >= 300) return undefined;
  try { return JSON.parse(said.text) as unknown; } catch { return undefined; }
}

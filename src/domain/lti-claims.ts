import { z } from "zod";

/** Names of claims and scopes as 1EdTech's LTI 1.3 Core, Deep Linking 2.0, Assignment and Grade Services 2.0 and Names and Role Provisioning Services 2.0 have them. */
const LTI = "https://purl.imsglobal.org/spec/lti/claim";
const DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim";
const GRADES = "https://purl.imsglobal.org/spec/lti-ags";
const MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps";

export const CLAIM = {
  type: `${LTI}/message_type`, version: `${LTI}/version`, deployment: `${LTI}/deployment_id`, target: `${LTI}/target_link_uri`, link: `${LTI}/resource_link`, roles: `${LTI}/roles`, custom: `${LTI}/custom`,
  presentation: `${LTI}/launch_presentation`, settings: `${DEEP}/deep_linking_settings`, items: `${DEEP}/content_items`, data: `${DEEP}/data`, grades: `${GRADES}/claim/endpoint`, context: `${LTI}/context`, members: `${MEMBERS}/claim/namesroleservice`,
} as const;
export const SCOPE = { lineItem: `${GRADES}/scope/lineitem`, lineItemRead: `${GRADES}/scope/lineitem.readonly`, score: `${GRADES}/scope/score`, members: `${MEMBERS}/scope/contextmembership.readonly` } as const;
export const LAUNCH = "LtiResourceLinkRequest";
export const DEEP_LINKING = "LtiDeepLinkingRequest";
export const VERSION = "1.3.0";

const text = z.string().max(2_000);
const short = z.string().min(1).max(255);
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);

/** Where grades go: a column of this link, or the list of columns where one can be made. */
export const gradeEndpoint = z.object({ scope: z.array(text).max(20).default([]), lineitem: webAddress.optional(), lineitems: webAddress.optional() });
export type GradeEndpoint = z.infer<typeof gradeEndpoint>;

/** What a course wants of a deep link. `data` goes back as it came. */
export const deepLinkSettings = z.object({
  deep_link_return_url: webAddress, accept_types: z.array(text).max(50), accept_multiple: z.boolean().default(false), accept_lineitem: z.boolean().default(true), data: z.string().max(10_000).optional(),
});
export type DeepLinkSettings = z.infer<typeof deepLinkSettings>;

const everyLaunch = z.object({
  sub: short.optional(), name: text.optional(), given_name: text.optional(), family_name: text.optional(), email: text.optional(), azp: text.optional(), aud: z.union([text, z.array(text)]),
  [CLAIM.version]: z.literal(VERSION, "version"), [CLAIM.deployment]: short, [CLAIM.target]: text.min(1), [CLAIM.roles]: z.array(text).max(100).default([]),
  [CLAIM.custom]: z.record(z.string(), z.unknown()).nullish(), [CLAIM.presentation]: z.object({ document_target: text.optional() }).nullish().catch(null), [CLAIM.grades]: gradeEndpoint.nullish().catch(null),
  [CLAIM.context]: z.object({ id: short, title: text.nullish(), label: text.nullish() }).nullish().catch(null), [CLAIM.members]: z.object({ context_memberships_url: webAddress, service_versions: z.array(text).max(20).default(["2.0"]) }).nullish().catch(null),
});

/** A launch of a link in a course, or the wish to choose one. Each `message` of an error is the end of a key. */
export const launchClaims = z.discriminatedUnion(CLAIM.type, [
  everyLaunch.extend({ [CLAIM.type]: z.literal(LAUNCH), sub: short, [CLAIM.link]: z.object({ id: short, title: text.nullish() }) }),
  everyLaunch.extend({ [CLAIM.type]: z.literal(DEEP_LINKING), [CLAIM.settings]: deepLinkSettings }),
], "message");
export type LaunchClaims = z.infer<typeof launchClaims>;
export type ResourceLaunch = Extract<LaunchClaims, { [CLAIM.type]: typeof LAUNCH }>;

const TEACHES = /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership(?:\/Instructor)?#(?:Instructor|ContentDeveloper|TeachingAssistant|PrimaryInstructor)$|^(?:Instructor|ContentDeveloper)$/;
const RUNS = /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/(?:institution|system)\/person#(?:Administrator|SysAdmin)$|^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership#Administrator$/;

/** Whether one of the roles is that of somebody who teaches in this course. */
export function isInstructor(roles: readonly string[]): boolean {
  return roles.some((role) => TEACHES.test(role));
}

/** Whether somebody may put links into a course; who runs the platform may too, but is nobody special here. */
export function mayChoose(roles: readonly string[]): boolean {
  return isInstructor(roles) || roles.some((role) => RUNS.test(role));
}

/** What the learning system says in the address with which it opens the quiz (cmi5, section 8.1). `actor` is an xAPI agent as it came: it must go back unchanged. */
export interface Cmi5Launch { endpoint: string; fetch: string; registration: string; activity: string; actor: object }

/** What it keeps for the quiz under LMS.LaunchData (cmi5, section 10.2). `masteryScore` is 0 to 1, or null where it sets none; `returnUrl` is where the learner came from, or empty. */
export interface Cmi5Data { mode: "Normal" | "Browse" | "Review"; context: Readonly<Record<string, unknown>>; masteryScore: number | null; returnUrl: string }

/** Undefined where the address is not that of a launch. */
export function launchFrom(query: string): Cmi5Launch | undefined {
  const said = new URLSearchParams(query);
  const [endpoint, fetch, registration, activity] = ["endpoint", "fetch", "registration", "activityId"].map((name) => said.get(name) ?? "") as [string, string, string, string];
  const actor = objectIn(said.get("actor") ?? "");
  if (!actor || !isHttp(endpoint) || !isHttp(fetch) || registration === "" || activity === "") return undefined;
  return { endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`, fetch, registration, activity, actor };
}

/** Whatever is missing counts as usual; a mode that is not known records nothing but the visit. */
export function launchDataFrom(given: unknown): Cmi5Data {
  const said = isObject(given) ? given : {};
  const { launchMode, contextTemplate, masteryScore, returnURL } = said;
  const isMark = typeof masteryScore === "number" && masteryScore >= 0 && masteryScore <= 1;
  return {
    mode: launchMode === "Normal" || launchMode === "Browse" || launchMode === "Review" ? launchMode : "Browse", context: isObject(contextTemplate) ? contextTemplate : {},
    masteryScore: isMark ? masteryScore : null, returnUrl: typeof returnURL === "string" && isHttp(returnURL) ? returnURL : "",
  };
}

/** The address of one of the learner's documents at the learning system (xAPI 1.0.3, part three, 2.3 and 2.6). */
export function documentAddress({ endpoint, activity, actor, registration }: Cmi5Launch, resource: "state" | "preferences", id: string): string {
  const agent = JSON.stringify(actor);
  if (resource === "preferences") return `${endpoint}agents/profile?${new URLSearchParams({ agent, profileId: id }).toString()}`;
  return `${endpoint}activities/state?${new URLSearchParams({ activityId: activity, agent, registration, stateId: id }).toString()}`;
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHttp(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

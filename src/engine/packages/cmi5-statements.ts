import type { Cmi5Data, Cmi5Launch } from "./cmi5-launch.ts";
import { interactionOf, type ComponentIds } from "../questions/interactions.ts";
import type { RecordedAnswer } from "./recorded-answer.ts";
import { decimal } from "./scorm-values.ts";
import type { Standing } from "./sitting.ts";
import { isoSpan } from "./spans.ts";

type Json = Readonly<Record<string, unknown>>;
/** The visit that a statement is about, and when it was: `id` is a UUID of its own. */
export interface Cmi5Moment { launch: Cmi5Launch; data: Cmi5Data; id: string; at: Date }

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CMI5 = { id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" };
const MOVE_ON = { id: "https://w3id.org/xapi/cmi5/context/categories/moveon" };
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress";

const IDS: ComponentIds = { choice: (place) => `c${place + 1}`, line: (place) => `l${place + 1}`, match: (place) => `c${place + 1}` };

/** The first statement of a visit (cmi5, section 9.3.2). */
export function initialized(moment: Cmi5Moment): Json {
  return defined(moment, "initialized", {});
}

/** The last statement of a visit (section 9.3.8). `seconds` is how long it lasted. */
export function terminated(moment: Cmi5Moment, seconds: number): Json {
  return defined(moment, "terminated", { result: { duration: isoSpan(seconds) } });
}

/** That every question was answered (section 9.3.3); once in a registration. */
export function completed(moment: Cmi5Moment, seconds: number): Json {
  return defined(moment, "completed", { result: { completion: true, duration: isoSpan(seconds), extensions: { [PROGRESS]: 100 } }, categories: [MOVE_ON] });
}

/** Passed or failed (sections 9.3.4 and 9.3.5), by the pass mark of the learning system where it sets one. */
export function judged(moment: Cmi5Moment, { passed, share, percent }: Standing, seconds: number): Json {
  const { masteryScore } = moment.data;
  return defined(moment, passed ? "passed" : "failed", {
    result: { success: passed === true, score: { scaled: Number(decimal(share)), raw: percent, min: 0, max: 100 }, duration: isoSpan(seconds) },
    categories: [MOVE_ON], ...(masteryScore === null ? {} : { extensions: { [MASTERY]: masteryScore } }),
  });
}

/** One answer: a statement that cmi5 allows beside its own, so without its category (section 9.6.2.1). */
export function answered(moment: Cmi5Moment, { name, words, language, response, score, seconds }: RecordedAnswer): Json {
  const { interactionType, components, response: given, patterns } = interactionOf(response, IDS, language);
  const result = { ...(given === undefined ? {} : { response: given }), success: score === 1, score: { scaled: Number(decimal(score)) }, duration: isoSpan(seconds) };
  const definition = { type: "http://adlnet.gov/expapi/activities/cmi.interaction", name: { [language]: words }, interactionType, ...components, ...(patterns.length > 0 ? { correctResponsesPattern: patterns } : {}) };
  return { ...common(moment, "answered", []), object: { objectType: "Activity", id: `${moment.launch.activity}${moment.launch.activity.includes("#") ? "/" : "#"}${name}`, definition }, result };
}

function defined(moment: Cmi5Moment, verb: string, { result, categories = [], extensions }: { result?: Json; categories?: Json[]; extensions?: Json }): Json {
  return { ...common(moment, verb, [CMI5, ...categories], extensions), object: { objectType: "Activity", id: moment.launch.activity }, ...(result ? { result } : {}) };
}

/** The context begins with what the learning system wants in every statement (section 10.2.1). */
function common({ launch, data, id, at }: Cmi5Moment, verb: string, categories: readonly Json[], extensions: Json = {}): Json {
  const { context } = data;
  const given = (context["contextActivities"] ?? {}) as Readonly<Record<string, unknown>>;
  const category = [[given["category"] ?? []].flat(), categories].flat();
  const activities = { ...given, ...(category.length > 0 ? { category } : {}) };
  return {
    id, actor: launch.actor, verb: { id: `${VERBS}${verb}`, display: { en: verb } }, timestamp: at.toISOString(),
    context: { ...context, registration: launch.registration, contextActivities: activities, extensions: { ...(context["extensions"] as Json | undefined), ...extensions } },
  };
}

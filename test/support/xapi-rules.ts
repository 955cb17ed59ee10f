import { z } from "zod";

/** The rules of xAPI 1.0.3 for statements ("Data", 2.2 to 4.6), written from the specification and tried on the cases of ADL's conformance tests (npm run bench -- statements FILE). */
const passes = (check: (text: string) => boolean) => z.string().refine(check);
const isLanguage = (tag: string) => { try { return Intl.getCanonicalLocales(tag).length === 1; } catch { return false; } };
const isMoment = (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.test(text) && !/-00(?::?00)?$/.test(text.slice(10)) && !Number.isNaN(Date.parse(text.slice(0, 16)));

const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i);
const languageMap = z.record(passes(isLanguage), z.string());
const extensions = z.record(iri, z.unknown());
const moment = passes(isMoment);
const duration = z.string().regex(/^P(?:\d+(?:\.\d+)?W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/);

const identifiers = {
  mbox: z.string().regex(/^mailto:[^\s@:]+@[^\s@]+$/).optional(), mbox_sha1sum: z.string().regex(/^[0-9a-f]{40}$/i).optional(), openid: iri.optional(),
  account: z.strictObject({ homePage: iri, name: z.string().min(1) }).optional(),
};
type Identified = { mbox?: unknown; mbox_sha1sum?: unknown; openid?: unknown; account?: unknown };
const known = ({ mbox, mbox_sha1sum, openid, account }: Identified) => [mbox, mbox_sha1sum, openid, account].filter((each) => each !== undefined).length;
const agent = z.strictObject({ objectType: z.literal("Agent").optional(), name: z.string().optional(), ...identifiers }).refine((one) => known(one) === 1);
const group = z.strictObject({ objectType: z.literal("Group"), name: z.string().optional(), member: z.array(agent).optional(), ...identifiers }).refine((one) => known(one) === 1 || (known(one) === 0 && (one.member ?? []).length > 0));
const actor = z.union([agent, group]);

const component = z.strictObject({ id: z.string(), description: languageMap.optional() });
const components = z.array(component).refine((all) => new Set(all.map(({ id }) => id)).size === all.length).optional();
const LISTS: Readonly<Record<string, readonly string[]>> = { choice: ["choices"], sequencing: ["choices"], likert: ["scale"], matching: ["source", "target"], performance: ["steps"] };
const definition = z.strictObject({
  name: languageMap.optional(), description: languageMap.optional(), type: iri.optional(), moreInfo: iri.optional(), extensions: extensions.optional(),
  interactionType: z.enum(["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"]).optional(),
  correctResponsesPattern: z.array(z.string()).optional(), choices: components, scale: components, source: components, target: components, steps: components,
}).refine(({ interactionType, correctResponsesPattern, ...rest }) => {
  const given = ["choices", "scale", "source", "target", "steps"].filter((list) => rest[list as "choices"] !== undefined);
  return given.every((list) => LISTS[interactionType ?? ""]?.includes(list)) && (correctResponsesPattern === undefined || interactionType !== undefined);
});
const activity = z.strictObject({ objectType: z.literal("Activity").optional(), id: iri, definition: definition.optional() });
const reference = z.strictObject({ objectType: z.literal("StatementRef"), id: uuid });

const isWithin = ({ raw, min, max }: { raw?: number | undefined; min?: number | undefined; max?: number | undefined }) => (min ?? -Infinity) < (max ?? Infinity) && (raw === undefined || (raw >= (min ?? -Infinity) && raw <= (max ?? Infinity)));
const score = z.strictObject({ scaled: z.number().min(-1).max(1).optional(), raw: z.number().optional(), min: z.number().optional(), max: z.number().optional() }).refine(isWithin);
const result = z.strictObject({ score: score.optional(), success: z.boolean().optional(), completion: z.boolean().optional(), response: z.string().optional(), duration: duration.optional(), extensions: extensions.optional() });
const related = z.union([activity, z.array(activity)]).optional();
const context = z.strictObject({
  registration: uuid.optional(), instructor: actor.optional(), team: group.optional(), contextActivities: z.strictObject({ parent: related, grouping: related, category: related, other: related }).optional(),
  revision: z.string().optional(), platform: z.string().optional(), language: passes(isLanguage).optional(), statement: reference.optional(), extensions: extensions.optional(),
});
const attachment = z.strictObject({
  usageType: iri, display: languageMap, description: languageMap.optional(), contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+(?:;.*)?$/), length: z.int().min(0), sha2: z.string(), fileUrl: iri.optional(),
});
const verb = z.strictObject({ id: iri, display: languageMap.optional() });
const things = [activity, agent.refine(({ objectType }) => objectType === "Agent"), group, reference] as const;
const parts = { actor, verb, result: result.optional(), context: context.optional(), timestamp: moment.optional(), attachments: z.array(attachment).optional() };

type Whole = { verb: { id: string }; object: { objectType?: string | undefined }; context?: { revision?: string | undefined; platform?: string | undefined } | undefined };
const isWhole = ({ verb: { id }, object: { objectType = "Activity" }, context: its }: Whole) =>
  (objectType === "Activity" || (its?.revision === undefined && its?.platform === undefined)) && (id !== "http://adlnet.gov/expapi/verbs/voided" || objectType === "StatementRef");
const substatement = z.strictObject({ objectType: z.literal("SubStatement"), ...parts, object: z.union(things) }).refine(isWhole);

/** One statement, as it may be sent to a record store. */
export const statementSchema = z.strictObject({
  id: uuid.optional(), ...parts, object: z.union([...things, substatement]), stored: moment.optional(), version: z.string().regex(/^1\.0(?:\.\d+)?$/).optional(),
  authority: z.union([agent, group.refine((one) => known(one) === 0 && one.member?.length === 2)]).optional(),
}).refine(isWhole);

/** What is wrong with a statement; undefined where nothing is. */
export function oddIn(statement: unknown): string | undefined {
  const read = statementSchema.safeParse(statement);
  return read.success ? undefined : JSON.stringify(read.error.issues);
}

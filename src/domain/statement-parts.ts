import { nameOf } from "../lib/languages.ts";
import { uuidOf } from "../lib/uuids.ts";
import type { StatedAttempt } from "../storage/learning-statements.ts";
import type { PrivacyMode } from "./installation-sections.ts";

/** `site`: the address of the installation, in which all names begin; `platform`: what it is called; `language`: that of its quizzes; `actors`: by which of their marks people are known. */
export interface StatementRules { site: string; platform: string; language: string; mode: PrivacyMode; actors: "account" | "mbox" }
export type Json = Record<string, unknown>;

export const VERBS = "http://adlnet.gov/expapi/verbs/";
const ACTIVITIES = "http://adlnet.gov/expapi/activities/";
const WORDS = { initialized: "begonnen", answered: "beantwortet", completed: "abgeschlossen", passed: "bestanden", failed: "nicht bestanden" } as const;
export type Verb = keyof typeof WORDS;

export function verbOf(verb: Verb): Json {
  return { id: `${VERBS}${verb}`, display: { en: verb, de: WORDS[verb] } };
}

/** Somebody is known by their account here. By their email only where an administrator wants that and results are shown by name. */
export function actorOf({ person_public_id, person_name, email }: StatedAttempt, { site, mode, actors }: StatementRules): Json {
  const isByMail = actors === "mbox" && mode === "named" && /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+$/.test(email);
  return { objectType: "Agent", ...(isByMail ? { name: person_name, mbox: `mailto:${email}` } : { account: { homePage: site, name: person_public_id } }) };
}

export function quizActivity({ slug, title, summary }: StatedAttempt, { site, language }: StatementRules): Json {
  const definition = { name: { [language]: title }, ...(summary && { description: { [language]: summary } }), type: `${ACTIVITIES}assessment` };
  return { objectType: "Activity", id: `${site}/quizzes/${encoded(slug)}`, definition };
}

/** `parts`: where it belongs to. The registration holds the statements of one attempt together. */
export function contextOf(attempt: StatedAttempt, parts: Json, rules: StatementRules): Json {
  const topic = { objectType: "Activity", id: `${rules.site}/topics/${encoded(attempt.topic)}`, definition: { name: { [rules.language]: attempt.topic }, type: `${ACTIVITIES}course` } };
  return {
    registration: uuidOf(`${rules.site}/attempts/${attempt.public_id}`), revision: String(attempt.version), platform: rules.platform, language: languageOf(attempt, rules),
    contextActivities: { ...parts, grouping: [topic] },
  };
}

/** Half a character, as broken imports bring it, has no place in an address. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** The language in which it was taken. */
export function languageOf({ language }: StatedAttempt, rules: StatementRules): string {
  return taggedAs(language ?? rules.language);
}

/** A language tag that every program knows; what is none counts as undetermined. */
export function taggedAs(language: string): string {
  try {
    return nameOf(language, "en") && Intl.getCanonicalLocales(language)[0]!;
  } catch {
    return "und";
  }
}

/** The same statement has the same id, however often it is written. */
export function statementId({ public_id }: StatedAttempt, verb: string, position: number, { site }: StatementRules): string {
  return uuidOf(`${site}/attempts/${public_id}/statements/${verb}/${position}`);
}

import { isDeepStrictEqual } from "node:util";
import { fits, keyOf, type Key } from "../engine/questions/keys.ts";
import type { Question } from "../engine/questions/question.ts";
import { rekeyed } from "../engine/questions/rekeying.ts";
import { creditedMark, markNow } from "../engine/questions/ruling.ts";
import type { RegradeKind, RegradeVersion } from "../storage/regrade-tables.ts";
import { listStandingRulings, type GivenResponse } from "../storage/regrades.ts";
import type { Db, QuestionVersion } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** How a question is to be marked from now on, in which of its versions (by their numbers). `corrected` is there where the key is another one. */
export interface Proposal { kind: RegradeKind; corrected?: Key | undefined; versions: readonly number[] }
export type Ruling = Omit<RegradeVersion, "regrade_id" | "stands">;

/** What a proposal makes of the versions that it names. @throws Refused where there is nothing to do, or the key does not fit */
export async function rulingsOf(db: Db, { kind, corrected, versions }: Proposal, all: readonly QuestionVersion[]): Promise<Ruling[]> {
  const named = all.filter(({ number }) => versions.includes(number));
  if (named.length === 0 || named.length < new Set(versions).size) throw new Refused("regrades.versions-missing", "versions");
  if (kind === "key" && !corrected) throw new Refused("regrades.key-none", "key");
  if (kind === "key" && named.some(({ body }) => !fits(corrected!, JSON.parse(body) as Question))) throw new Refused("regrades.key-unfit", "key");
  const standing = new Map((await listStandingRulings(db, named.map(({ id }) => id))).map((ruling) => [ruling.question_version_id, ruling]));
  const rulings = named.map(({ id, body }): Ruling => ({ question_version_id: id, kind, body: kind === "key" ? JSON.stringify(rekeyed(JSON.parse(body) as Question, corrected!)) : null }));
  if (rulings.every((ruling, place) => isSame(ruling, named[place]!, standing.get(ruling.question_version_id)))) throw new Refused("regrades.same", kind === "key" ? "key" : "kind");
  return rulings;
}

function isSame(ruling: Ruling, { body }: QuestionVersion, standing: RegradeVersion | undefined): boolean {
  if (standing && standing.kind !== ruling.kind) return false;
  if (ruling.kind !== "key") return standing !== undefined;
  return isDeepStrictEqual(keyIn(ruling.body!), keyIn(standing?.body ?? body));
}

function keyIn(body: string): Key {
  return keyOf(JSON.parse(body) as Question);
}

/** What each answer is worth under the rulings, by its id. Where a version has none, the question decides as it was published. */
export function worthOf(answers: readonly GivenResponse[], rulings: readonly Ruling[], versions: readonly QuestionVersion[]): Map<number, number> {
  const questions = new Map(versions.map(({ id, body }) => [id, JSON.parse(rulings.find((ruling) => ruling.question_version_id === id)?.body ?? body) as Question]));
  const credited = new Set(rulings.filter(({ kind }) => kind === "credit").map((ruling) => ruling.question_version_id));
  return new Map(answers.map(({ id, chosen, score, question_version_id }) =>
    [id, credited.has(question_version_id) ? creditedMark : markNow(questions.get(question_version_id)!, JSON.parse(chosen) as string[], score)]));
}

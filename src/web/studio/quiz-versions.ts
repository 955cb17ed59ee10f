import type { Router } from "express";
import { rulesOf } from "../../domain/draw-rules.ts";
import { found } from "../../domain/found.ts";
import { differenceOf, type Rule, type VersionDifference } from "../../domain/version-differences.ts";
import { say, type Message } from "../../lib/messages.ts";
import { listPublications, type Publication } from "../../storage/publications.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import { listHeldQuestions } from "../../storage/quiz-version-questions.ts";
import { listQuizVersions } from "../../storage/statistics.ts";
import type { PoolFilter } from "../../storage/pool-filters.ts";
import type { Quiz, QuizVersion } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { poolInWords } from "./pool-words.ts";
import { topicChoices } from "./words.ts";

/** A rule that changed, in words. */
export interface ChangedRule { rule: Rule; before: Message | string; after: Message | string }
export interface VersionsPage {
  quiz: Quiz; publications: Publication[]; from: number; to: number; rules: ChangedRule[]; difference: VersionDifference | undefined;
}

const MOST_SHOWN = 200;

/** What was published when, and what changed between two of them: the newest and the one before, unless asked otherwise. */
export function quizVersions({ db }: Deps): Router {
  return exactRouter().get("/studio/quizzes/:slug/versions", async (req, res) => {
    const quiz = await found(findQuiz(db, req.params.slug));
    const versions = await listQuizVersions(db, quiz.id);
    const numbered = (name: string, place: number) => versions.find(({ number }) => String(number) === queryText(req, name)) ?? versions[place];
    const [after, before] = [numbered("to", 0), numbered("from", 1)];
    const held = async (version: QuizVersion) => ({ version, questions: await listHeldQuestions(db, version.id) });
    const difference = before && after ? differenceOf(await held(before), await held(after)) : undefined;
    const rules = (difference?.rules ?? []).map(({ rule, before: was, after: is }) => ({ rule, before: ruleInWords(rule, was), after: ruleInWords(rule, is) }));
    render(res, "studio/quizzes/versions", { quiz, publications: await listPublications(db, MOST_SHOWN, quiz.id), from: before?.number ?? 0, to: after?.number ?? 0, rules, difference });
  });
}

/** Texts stand as they are; switches and limits are told. */
function ruleInWords(rule: Rule, value: string | number | null): Message | string {
  if (value === null) return say("quiz-rules.versions.none");
  if (rule === "pool_filter") return value === "" ? say("quiz-rules.versions.none") : say("quiz-pools.as-list", { traits: poolInWords(JSON.parse(String(value)) as PoolFilter, { topics: topicChoices(), incidents: [], authors: [] }) });
  if (rule === "draw_rules") return say("quiz-rules.versions.rules", { count: rulesOf({ draw_rules: String(value) }).length });
  if (rule === "question_order") return say(`quiz-rules.orders.${value}`);
  if (rule === "feedback") return say(`drafts.fields.${value}`);
  return SWITCHES.has(rule) ? say(value === 1 ? "quiz-rules.versions.on" : "quiz-rules.versions.off") : String(value);
}

const SWITCHES: ReadonlySet<Rule> = new Set(["adaptive", "unseen_first", "shuffles_options", "asks_confidence", "closed_book"]);

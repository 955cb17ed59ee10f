import type { Response, Router } from "express";
import { changeDrawing, findRuleFindings, rulesOf } from "../../domain/draw-rules.ts";
import { found } from "../../domain/found.ts";
import { ruleConflicts } from "../../domain/paper-checks.ts";
import { MOST_RULES, type DrawRule } from "../../engine/generation/draw-rules.ts";
import { DIFFICULTIES, type Question } from "../../engine/questions/question.ts";
import { say, type Message } from "../../lib/messages.ts";
import { findQuiz, listDraftQuestions, type DraftQuestion } from "../../storage/quiz-drafts.ts";
import type { Db, Quiz } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { rulesForm, typedRules } from "./rules-form.ts";
import { topicChoices, WORDS, type Choice, type Words } from "./words.ts";

/** `rows`: how many rules the form has room for. `pool`: how many questions there are of each level and difficulty. */
export interface RulesPage { words: Words; quiz: Quiz; form: Form; rows: number; topics: Choice[]; incidents: Choice[]; tags: Choice[]; difficulties: Choice[]; conflicts: Message[]; pool: { level: string; counts: number[]; all: number }[]; size: number }

/** Which questions of the pool an attempt gets, and in what order. */
export function drawRules({ db, now }: Deps): Router {
  return exactRouter()
    .get("/studio/quizzes/:slug/rules", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await show(res, db, quiz, emptyForm(typedRules(quiz)));
    })
    .post("/studio/quizzes/:slug/rules", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(rulesForm, req.body);
      if (!value) return show(res, db, quiz, form, 422);
      await changeDrawing(db, actorOf(res), quiz, value, now());
      flash(req, say(quiz.state === "published" ? "drafts.saved-published" : "drafts.saved"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}/rules`);
    });
}

async function show(res: Response, db: Db, quiz: Quiz, form: Form, status = 200): Promise<void> {
  const questions = await listDraftQuestions(db, quiz.id);
  const rules = rulesOf(quiz);
  const asked = questions.map(({ body }) => JSON.parse(body) as Question);
  const pool = WORDS.levels.map(({ value }) => {
    const here = asked.filter(({ level }) => level === value);
    return { level: value, counts: DIFFICULTIES.map((difficulty) => here.filter((question) => question.difficulty === difficulty).length), all: here.length };
  });
  render(res, "studio/quizzes/rules", {
    words: WORDS, quiz, form, incidents: incidentsOf(questions, rules), tags: tagsOf(questions, rules), rows: Math.min(MOST_RULES, Math.max(2, rules.length + 1)), topics: topicChoices(asked.map(({ topic }) => topic)), pool, size: questions.length,
    difficulties: DIFFICULTIES.map((value) => ({ value, label: say(`quiz-rules.difficulties.${value}`) })), conflicts: rules.length === 0 ? [] : ruleConflicts(rules, findRuleFindings(quiz, questions)),
  }, status);
}

/** The incidents of the pool, and those that rules ask for although the pool has none of them any more. */
function incidentsOf(questions: readonly DraftQuestion[], rules: readonly DrawRule[]): Choice[] {
  const titles = new Map(questions.flatMap(({ body, incident_slug, incident_title }) => { const { incident } = JSON.parse(body) as Question; return incident ? [[incident, incident === incident_slug ? incident_title ?? incident : incident]] : []; }));
  for (const { incident } of rules) if (incident && !titles.has(incident)) titles.set(incident, incident);
  return [...titles].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}

function tagsOf(questions: readonly DraftQuestion[], rules: readonly DrawRule[]): Choice[] {
  const tags = new Set([...questions.flatMap(({ tags = [] }) => tags), ...rules.flatMap(({ tag }) => tag || [])]);
  return [...tags].sort().map((value) => ({ value, label: value }));
}

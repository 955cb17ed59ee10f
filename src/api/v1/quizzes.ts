import { z } from "zod";
import { arrangeQuiz } from "../../domain/arranging-questions.ts";
import { addToQuiz, changeQuiz, draftQuiz, removeFromQuiz } from "../../domain/authoring.ts";
import { found, positionParam } from "../../domain/found.ts";
import { holdQuiz } from "../../domain/holding-rows.ts";
import { publishQuiz } from "../../domain/publishing.ts";
import { reinstateQuiz, retireQuiz } from "../../domain/retiring.ts";
import { say } from "../../lib/messages.ts";
import { MOST_QUESTIONS } from "../../storage/pool-filters.ts";
import { findQuizVersionByNumber, listQuizVersionsAfter, listQuizzesAfter } from "../../storage/portions.ts";
import { listQuestionIds } from "../../storage/questions.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Db } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import { Problem } from "../http/problems.ts";
import type { Edited } from "../http/routes.ts";
import { idField, pageOf } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";
import { applyDrawing } from "./quiz-drawing.ts";
import { detailsOf, newQuiz, quiz, quizChange, quizLine, quizVersion, QUIZ_STATES, showQuiz, showQuizLines, showQuizVersion, showWholeVersion, wholeVersion } from "./quiz-shapes.ts";

const [read, write] = [{ group: "quizzes", scope: "quizzes:read" }, { group: "quizzes", scope: "quizzes:write" }] as const;

const publication = z.strictObject({ reason: z.string().trim().max(500).default("").describe("Why a quiz that only asks what happened is published all the same.") }).meta({ id: "Publication", description: "Makes a version that never changes." });
const picked = z.strictObject({ questions: z.array(idField).min(1).max(500) }).meta({ id: "PickedQuestions", description: "Ids of questions, added at the end in this order." });
const arranged = z.strictObject({ questions: z.array(idField).max(MOST_QUESTIONS) }).meta({ id: "ArrangedQuestions", description: "Ids of all questions that the quiz is to have, in their order. Those that join by a filter need not be named.", examples: [{ questions: ["k3TnX0aPq1Zr8w2Y"] }] });
const filter = { q: z.string().max(300).optional().describe("A part of the title."), state: z.enum(QUIZ_STATES).optional() };

const shown = async (db: Db, slug: string) => ({ body: await showQuiz(db, await found(findQuiz(db, slug))) });
const edited: Edited = { hold: (tx, { id }) => holdQuiz(tx, id!), show: async ({ db, params }) => (await shown(db, params["id"]!)).body };

/** @throws Problem that points to those that are not there */
async function idsOf(db: Db, questions: readonly string[]): Promise<number[]> {
  const ids = await listQuestionIds(db, questions);
  const unknown = questions.flatMap((id, place) => (ids.has(id) ? [] : [{ pointer: `#/questions/${place}`, words: say("api-faults.no-question") }]));
  if (unknown.length > 0) throw new Problem("refused", { words: say("api-faults.no-question"), faults: unknown });
  return questions.map((id) => ids.get(id)!);
}

export const quizzes = [
  list("/quizzes", pageOf("QuizPage", quizLine), { id: "quizzes-list", ...read, filter, rows: ({ db, query }, after, limit) => listQuizzesAfter(db, { q: "", state: "", ...definedOnly(query) }, after, limit), show: (rows, { db }) => showQuizLines(db, rows) }),
  operation("post", "/quizzes", { 201: quiz }, {
    id: "quizzes-draft", ...write, body: newQuiz,
    handle: async ({ db, member, body, at }) => {
      const { slug } = await db.transaction(async (tx) => {
        const made = await draftQuiz(tx, member, detailsOf(body), at);
        await applyDrawing(tx, member, made, body, at);
        return made;
      });
      return { status: 201, ...await shown(db, slug), location: `/quizzes/${slug}` };
    },
  }),
  operation("get", "/quizzes/:id", { 200: quiz }, { id: "quizzes-read", ...read, handle: ({ db, params }) => shown(db, params.id) }),
  operation("patch", "/quizzes/:id", { 200: quiz }, {
    id: "quizzes-change", ...write, body: quizChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const row = await found(findQuiz(db, params.id));
      await changeQuiz(db, member, row, detailsOf(body, row), at);
      await applyDrawing(db, member, await found(findQuiz(db, params.id)), body, at);
      return shown(db, params.id);
    },
  }),
  operation("post", "/quizzes/:id/questions", { 200: quiz }, {
    id: "quizzes-add", ...write, body: picked,
    handle: async ({ db, member, params, body: { questions }, at }) => {
      await addToQuiz(db, member, await found(findQuiz(db, params.id)), await idsOf(db, questions), at);
      return shown(db, params.id);
    },
  }),
  operation("put", "/quizzes/:id/questions", { 200: quiz }, {
    id: "quizzes-arrange", ...write, body: arranged, edited,
    handle: async ({ db, member, params, body: { questions }, at }) => {
      await arrangeQuiz(db, member, await found(findQuiz(db, params.id)), await idsOf(db, questions), at);
      return shown(db, params.id);
    },
  }),
  operation("delete", "/quizzes/:id/questions/:question", { 200: quiz }, {
    id: "quizzes-take-out", ...write,
    handle: async ({ db, member, params, at }) => {
      await removeFromQuiz(db, member, await found(findQuiz(db, params.id)), params.question, at);
      return shown(db, params.id);
    },
  }),
  list("/quizzes/:id/versions", pageOf("QuizVersionPage", quizVersion), {
    id: "quizzes-versions", ...read, rows: async ({ db, params }, after, limit) => listQuizVersionsAfter(db, (await found(findQuiz(db, params.id))).id, after, limit),
    show: async (rows, { db, params }) => { const of = await found(findQuiz(db, params.id)); return rows.map((row) => showQuizVersion(row, of)); },
  }),
  operation("get", "/quizzes/:id/versions/:number", { 200: wholeVersion }, {
    id: "quizzes-version", ...read,
    handle: async ({ db, params }) => {
      const of = await found(findQuiz(db, params.id));
      return { body: await showWholeVersion(db, await found(findQuizVersionByNumber(db, of.id, positionParam(params.number))), of) };
    },
  }),
  operation("post", "/quizzes/:id/publication", { 200: quiz }, {
    id: "quizzes-publish", ...write, body: publication,
    handle: async ({ db, member, params, body, at }) => {
      await publishQuiz(db, member, await found(findQuiz(db, params.id)), body, at);
      return shown(db, params.id);
    },
  }),
  ...([["retirement", "quizzes-retire", retireQuiz], ["reinstatement", "quizzes-reinstate", reinstateQuiz]] as const).map(([noun, id, deed]) => operation("post", `/quizzes/:id/${noun}`, { 200: quiz }, {
    id, ...write,
    handle: async ({ db, member, params, at }) => {
      await deed(db, member, await found(findQuiz(db, params.id)), at);
      return shown(db, params.id);
    },
  })),
];

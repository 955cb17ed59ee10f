import { z } from "zod";
import { addToQuiz, changeQuiz, draftQuiz, removeFromQuiz } from "../../domain/authoring.ts";
import { found, positionParam } from "../../domain/found.ts";
import { holdQuiz } from "../../domain/holding-rows.ts";
import { publishQuiz } from "../../domain/publishing.ts";
import { reinstateQuiz, retireQuiz } from "../../domain/retiring.ts";
import { say } from "../../lib/messages.ts";
import { findQuizVersionByNumber, listQuizVersionsAfter, listQuizzesAfter } from "../../storage/portions.ts";
import { listQuestionIds } from "../../storage/questions.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Db } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import { Problem } from "../http/problems.ts";
import type { Edited } from "../http/routes.ts";
import { idField, pageOf } from "./fields.ts";
import { definedOnly } from "./defined-only.ts";
import { detailsOf, newQuiz, quiz, quizChange, quizLine, quizVersion, QUIZ_STATES, showQuiz, showQuizLines, showQuizVersion, showWholeVersion, wholeVersion } from "./quiz-shapes.ts";

const [read, write] = [{ group: "quizzes", scope: "quizzes:read" }, { group: "quizzes", scope: "quizzes:write" }] as const;

const publication = z.strictObject({ reason: z.string().trim().max(500).default("").describe("Why a quiz that only asks what happened is published all the same.") }).meta({ id: "Publication", description: "Makes a version that never changes." });
const picked = z.strictObject({ questions: z.array(idField).min(1).max(500) }).meta({ id: "PickedQuestions", description: "Ids of questions, added at the end in this order." });
const filter = { q: z.string().max(300).optional().describe("A part of the title."), state: z.enum(QUIZ_STATES).optional() };

const shown = async (db: Db, slug: string) => ({ body: await showQuiz(db, await found(findQuiz(db, slug))) });
const edited: Edited = { hold: (tx, { id }) => holdQuiz(tx, id!), show: async ({ db, params }) => (await shown(db, params["id"]!)).body };

export const quizzes = [
  list("/quizzes", pageOf("QuizPage", quizLine), { id: "quizzes-list", ...read, filter, rows: ({ db, query }, after, limit) => listQuizzesAfter(db, { q: "", state: "", ...definedOnly(query) }, after, limit), show: (rows, { db }) => showQuizLines(db, rows) }),
  operation("post", "/quizzes", { 201: quiz }, {
    id: "quizzes-draft", ...write, body: newQuiz,
    handle: async ({ db, member, body, at }) => {
      const { slug } = await draftQuiz(db, member, detailsOf(body), at);
      return { status: 201, ...await shown(db, slug), location: `/quizzes/${slug}` };
    },
  }),
  operation("get", "/quizzes/:id", { 200: quiz }, { id: "quizzes-read", ...read, handle: ({ db, params }) => shown(db, params.id) }),
  operation("patch", "/quizzes/:id", { 200: quiz }, {
    id: "quizzes-change", ...write, body: quizChange, edited,
    handle: async ({ db, member, params, body, at }) => {
      const row = await found(findQuiz(db, params.id));
      await changeQuiz(db, member, row, detailsOf(body, row), at);
      return shown(db, params.id);
    },
  }),
  operation("post", "/quizzes/:id/questions", { 200: quiz }, {
    id: "quizzes-add", ...write, body: picked,
    handle: async ({ db, member, params, body: { questions }, at }) => {
      const [row, ids] = [await found(findQuiz(db, params.id)), await listQuestionIds(db, questions)];
      const unknown = questions.flatMap((id, place) => (ids.has(id) ? [] : [{ pointer: `#/questions/${place}`, words: say("api-faults.no-question") }]));
      if (unknown.length > 0) throw new Problem("refused", { words: say("api-faults.no-question"), faults: unknown });
      await addToQuiz(db, member, row, questions.map((id) => ids.get(id)!), at);
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

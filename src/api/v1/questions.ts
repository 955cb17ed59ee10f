import { z } from "zod";
import { Refused } from "../../domain/errors.ts";
import { found, positionParam } from "../../domain/found.ts";
import { holdQuestion } from "../../domain/holding-rows.ts";
import { approveQuestion, askForReview, LONGEST_NOTE, returnQuestion } from "../../domain/reviewing-questions.ts";
import { reinstateQuestion, retireQuestion } from "../../domain/retiring.ts";
import { editQuestion, LONGEST_WHY, writeQuestion } from "../../domain/writing.ts";
import { DIFFICULTIES, KINDS, LEVELS } from "../../engine/questions/question.ts";
import { listQuestionsAfter, listVersionsAfter } from "../../storage/portions.ts";
import { FLAGS } from "../../storage/question-filter.ts";
import { findQuestion, findVersion } from "../../storage/questions.ts";
import type { Db, Person, QuestionRow } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import { Problem } from "../http/problems.ts";
import type { Edited, Route } from "../http/routes.ts";
import { idField, pageOf } from "./fields.ts";
import { pointerOf, writtenContent, writtenOf } from "./question-content.ts";
import { question, questionLine, questionVersion, showQuestion, showQuestionLines, showVersion, STATES } from "./question-shapes.ts";

const [read, write] = [{ group: "questions", scope: "questions:read" }, { group: "questions", scope: "questions:write" }] as const;
const short = z.string().max(100).optional();
const filter = {
  q: z.string().max(300).optional().describe("Words and parts of words in any order, and phrases in quotation marks."), state: z.enum([...STATES, "in_review"]).optional(), kind: z.enum(KINDS).optional(), level: z.enum(LEVELS).optional(),
  difficulty: z.enum(DIFFICULTIES).optional(), topic: short, incident: short, tag: short, author: idField.optional(), flag: z.enum(FLAGS).optional().describe("What speaks for or against it."), origin: z.enum(["hand", "generated"]).optional(),
};
const NO_FILTER = { q: "", topic: "", kind: "", level: "", state: "", incident: "", origin: "" };

const newQuestion = z.strictObject({ content: writtenContent }).meta({ id: "NewQuestion", description: "A question to write, as a draft." });
const questionEdit = z.strictObject({ content: writtenContent, why: z.string().trim().max(LONGEST_WHY).default("").describe("Why it is changed: needed for one that is published.") }).meta({ id: "QuestionEdit", description: "The whole content, as it shall be." });
const review = z.strictObject({ note: z.string().trim().max(LONGEST_NOTE).default("").describe("What whoever looks through it should know.") }).meta({ id: "ReviewWish", description: "Asks somebody else to look through it." });
const verdict = z.strictObject({ decision: z.enum(["approved", "returned"]), version: z.int().min(1).describe("The version that was looked through."), words: z.string().trim().max(LONGEST_NOTE).default("").describe("What is to be done: needed where it is returned.") })
  .meta({ id: "Verdict", description: "What whoever looked through a question decided. It is not for its author." });

const bodyOf = async (db: Db, id: string) => ({ body: await showQuestion(db, await found(findQuestion(db, id))) });
const edited: Edited = { hold: (tx, { id }) => holdQuestion(tx, id!), show: async ({ db, params }) => (await bodyOf(db, params["id"]!)).body };

/** The fields of the form become places in the content. */
async function placed<T>(deed: Promise<T>): Promise<T> {
  try {
    return await deed;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Problem("refused", { words: error.words, faults: [{ pointer: pointerOf(error.field), words: error.words }] });
  }
}

const turn = <Noun extends string>(noun: Noun, id: string, deed: (db: Db, who: Pick<Person, "id">, row: Pick<QuestionRow, "id">, at: Date) => Promise<void>): Route => operation("post", `/questions/:id/${noun}`, { 200: question }, {
  id, ...write,
  handle: async ({ db, member, params, at }) => {
    await deed(db, member, await found(findQuestion(db, params["id" as never])), at);
    return bodyOf(db, params["id" as never]);
  },
});

export const questions = [
  list("/questions", pageOf("QuestionPage", questionLine), {
    id: "questions-list", ...read, filter, rows: ({ db, query }, after, limit) => listQuestionsAfter(db, { ...NO_FILTER, ...query } as typeof NO_FILTER, after, limit), show: (rows, { db }) => showQuestionLines(db, rows),
  }),
  operation("post", "/questions", { 201: question }, {
    id: "questions-write", ...write, body: newQuestion,
    handle: async ({ db, member, body, at }) => {
      const made = await placed(writeQuestion(db, member, writtenOf(body.content), at));
      return { status: 201, ...await bodyOf(db, made.public_id), location: `/questions/${made.public_id}` };
    },
  }),
  operation("get", "/questions/:id", { 200: question }, { id: "questions-read", ...read, handle: async ({ db, params }) => bodyOf(db, params.id) }),
  operation("put", "/questions/:id", { 200: question }, {
    id: "questions-edit", ...write, body: questionEdit, edited,
    handle: async ({ db, member, params, body: { content, why }, at }) => {
      const row = await found(findQuestion(db, params.id));
      await placed(editQuestion(db, member, row, { ...writtenOf(content), version: row.number, why }, at));
      return bodyOf(db, params.id);
    },
  }),
  list("/questions/:id/versions", pageOf("QuestionVersionPage", questionVersion), {
    id: "questions-versions", ...read, rows: async ({ db, params }, after, limit) => listVersionsAfter(db, (await found(findQuestion(db, params.id))).id, after, limit),
    show: async (rows, { db }) => { const shown = []; for (const row of rows) shown.push(await showVersion(db, row)); return shown; },
  }),
  operation("get", "/questions/:id/versions/:number", { 200: questionVersion }, {
    id: "questions-version", ...read, handle: async ({ db, params }) => ({ body: await showVersion(db, await found(findVersion(db, (await found(findQuestion(db, params.id))).id, positionParam(params.number)))) }),
  }),
  operation("post", "/questions/:id/review", { 200: question }, {
    id: "questions-review", ...write, body: review,
    handle: async ({ db, member, params, body, at }) => {
      await askForReview(db, member, await found(findQuestion(db, params.id)), body.note, at);
      return bodyOf(db, params.id);
    },
  }),
  operation("post", "/questions/:id/verdict", { 200: question }, {
    id: "questions-verdict", ...write, body: verdict,
    handle: async ({ db, member, params, body: { decision, ...said }, at }) => {
      await (decision === "approved" ? approveQuestion : returnQuestion)(db, member, await found(findQuestion(db, params.id)), said, at);
      return bodyOf(db, params.id);
    },
  }),
  turn("retirement", "questions-retire", retireQuestion),
  turn("reinstatement", "questions-reinstate", reinstateQuestion),
];

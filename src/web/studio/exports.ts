import { setImmediate as turn } from "node:timers/promises";
import type { Request, Router } from "express";
import { exportQuestions, questionsIn } from "../../domain/exporting-questions.ts";
import { found } from "../../domain/found.ts";
import { findWriter, WRITERS } from "../../engine/questions/formats/writing.ts";
import type { Message } from "../../lib/messages.ts";
import { listBodiesByPublicIds, listBodiesOf, type QuestionFilter } from "../../storage/questions.ts";
import { findQuiz, listDraftQuestions } from "../../storage/quiz-drafts.ts";
import { findExports } from "../../storage/replicas.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { FILTER_FIELDS } from "./question-filter.ts";

/** A format with what it would not carry of the questions, and of how many. */
export interface ExportOffer { name: string; lost: { what: Message; count: number }[]; refused: { why: Message; count: number }[] }

const MOST = 20_000;
const PORTION = 50;

/** Questions as files: those that were chosen, those of a quiz, or all that match. They hold the keys, so only trainers get here. */
export function exports({ db, now }: Deps): Router {
  return exactRouter()
    .get("/studio/exports", async (req, res) => {
      const fields = fieldsOf(req.query);
      const bodies = await bodiesFor(await findExports(db), fields);
      const quiz = fields.find(([name]) => name === "quiz")?.[1];
      render(res, "studio/exports/show", { offers: await offersFor(bodies), total: bodies.length, most: MOST, fields, back: quiz === undefined ? "/studio/questions" : `/studio/quizzes/${quiz}` });
    })
    .post("/studio/exports", async (req, res) => {
      const writer = await found(findWriter(String((req.body as { format?: unknown } | undefined)?.format)));
      const language = res.locals.reader.language === "de" ? "de" : "en";
      const file = await exportQuestions(db, actorOf(res), writer, await bodiesFor(await findExports(db), fieldsOf(req.body as Request["query"])), language, now());
      res.set("Cache-Control", "no-store").attachment(`questions-${now().toISOString().slice(0, 10)}.${writer.ending}`).type(writer.type).send(typeof file === "string" ? file : Buffer.from(file));
    });
}

/** What chooses the questions, as names and values that can be sent on. */
function fieldsOf(given: Request["query"]): [string, string][] {
  const valuesOf = (name: string) => [given[name] ?? []].flat().filter((value): value is string => typeof value === "string" && value !== "");
  return ["quiz", "question", ...FILTER_FIELDS].flatMap((name) => valuesOf(name).map((value): [string, string] => [name, value]));
}

async function bodiesFor(db: Db, fields: readonly (readonly [string, string])[]): Promise<string[]> {
  const [quizzes, chosen] = ["quiz", "question"].map((name) => fields.filter(([field]) => field === name).map(([, value]) => value)) as [string[], string[]];
  if (quizzes[0] !== undefined) return (await listDraftQuestions(db, (await found(findQuiz(db, quizzes[0]))).id)).map(({ body_now }) => body_now);
  if (chosen.length > 0) return listBodiesByPublicIds(db, chosen);
  const filter = Object.fromEntries(FILTER_FIELDS.map((name) => [name, fields.find(([field]) => field === name)?.[1].trim() ?? ""])) as unknown as QuestionFilter;
  return listBodiesOf(db, filter, MOST);
}

/** Questions are looked at a few at a time, so that others need not wait for a large bank. */
async function offersFor(bodies: readonly string[]): Promise<ExportOffer[]> {
  const offers = WRITERS.map((writer) => ({ writer, lost: new Map<string, Counted>(), refused: new Map<string, Counted>() }));
  for (let from = 0; from < bodies.length; from += PORTION) {
    const questions = questionsIn(bodies.slice(from, from + PORTION));
    for (const { writer, lost, refused } of offers) {
      count(lost, questions.flatMap(writer.lost));
      count(refused, questions.flatMap((question) => writer.refuses?.(question) ?? []));
    }
    await turn();
  }
  return offers.map(({ writer: { name }, lost, refused }) => ({
    name, lost: [...lost.values()].map(({ message, count }) => ({ what: message, count })), refused: [...refused.values()].map(({ message, count }) => ({ why: message, count })),
  }));
}

interface Counted { message: Message; count: number }

function count(counts: Map<string, Counted>, messages: readonly Message[]): void {
  for (const message of messages) {
    const held = counts.get(JSON.stringify(message));
    if (held) held.count += 1;
    else counts.set(JSON.stringify(message), { message, count: 1 });
  }
}

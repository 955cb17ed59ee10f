import type { Request, Response } from "express";
import { found } from "../../domain/found.ts";
import { findIncident } from "../../storage/incident-reading.ts";
import { listLessons } from "../../storage/lessons.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Db, Quiz } from "../../storage/tables.ts";
import { queryText } from "../http/paging.ts";
import { withSkeleton } from "./decision-form.ts";
import { FORM_KINDS } from "./words.ts";

type Values = Readonly<Record<string, unknown>>;

/** The form of a new question, as the link to it says: its kind, the incident, the lesson and the fact it is about, the quiz it is for. */
export async function begunAs(db: Db, req: Request, res: Response): Promise<Record<string, unknown>> {
  const [kind, quiz] = [queryText(req, "kind"), queryText(req, "quiz")];
  if (quiz !== "") await found(findQuiz(db, quiz));
  const isKnown = FORM_KINDS.some(({ value }) => value === kind);
  const asked = { kind: isKnown ? kind : "single", language: res.locals.reader.language, incident: queryText(req, "incident"), facts: queryText(req, "fact"), lesson: queryText(req, "lesson"), quiz };
  return withKnown(db, res, asked);
}

/** What is known of the incident of a decision stands in the form as soon as it is chosen. */
export async function withKnown(db: Db, res: Response, values: Values): Promise<Record<string, unknown>> {
  if (values["kind"] !== "decide") return { ...values };
  const incident = typeof values["incident"] === "string" ? await findIncident(db, values["incident"]) : undefined;
  return withSkeleton(values, incident, incident ? await listLessons(db, incident.id) : [], res.locals.t("decisions.ask-usual"));
}

/** The quiz that a new question is written for, if it is still there. */
export async function quizOf(db: Db, { quiz }: Values): Promise<Quiz | undefined> {
  return typeof quiz === "string" && quiz !== "" ? findQuiz(db, quiz) : undefined;
}

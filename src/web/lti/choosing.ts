import type { Request, Response, Router } from "express";
import { answerChoosing } from "../../domain/deep-linking.ts";
import { findChoosing, type Choosing } from "../../domain/launch-tickets.ts";
import { listOfferedQuizzes } from "../../storage/quizzes.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { sameOriginOnly } from "../http/same-origin.ts";
import { cardOf } from "../quizzes.ts";
import { allowForm } from "./framing.ts";

/** Choosing quizzes for a course, and carrying the signed answer back to it. */
export function choosing(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  return exactRouter().post("/lti/choices", sameOriginOnly(config.publicUrl), async (req, res) => {
    const ticket = ticketIn(req);
    const typed = (req.body ?? {}) as { quiz?: unknown };
    const slugs = [typed.quiz ?? []].flat().filter((slug) => typeof slug === "string");
    const begun = { ticket, choosing: await findChoosing(db, ticket, now()) };
    const form = emptyForm({ quiz: slugs });
    const answer = await tryDeed(form, answerChoosing(db, ticket, slugs, { site: siteOf(req, config.publicUrl), secret }, now()));
    if (!answer) return showChoices(deps, res, begun, form, 422);
    allowForm(res, answer.address);
    render(res, "lti/answer", { ...answer, system: begun.choosing.system.name });
  });
}

export async function showChoices({ db }: Pick<Deps, "db">, res: Response, { ticket, choosing: { system, settings } }: { ticket: string; choosing: Choosing }, form: Form = emptyForm(), status = 200): Promise<void> {
  const quizzes = (await listOfferedQuizzes(db)).map((quiz) => cardOf(quiz, []));
  render(res, "lti/choices", { form, ticket, system: system.name, isMany: settings.accept_multiple, quizzes }, status);
}

export function ticketIn(req: Request): string {
  const { ticket } = (req.body ?? {}) as { ticket?: unknown };
  return typeof ticket === "string" ? ticket : "";
}

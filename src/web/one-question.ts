import express, { type ErrorRequestHandler, type Request, type Response, type Router } from "express";
import { answerQuestion } from "../domain/answering.ts";
import { beginLinked, credentials, findLiveLink, followLink, type Followed } from "../domain/following-links.ts";
import { Refused } from "../domain/errors.ts";
import { found } from "../domain/found.ts";
import { sealOf } from "../domain/passwords.ts";
import { chosenBy } from "../engine/questions/picks.ts";
import { findPaperQuestion } from "../storage/paper-items.ts";
import { findVisitor, type Visitor } from "../storage/visitors.ts";
import { answerForm, findQuestionPage } from "./answer-page.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { readForm, tryDeed, type Form } from "./http/forms.ts";
import { plainTextOnly } from "./http/plain-text.ts";
import { speakTo } from "./http/readers.ts";
import { render } from "./http/render.ts";
import { sameOriginOnly } from "./http/same-origin.ts";
import { hasCookie, type Sessions } from "./http/session-choice.ts";
import { SESSION_COOKIE } from "./http/signed-in.ts";
import { addressOf, linkCookies } from "./one-question-cookies.ts";
import type { OneRefusal } from "./one-question-views.ts";
import { unpack } from "./sheets.ts";

/** One question by a signed link, without signing in. The signature moves from the address into a cookie for this link alone, so that it stays in no history and reaches no other page. */
export function oneQuestion({ db, now, config, secret }: Deps, sessions: Sessions): Router {
  const cookies = linkCookies({ config, secret });
  const followed = (req: Request<{ id: string }>) => {
    const carried = cookies.carriedBy(req, req.params.id);
    return carried && followLink(db, req.params.id, carried, secret, now());
  };
  const stillFollowed = async (req: Request<{ id: string }>) => (await followed(req)) ?? lost();

  async function whoIsHere({ req }: Response): Promise<Visitor | undefined> {
    if (!hasCookie(req, SESSION_COOKIE)) return undefined;
    await new Promise<void>((done, fail) => { sessions.own(req, req.res!, (error?: unknown) => { if (error) fail(new Error("The session could not be read.", { cause: error })); else done(); }); });
    const { personId, seal } = req.session;
    const visitor = personId === undefined ? undefined : await findVisitor(db, personId, now());
    return visitor && sealOf(visitor) === seal ? visitor : undefined;
  }

  /** An answer is shown where it was given, and to its person when they are signed in: whoever makes links can sign one for anybody. Others who are signed in should know for whom they answer. */
  async function show(res: Response, { link, person, attempt }: Followed, form?: Form, status = 200): Promise<void> {
    const visitor = await whoIsHere(res);
    const signedInAs = visitor && visitor.id !== person.id ? visitor.name : undefined;
    if (!attempt) return render(res, "one/start", { link, signedInAs });
    const { sheet, quotations, ruling, form: unsent } = await findQuestionPage(db, attempt, 1, res.locals.reader, now());
    const isAnswered = sheet.review !== null || sheet.answer !== null;
    if (isAnswered && visitor?.id !== person.id && !cookies.hasAnswered(res.req, link.public_id, attempt)) return render(res, "one/answered", { link, isSignedIn: visitor !== undefined });
    const picked = [form?.values["chosen"]].flat().filter((pick) => typeof pick === "string");
    render(res, "one/question", { link, signedInAs, attempt, sheet, quotations, ruling, picked, form: form ?? unsent, hasAccount: person.password_hash !== null }, status);
  }

  return exactRouter()
    .use("/one", express.urlencoded({ extended: false, limit: "64kb", parameterLimit: 100 }), plainTextOnly, sameOriginOnly(config.publicUrl), (_req, res, next) => {
      res.set({ "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" });
      next();
    })
    .get("/one/:id", async (req, res) => {
      if (req.query["signature"] !== undefined) return takeAlong(req, res);
      const follower = await followed(req);
      if (!follower) return res.redirect(303, `/quizzes/${(await findLiveLink(db, req.params.id, now())).slug}`);
      speakTo(res, follower.person);
      await show(res, follower);
    })
    .post("/one/:id", async (req, res) => {
      const follower = await stillFollowed(req);
      speakTo(res, follower.person);
      await beginLinked(db, follower, res.locals.reader.language, now());
      res.redirect(303, addressOf(req.params.id));
    })
    .post("/one/:id/response", async (req, res) => {
      const follower = await stillFollowed(req);
      speakTo(res, follower.person);
      const attempt = await found(follower.attempt);
      const line = await found(findPaperQuestion(db, attempt.id, 1));
      const { form, value } = readForm(answerForm, req.body);
      const { question, layout } = unpack(line);
      const outcome = value && (await tryDeed(form, answerQuestion(db, follower.person, attempt, 1, chosenBy(question, layout, value.chosen, res.locals.reader.language), now())));
      if (!outcome) return show(res, follower, form, 422);
      if (outcome === "stored") cookies.keepAnswered(res, follower.link.public_id, attempt);
      res.redirect(303, addressOf(req.params.id));
    })
    .get("/one/:id/response", (req, res) => res.redirect(303, addressOf(req.params.id)))
    .use("/one", sayKindly);

  async function takeAlong(req: Request<{ id: string }>, res: Response): Promise<void> {
    const read = credentials.safeParse(req.query);
    await followLink(db, req.params.id, read.success ? read.data : { person: "-", until: 0, signature: "0".repeat(64) }, secret, now());
    if (read.success) cookies.carry(res, req.params.id, read.data);
    res.redirect(303, addressOf(req.params.id));
  }
}

/** Whoever comes from a message has done nothing wrong, and may know nothing of Debrief: a page of its own says what to do. */
const sayKindly: ErrorRequestHandler = (error, _req, res, next) => {
  const reason = error instanceof Refused ? /^one\.(odd|over|nobody|lost)$/.exec(error.words.key)?.[1] : undefined;
  if (reason === undefined) return next(error);
  render(res, "one/refused", { reason: reason as OneRefusal }, 404);
};

function lost(): never {
  throw new Refused("one.lost");
}

import { newPublicId, newToken } from "../lib/ids.ts";
import { seal, unseal } from "../lib/sealing.ts";
import { signLink } from "../lib/signed-links.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { QuestionLink } from "../storage/learning-tables.ts";
import { listVersionQuestionIds } from "../storage/publications.ts";
import { findQuestionLink, insertQuestionLink, updateQuestionLink } from "../storage/question-links.ts";
import { findQuestion, lockQuestion } from "../storage/questions.ts";
import { findPublishedQuiz } from "../storage/quizzes.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Member } from "../storage/visitors.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { obstacleToDrop } from "./drops.ts";
import { Forbidden, NotFound, Refused } from "./errors.ts";
import { publishQuiz } from "./publishing.ts";
import { retireQuiz } from "./retiring.ts";

const SEALED_FOR = "secret of a question link";

/** One question, or one drawn for each person from those of a published quiz; `endsAt` is an ISO time. `reason`: why a question that only asks what happened is asked all the same. */
export interface LinkWish { title: string; question: string; quiz: string; endsAt: string; reason: string }
/** The secret is shown now and never again. */
export interface MadeLink { publicId: string; secret: string }

type Actor = Pick<Person, "id">;

/** Makes a link to one question: a quiz of its own that is on no list, taken at most once by each person. @throws Refused for what cannot be sent to everybody */
export function makeQuestionLink(db: Db, author: Actor, wish: LinkWish, installationSecret: string, at: Date): Promise<MadeLink> {
  return db.transaction(async (tx) => {
    const { ids, topic } = await questionsOf(tx, wish);
    const limits = { most_attempts: 1, limit_minutes: null, wait_hours: null };
    const details = { title: wish.title, summary: "One question, one minute.", topic, passPercent: 100, drawCount: ids.length > 1 ? 1 : null, limits, asksConfidence: false };
    const quiz = await draftQuiz(tx, author, details, at);
    await addToQuiz(tx, author, quiz, ids, at);
    await publishQuiz(tx, author, quiz, { reason: wish.reason }, at);
    const [publicId, secret] = [newPublicId(), newToken()];
    await insertQuestionLink(tx, { public_id: publicId, title: wish.title, quiz_id: quiz.id, sealed_secret: seal(secret, installationSecret, SEALED_FOR), ends_at: wish.endsAt, ended_at: null, author_id: author.id, created_at: at.toISOString() });
    await insertAuditEvent(tx, author.id, "question-link.made", publicId, { quiz: quiz.slug, ends_at: wish.endsAt }, at);
    return { publicId, secret };
  });
}

async function questionsOf(tx: Db, { question, quiz }: LinkWish): Promise<{ ids: number[]; topic: string }> {
  if (question !== "") {
    const asked = await findQuestion(tx, question);
    const held = asked && (await lockQuestion(tx, asked.id));
    if (!held) throw new NotFound();
    const obstacle = await obstacleToDrop(tx, held);
    if (obstacle) throw new Refused(obstacle.key, "publication", obstacle.values);
    return { ids: [held.id], topic: held.topic };
  }
  const pool = await findPublishedQuiz(tx, quiz);
  if (!pool) throw new Refused("question-links.quiz-missing", "quiz");
  return { ids: await listVersionQuestionIds(tx, pool.version_id), topic: pool.topic };
}

/** Nobody gets to the question any more; answers stay. */
export function endQuestionLink(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const link = await held(tx, publicId);
    if (link.ended_at !== null) return;
    await updateQuestionLink(tx, link.id, { ended_at: at.toISOString() });
    await retireQuiz(tx, actor, { id: link.quiz_id }, at);
    await insertAuditEvent(tx, actor.id, "question-link.ended", publicId, {}, at);
  });
}

/** Whether a link is this person's to give a new secret: it signs for everybody, so that is for whoever made the link, and for administrators. */
export function mayChangeSecret({ id, roles }: Pick<Member, "id" | "roles">, { author_id }: Pick<QuestionLink, "author_id">): boolean {
  return author_id === id || roles.includes("admin");
}

/** What was signed with the old secret leads nowhere then. Gives the new one. @throws Forbidden for a link of somebody else */
export function changeLinkSecret(db: Db, actor: Pick<Member, "id" | "roles">, publicId: string, installationSecret: string, at: Date): Promise<string> {
  return db.transaction(async (tx) => {
    const [link, secret] = [await held(tx, publicId), newToken()];
    if (!mayChangeSecret(actor, link)) throw new Forbidden("question-links.secret-not-yours");
    await updateQuestionLink(tx, link.id, { sealed_secret: seal(secret, installationSecret, SEALED_FOR) });
    await insertAuditEvent(tx, actor.id, "question-link.secret-changed", publicId, {}, at);
    return secret;
  });
}

async function held(tx: Db, publicId: string): Promise<QuestionLink> {
  const link = await findQuestionLink(tx, publicId);
  if (!link) throw new NotFound();
  return link;
}

/** What signs this link; undefined where the secret of the installation has changed. */
export function secretOf({ sealed_secret }: Pick<QuestionLink, "sealed_secret">, installationSecret: string): string | undefined {
  return unseal(sealed_secret, installationSecret, SEALED_FOR);
}

/** The address that leads this person to the question, until the link ends. @throws Refused where its secret cannot be read any more */
export function personalAddress(link: QuestionLink, person: Pick<Person, "public_id">, site: string, installationSecret: string): string {
  const secret = secretOf(link, installationSecret);
  if (secret === undefined) throw new Refused("question-links.secret-lost");
  const until = Math.floor(Date.parse(link.ends_at) / 1000);
  const signature = signLink({ link: link.public_id, person: person.public_id, until }, secret);
  return `${site}/one/${link.public_id}?${new URLSearchParams({ person: person.public_id, until: String(until), signature }).toString()}`;
}

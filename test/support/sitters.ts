import type { Db } from "../../src/storage/tables.ts";
import { attemptIn } from "./attempt-in.ts";

/** A learner with a browser, whose attempt goes on wherever somebody answers. `acknowledged`: how many answers were; `tried`: how many were sent. Who is asked adaptively has an ability for a score. */
export interface Sitter { id: number; cookie: string; attempt: string; acknowledged: number; tried: number; isAdaptive?: boolean }
/** What came back: the status, or 0 where nothing did. */
type Came = Promise<number>;

const HEADERS = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

export const pickFor = (place: number) => String(1 + (place % 3));

/** Sends a form as a browser does, without following where it leads. */
export function send(address: string, path: string, form: Record<string, string>, cookie = ""): Promise<Response> {
  return fetch(address + path, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers: { ...HEADERS, cookie } });
}

export async function seat(address: string, person: { id: number; email: string }, password: string, slug: string): Promise<Sitter> {
  const entered = await send(address, "/session", { email: person.email, password });
  if (entered.status !== 303) throw new Error(`No session: ${entered.status}.`);
  const cookie = entered.headers.getSetCookie()[0]!.split(";")[0]!;
  const started = await send(address, `/quizzes/${slug}/attempts`, {}, cookie);
  if (started.status !== 303) throw new Error(`No start: ${started.status}.`);
  const attempt = attemptIn(started.headers.get("location"));
  return { id: person.id, cookie, attempt, acknowledged: 0, tried: 0 };
}

/** Answers the next question. Whoever hears nothing, or that it did not work, sends the same answer again the next time. */
export async function answerNext(address: string, sitter: Sitter): Came {
  const place = sitter.acknowledged + 1;
  sitter.tried = Math.max(sitter.tried, place);
  const status = await send(address, `${sitter.attempt}/questions/${place}/response`, { chosen: pickFor(place), confidence: "sure" }, sitter.cookie).then((answer) => answer.status, () => 0);
  if (status === 303) sitter.acknowledged = place;
  return status;
}

/** What is wrong with what is stored: acknowledged answers that are missing, answers that are there twice or that nobody sent, and scores that are not what their answers come to. */
export async function wrongsOf(db: Db, sitters: readonly Sitter[]): Promise<string[]> {
  return (await Promise.all(sitters.map((sitter) => wrongsOfOne(db, sitter)))).flat();
}

async function wrongsOfOne(db: Db, sitter: Sitter): Promise<string[]> {
  const { id, acknowledged, isAdaptive } = sitter;
  const attempt = (await db("attempts").where({ public_id: sitter.attempt.split("/")[2]! }).first())!;
  const rows = await db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").where("responses.attempt_id", attempt.id).orderBy("paper_items.position").select<{ position: number; score: number }[]>("paper_items.position", "responses.score");
  const recount = rows.reduce((sum, { score }) => sum + score, 0);
  return [
    ...(rows.some(({ position }, place) => position !== place + 1) ? [`${id}: answers at ${rows.map(({ position }) => position).join(", ")}`] : []),
    ...(rows.length < acknowledged ? [`${id}: ${acknowledged} acknowledged, ${rows.length} there`] : []),
    ...(rows.length > sitter.tried ? [`${id}: ${sitter.tried} sent, ${rows.length} there`] : []),
    ...(attempt.finished_at !== null && !isAdaptive && Math.abs(attempt.score! - recount) > 1e-9 ? [`${id}: a score of ${attempt.score} for ${recount}`] : []),
  ];
}

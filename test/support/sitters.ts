import { expect } from "vitest";
import type { Db } from "../../src/storage/tables.ts";

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
  const cookie = (await send(address, "/session", { email: person.email, password })).headers.getSetCookie()[0]!.split(";")[0]!;
  const attempt = (await send(address, `/quizzes/${slug}/attempts`, {}, cookie)).headers.get("location")!;
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

/** Every acknowledged answer is there as it was given, none twice, none that nobody sent, and each score is what its answers come to. */
export async function expectWhole(db: Db, sitters: readonly Sitter[]): Promise<void> {
  for (const { id, acknowledged, tried, isAdaptive } of sitters) {
    const rows = await db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").join("attempts", "attempts.id", "responses.attempt_id")
      .where("attempts.person_id", id).orderBy("paper_items.position").select<{ position: number; score: number }[]>("paper_items.position", "responses.score");
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: rows.length }, (_, place) => place + 1));
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.length).toBeLessThanOrEqual(tried);
    const attempt = (await db("attempts").where({ person_id: id }).first())!;
    if (attempt.finished_at !== null && !isAdaptive) expect(attempt.score).toBeCloseTo(rows.reduce((sum, { score }) => sum + score, 0), 9);
  }
}

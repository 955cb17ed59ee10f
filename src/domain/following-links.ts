import { z } from "zod";
import { isSigned } from "../lib/signed-links.ts";
import { listAttemptsAt, type NamedAttempt } from "../storage/attempts.ts";
import { findAddressed, findQuestionLink, type NamedLink } from "../storage/question-links.ts";
import type { Db, Person } from "../storage/tables.ts";
import { startAttempt } from "./attempts.ts";
import { NotFound, Refused } from "./errors.ts";
import { secretOf } from "./question-links.ts";

/** What a personal address carries. `person` is an id here, a personnel number or an email, as whoever signed it calls them. */
export const credentials = z.object({ person: z.string().min(1).max(254), until: z.coerce.number().int().min(0).max(9_999_999_999), signature: z.string().regex(/^[0-9a-f]{64}$/i) });
export type Credentials = z.infer<typeof credentials>;

/** Somebody at the one question that they may answer. */
export interface Followed { link: NamedLink; person: Person; attempt: NamedAttempt | undefined }

/** A link that leads to its question now. @throws NotFound, or Refused where it has ended */
export async function findLiveLink(db: Db, publicId: string, at: Date): Promise<NamedLink> {
  const link = await findQuestionLink(db, publicId);
  if (!link) throw new NotFound();
  if (link.ended_at !== null || link.ends_at <= at.toISOString()) throw new Refused("one.over");
  return link;
}

/**
 * Who came by a personal address. Looking records nothing, so programs that open links in mail answer for nobody. Whoever has answered sees their answer again, also by a link that is over for others.
 * @throws NotFound for an unknown link; Refused where the signature is not ours, its time is over, or nobody here is meant
 */
export async function followLink(db: Db, publicId: string, { person: name, until, signature }: Credentials, installationSecret: string, at: Date): Promise<Followed> {
  const link = await findQuestionLink(db, publicId);
  const secret = link && secretOf(link, installationSecret);
  if (!link) throw new NotFound();
  if (secret === undefined || !isSigned({ link: publicId, person: name, until }, signature, secret)) throw new Refused("one.odd");
  if (until * 1000 <= at.getTime()) throw new Refused("one.over");
  const person = await findAddressed(db, name);
  if (!person) throw new Refused("one.nobody");
  const [attempt] = (await listAttemptsAt(db, person, [link.quiz_id])).toReversed();
  if (attempt === undefined || attempt.finished_at === null) await findLiveLink(db, publicId, at);
  return { link, person, attempt };
}

/** Begins the one attempt of this person, in the language that they read; whoever has one goes on with it. */
export async function beginLinked(db: Db, { link, person, attempt }: Followed, language: string, at: Date): Promise<void> {
  if (attempt !== undefined) return;
  await startAttempt(db, { id: person.id, language }, { id: link.quiz_id, state: "published" }, at);
}

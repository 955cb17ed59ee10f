import type { Request, Response } from "express";
import { mayChangeSecret, personalAddress } from "../../domain/question-links.ts";
import { noteLinkExport, toldOf } from "../../domain/link-counts.ts";
import { noteSeen } from "../../domain/seeing.ts";
import type { Told } from "../../engine/statistics/disclosure.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import type { Page } from "../../storage/page.ts";
import { listActiveAfter, listCompletions, type Completion, type NamedLink } from "../../storage/question-links.ts";
import type { Person } from "../../storage/tables.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { currentMember } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { pageNumber } from "../http/paging.ts";
import type { Form } from "../http/forms.ts";

interface LinkLine { link: NamedLink; told: Told | null; isOver: boolean }

export interface LinkViews {
  "studio/links/index": { links: Page<NamedLink>; lines: LinkLine[] };
  "studio/links/form": { form: Form; question: { public_id: string; stem: string; isTrivia: boolean; incident: string | null } | undefined; quizzes: { value: string; label: string }[] };
  "studio/links/show": LinkPage & { revealed: string | undefined };
}
/** `completions`: who answered, where names are shown and for those who may see them. */
export interface LinkPage extends LinkLine { plain: string; template: string; completions: Page<Completion> | undefined; isAdmin: boolean; mayChangeSecret: boolean }

export async function linkLines({ db, now }: Pick<Deps, "db" | "now">, res: Response, links: Page<NamedLink>): Promise<{ links: Page<NamedLink>; lines: LinkLine[] }> {
  const lines = [];
  for (const link of links.rows) lines.push(await lineOf(db, res, link, now()));
  return { links, lines };
}

export async function linkPage({ db, now, config }: Deps, req: Request, res: Response, link: NamedLink): Promise<LinkPage> {
  const isAdmin = currentMember(res).roles.includes("admin");
  const isNamed = isAdmin && res.locals.installation.privacyMode === "named";
  const completions = isNamed ? await listCompletions(db, { id: link.quiz_id }, pageNumber(req)) : undefined;
  if (completions) await noteSeen(db, lookOf(req, res, "quiz", link.slug), completions.rows, now());
  const plain = `${siteOf(req, config.publicUrl)}/one/${link.public_id}`;
  return { ...(await lineOf(db, res, link, now())), plain, template: `${plain}?person={person}&until={until}&signature={signature}`, completions, isAdmin, mayChangeSecret: mayChangeSecret(currentMember(res), link) };
}

async function lineOf(db: Deps["db"], res: Response, link: NamedLink, at: Date): Promise<LinkLine> {
  return { link, told: await toldOf(db, res.locals.installation, link), isOver: link.ended_at !== null || link.ends_at <= at.toISOString() };
}

const PORTION = 1_000;

/** An address for everybody who is active. Whoever has the file could answer for each of them, so it is noted who took it. */
export async function personalLinksCsv({ db, now, secret }: Deps, actor: Pick<Person, "id">, link: NamedLink, site: string): Promise<AsyncGenerator<string>> {
  personalAddress(link, { public_id: "" }, site, secret);
  await noteLinkExport(db, actor, link, now());
  return rows(db, link, site, secret);
}

async function* rows(db: Deps["db"], link: NamedLink, site: string, secret: string): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(["name", "email", "personnel_number", "link"])}`;
  for (let after = 0; ;) {
    const people = await listActiveAfter(db, after, PORTION);
    yield people.map((person) => csvLine([person.name, person.email, person.external_id, personalAddress(link, person, site, secret)])).join("");
    if (people.length < PORTION) return;
    after = people.at(-1)!.id;
  }
}

import type { Response, Router } from "express";
import { z } from "zod";
import { acknowledgePolicy } from "../domain/acknowledging.ts";
import { found } from "../domain/found.ts";
import { hashOf, textFor, textsIn } from "../domain/policy-texts.ts";
import type { Language } from "../lib/languages.ts";
import { say } from "../lib/messages.ts";
import { listConfirmedBy, listPoliciesDueFor, type Confirmed } from "../storage/acknowledgements.ts";
import { findPolicy, findPolicyVersion, listNewestVersions, listPolicies } from "../storage/policies.ts";
import type { Policy, PolicyVersion } from "../storage/policy-tables.ts";
import type { Db } from "../storage/tables.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { queryText } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { policyHtml } from "./policy-words.ts";

/** A line of somebody's policies. `newest`: its number where they confirmed an earlier version. */
export interface PolicyLine { public_id: string; title: string; language: Language; number: number; at: string | null }
export interface PolicyPage {
  policy: Policy; version: PolicyVersion; title: string; html: string; language: Language; languages: Language[]; hash: string; isDue: boolean; confirmed: Confirmed | undefined; form: Form;
}

const confirmation = z.object({
  number: z.coerce.number("policies.unread").int("policies.unread"), language: z.string("policies.unread").max(10, "policies.unread"), hash: z.string("policies.unread").max(64, "policies.unread"),
  read: z.literal("1", "policies.tick"),
});

/** What everybody is asked to confirm, and what they have confirmed. */
export function policies({ db, now }: Deps): Router {
  const show = (res: Response, page: PolicyPage, status = 200) => render(res, "policies/show", page, status);

  return exactRouter()
    .get("/policies", async (_req, res) => render(res, "policies/index", await linesFor(db, res)))
    .get("/policies/:id", async (req, res) => show(res, await pageFor(db, res, req.params.id, undefined, queryText(req, "in"))))
    .get("/policies/:id/acknowledgement", (req, res) => { currentMember(res); res.redirect(303, `/policies/${encodeURIComponent(req.params.id)}`); })
    .get("/policies/:id/versions/:number", async (req, res) => show(res, await pageFor(db, res, req.params.id, Number(req.params.number), queryText(req, "in"))))
    .post("/policies/:id/acknowledgement", async (req, res) => {
      const page = await pageFor(db, res, req.params.id, undefined, textIn(req.body, "language"));
      const { form, value } = readForm(confirmation, req.body);
      const deed = value && acknowledgePolicy(db, currentMember(res), page.policy.public_id, value, now()).then(() => true);
      if (!deed || !(await tryDeed(form, deed))) return show(res, { ...page, form }, 422);
      flash(req, say("policies.thanks", { title: page.title }));
      res.redirect(303, (await listPoliciesDueFor(db, currentMember(res))).length > 0 ? "/policies" : "/");
    });
}

function textIn(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}

async function linesFor(db: Db, res: Response): Promise<{ due: PolicyLine[]; done: PolicyLine[] }> {
  const member = currentMember(res);
  const due = await listPoliciesDueFor(db, member);
  const newest = await listNewestVersions(db, due);
  const lineOf = (policy: Policy, version: PolicyVersion, at: string | null): PolicyLine => {
    const { title, language } = textFor(textsIn(version.texts), res.locals.reader.language);
    return { public_id: policy.public_id, title, language, number: version.number, at };
  };
  const all = new Map((await listPolicies(db)).map((policy) => [policy.id, policy]));
  const done: PolicyLine[] = [];
  for (const { policy_id, number, at } of await listConfirmedBy(db, member)) {
    const policy = all.get(policy_id)!;
    done.push(lineOf(policy, (await findPolicyVersion(db, policy, number))!, at));
  }
  return { due: due.map((policy) => lineOf(policy, newest.get(policy.id)!, null)), done };
}

/** The newest version for whoever is asked for it, and any that this person confirmed; nothing else is there. */
async function pageFor(db: Db, res: Response, publicId: string, wanted: number | undefined, language: string): Promise<PolicyPage> {
  const member = currentMember(res);
  const policy = await found(findPolicy(db, publicId));
  const [due, confirmed] = [(await listPoliciesDueFor(db, member)).some(({ id }) => id === policy.id), (await listConfirmedBy(db, member)).filter(({ policy_id }) => policy_id === policy.id)];
  const number = wanted ?? (due || confirmed.length === 0 ? policy.number : confirmed[0]!.number);
  const own = confirmed.find((one) => one.number === number);
  const version = await found(own || (due && number === policy.number) ? findPolicyVersion(db, policy, number) : undefined);
  const texts = textsIn(version.texts);
  const text = textFor(texts, language === "" ? (own?.language ?? res.locals.reader.language) : language);
  return {
    policy, version, title: text.title, html: policyHtml(text.text), language: text.language, languages: Object.keys(texts) as Language[], hash: hashOf(text),
    isDue: due && number === policy.number, confirmed: own, form: emptyForm(),
  };
}

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response, Router } from "express";
import { found } from "../../domain/found.ts";
import { readSettings } from "../../domain/installation.ts";
import { addPolicy, changePolicy, publishPolicy, reinstatePolicy, retirePolicy } from "../../domain/policies.ts";
import { notePolicyExport } from "../../domain/exporting-policies.ts";
import { textFor, textsIn } from "../../domain/policy-texts.ts";
import { LANGUAGES, nameOf, type Language } from "../../lib/languages.ts";
import { say } from "../../lib/messages.ts";
import { listGroups } from "../../storage/groups.ts";
import { findPolicy, findPolicyVersion } from "../../storage/policies.ts";
import type { Policy, PolicyVersion } from "../../storage/policy-tables.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf, currentMember, only } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { largeForms } from "../http/uploads.ts";
import { policyHtml } from "../policy-words.ts";
import { audienceOf, confirmationsCsv, policyCards, policyRecord, type PolicyCard, type PolicyRecord } from "./policy-page.ts";
import { readPolicy, typedFrom } from "./policy-form.ts";
import { teamOptions } from "./team-tree.ts";

export interface PolicyViews {
  "admin/policies/index": { cards: PolicyCard[]; mayWrite: boolean };
  "admin/policies/form": { form: Form; policy: Policy | undefined; languages: { language: Language; name: string }[]; teams: { value: string; label: string }[]; groups: { value: string; label: string }[] };
  "admin/policies/show": PolicyRecord & { publication: Form; mayWrite: boolean };
  "admin/policies/version": { policy: Policy; version: PolicyVersion; texts: { language: Language; name: string; title: string; html: string }[] };
}

/** What a form with the texts of a policy may carry. */
const BODY = "1mb";

/** Where admins write policies, publish them and see who has confirmed them; auditors read them. */
export function adminPolicies({ db, now, config }: Deps): Router {
  const showForm = async (res: Response, form: Form, policy: Policy | undefined, status = 200) => {
    const languages = LANGUAGES.map((language) => ({ language, name: nameOf(language, res.locals.reader.language) }));
    render(res, "admin/policies/form", { form, policy, languages, teams: teamOptions(await listTeams(db)), groups: (await listGroups(db)).map(({ public_id, name }) => ({ value: public_id, label: name })) }, status);
  };
  const showRecord = async (res: Response, policy: Policy, publication = emptyForm(), status = 200) =>
    render(res, "admin/policies/show", { ...(await policyRecord(db, await readSettings(db, config), policy, res.locals.reader.language, isAdmin(res))), publication, mayWrite: isAdmin(res) }, status);

  const admins = only("admin");
  return exactRouter()
    .use("/admin/policies", only("auditor", "admin"), (req, res, next) => { if (req.method === "POST") void admins(req, res, next); else next(); })
    .use(["/admin/policies/new", "/admin/policies/:id/edit", "/admin/policies/:id/confirmations.csv"], admins)
    .get("/admin/policies", async (_req, res) => render(res, "admin/policies/index", { mayWrite: isAdmin(res), cards: await policyCards(db, await readSettings(db, config), res.locals.reader.language) }))
    .get("/admin/policies/new", (_req, res) => showForm(res, emptyForm({ whom: "everybody" }), undefined))
    .post("/admin/policies", ...largeForms(BODY), async (req, res) => {
      const { form, value } = readPolicy(req.body);
      const policy = value && (await tryDeed(form, addPolicy(db, actorOf(res), value, now())));
      if (!policy) return showForm(res, form, undefined, 422);
      flash(req, say("policies.was-added"));
      res.redirect(303, `/admin/policies/${policy.public_id}`);
    })
    .get("/admin/policies/:id", async (req, res) => showRecord(res, await found(findPolicy(db, req.params.id))))
    .get("/admin/policies/:id/edit", async (req, res) => {
      const policy = await found(findPolicy(db, req.params.id));
      await showForm(res, emptyForm(typedFrom(textsIn(policy.draft), await audienceOf(db, policy))), policy);
    })
    .post("/admin/policies/:id", ...largeForms(BODY), async (req: Request<{ id: string }>, res) => {
      const policy = await found(findPolicy(db, req.params.id));
      const { form, value } = readPolicy(req.body);
      const changed = value && (await tryDeed(form, changePolicy(db, actorOf(res), policy.public_id, value, now()).then(() => true)));
      if (!changed) return showForm(res, form, policy, 422);
      flash(req, say("policies.was-changed"));
      res.redirect(303, `/admin/policies/${policy.public_id}`);
    })
    .post("/admin/policies/:id/publication", async (req, res) => {
      const policy = await found(findPolicy(db, req.params.id));
      const typed = (req.body ?? {}) as Record<string, unknown>;
      const form = emptyForm({ ...typed });
      const note = (typeof typed["note"] === "string" ? typed["note"] : "").trim();
      if (note.length > 1000) form.errors["note"] = say("policies.note-long", { maximum: 1000 });
      const publishing = () => publishPolicy(db, actorOf(res), policy.public_id, { asksAgain: typed["asks_again"] === "1", note, seen: Number(typed["seen"]) }, now());
      const number = form.errors["note"] ? undefined : await tryDeed(form, publishing());
      if (number === undefined) return showRecord(res, await found(findPolicy(db, req.params.id)), form, 422);
      flash(req, say("policies.was-published", { number }));
      res.redirect(303, `/admin/policies/${policy.public_id}`);
    })
    .post("/admin/policies/:id/retirement", async (req, res) => {
      await retirePolicy(db, actorOf(res), req.params.id, now());
      flash(req, say("policies.was-retired"));
      res.redirect(303, `/admin/policies/${encodeURIComponent(req.params.id)}`);
    })
    .post("/admin/policies/:id/reinstatement", async (req, res) => {
      await reinstatePolicy(db, actorOf(res), req.params.id, now());
      flash(req, say("policies.was-reinstated"));
      res.redirect(303, `/admin/policies/${encodeURIComponent(req.params.id)}`);
    })
    .get("/admin/policies/:id/confirmations.csv", async (req, res) => {
      const policy = await found(findPolicy(db, req.params.id));
      const settings = await readSettings(db, config);
      await notePolicyExport(db, actorOf(res), policy.public_id, settings.privacyMode, now());
      res.attachment(`policy-${policy.public_id}-confirmations.csv`).type("text/csv");
      await pipeline(Readable.from(confirmationsCsv(db, settings, policy)), res).catch((error: unknown) => { if (!req.destroyed) throw error; });
    })
    .get("/admin/policies/:id/versions/:number", async (req, res) => {
      const policy = await found(findPolicy(db, req.params.id));
      const number = Number(req.params.number);
      const version = await found(Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? findPolicyVersion(db, policy, number) : undefined);
      const texts = textsIn(version.texts);
      const shown = LANGUAGES.filter((language) => texts[language]).map((language) => ({ ...textFor(texts, language), name: nameOf(language, res.locals.reader.language) }));
      render(res, "admin/policies/version", { policy, version, texts: shown.map(({ text, ...rest }) => ({ ...rest, html: policyHtml(text) })) });
    })
    .get("/admin/policies/:id/:deed", async (req, res) => res.redirect(303, `/admin/policies/${(await found(findPolicy(db, req.params.id))).public_id}`));
}

function isAdmin(res: Response): boolean {
  return currentMember(res).roles.includes("admin");
}

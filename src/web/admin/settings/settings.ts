import type { Request, Response, Router } from "express";
import type { z } from "zod";
import { changeSettings } from "../../../domain/changing-settings.ts";
import { found } from "../../../domain/found.ts";
import { readSettings } from "../../../domain/installation.ts";
import { isSection, SECTIONS, type Section, type SectionValues } from "../../../domain/installation-sections.ts";
import { isExposing } from "../../../domain/privacy-changes.ts";
import { refillOwnWords } from "../../../domain/refilling-words.ts";
import { RETENTION_KINDS } from "../../../domain/retention-kinds.ts";
import { isReviewRequired, requireReview } from "../../../domain/reviewing-questions.ts";
import { sendTestMail } from "../../../domain/testing-mail.ts";
import { say } from "../../../lib/messages.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed } from "../../http/forms.ts";
import { actorOf, currentMember, only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { largeForms } from "../../http/uploads.ts";
import { withLogo } from "./logo.ts";
import { lossesOf } from "./losses.ts";
import { exposureOf, serverName, showSection } from "./section-page.ts";
import { sectionCards } from "./summary.ts";

/** What holds for the whole installation, a page a section. */
export function installation(deps: Deps): Router {
  const { db, now, config } = deps;
  return exactRouter()
    .use("/admin/settings", only("admin"))
    .get("/admin/settings", async (_req, res) => {
      const cards = sectionCards(await readSettings(db, config), config, res.locals.reader);
      render(res, "admin/settings/index", { cards, mailServer: serverName(config), form: emptyForm({ review_required: (await isReviewRequired(db)) ? "1" : "" }) });
    })
    .post("/admin/settings", async (req, res) => {
      await requireReview(db, actorOf(res), (req.body as { review_required?: unknown } | undefined)?.review_required === "1", now());
      saved(req, res, "/admin/settings");
    })
    .get("/admin/settings/:section", async (req, res) => showSection(deps, res, await sectionIn(req)))
    .post("/admin/settings/mail/test", async (_req, res) => {
      const form = emptyForm({ ...(await readSettings(db, config)) });
      const sending = sendTestMail(config, res.locals.installation, currentMember(res), res.locals.reader).then(() => true);
      if (!(await tryDeed(form, sending))) return showSection(deps, res, "mail", { form }, 422);
      flash(res.req, say("installation.test-sent", { email: currentMember(res).email }));
      res.redirect(303, "/admin/settings/mail");
    })
    .post("/admin/settings/:section", ...largeForms("1mb"), async (req, res) => change(req, res, await sectionIn(req)));

  async function change(req: Request, res: Response, section: Section): Promise<void> {
    const before = await readSettings(db, config);
    const typed = { ...(req.body as Record<string, unknown> | undefined) };
    const { values, complaint } = section === "appearance" ? await withLogo(db, typed, before, now()) : { values: typed, complaint: undefined };
    const { form, value } = readForm<SectionValues>(SECTIONS[section] as z.ZodType<SectionValues>, values);
    if (complaint) form.errors["logo"] = complaint;
    if (!value || complaint) return showSection(deps, res, section, { form }, 422);
    if (typed["intent"] === "preview") return showSection(deps, res, section, { form, isPreview: true });
    const [seen, isConfirmed] = [Number(typed["seen"]), typed["confirmed"] === "1"];
    const after = { ...before, ...value };
    if (section === "privacy" && !isConfirmed && isExposing(before, after)) return render(res, "admin/settings/exposure", await exposureOf(deps, res, form, seen, before, after));
    const losses = section === "retention" && !isConfirmed ? await lossesOf(db, res.locals.reader, form, seen, before, after, now()) : undefined;
    if (losses) return render(res, "admin/settings/losses", { ...losses, keepings: Object.keys(RETENTION_KINDS) });
    const changed = await tryDeed(form, changeSettings(db, config, actorOf(res), { section, values: value, seen, isConfirmed }, now()));
    if (!changed) return showSection(deps, res, section, { form }, 422);
    const refilled = section === "wording" && changed.length > 0 ? await refillOwnWords(db, config.contentDir, now()) : 0;
    if (refilled === 0) return saved(req, res, "/admin/settings");
    flash(req, say("installation.places-filled", { count: refilled }));
    res.redirect(303, "/admin/settings");
  }
}

function sectionIn(req: Request): Promise<Section> {
  const name = req.params["section"];
  return found(isSection(name) ? name : undefined);
}

function saved(req: Request, res: Response, to: string): void {
  flash(req, say("installation.saved"));
  res.redirect(303, to);
}


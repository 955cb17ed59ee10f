import type { Request, Response, Router } from "express";
import { mailRules } from "../../domain/mail-rules.ts";
import type { DigestRules } from "../../domain/digest-rules.ts";
import { previewOf, previewSample, standalone, type Preview } from "../../domain/previewing-mail.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { sendSampleMail } from "../../domain/testing-mail.ts";
import { endonymOf, type Language } from "../../lib/languages.ts";
import { say } from "../../lib/messages.ts";
import type { Deps } from "../deps.ts";
import { siteOf } from "../../lib/sites.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed } from "../http/forms.ts";
import { currentMember, only } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";

/** What a mail is allowed that is looked at as a page of its own: its styles and the logo in it, and nothing else. */
const LETTER_ONLY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** The daily mail before it is sent. Trainers see examples; administrators also what somebody would get, where names are shown, which is noted like any other look at it. */
export function mailPreview({ db, now, config, secret }: Deps): Router {
  return exactRouter()
    .use("/studio/mail", only("trainer", "admin"))
    .get("/studio/mail", async (req, res) => show(req, res))
    .get("/studio/mail/letter", async (req, res) => {
      const rules = await rulesFor(req);
      const { words } = await preview(req, res, rules);
      res.set({ "Content-Security-Policy": LETTER_ONLY, "Cache-Control": "private, no-store" }).type("html").send(words ? standalone(words.html, rules) : "");
    })
    .post("/studio/mail/trial", async (req, res) => {
      const form = emptyForm();
      const words = previewSample(await rulesFor(req), currentMember(res).name, languageIn(req, res), now()).words!;
      const isSent = await tryDeed(form, sendSampleMail(config, res.locals.installation, currentMember(res), words, (await rulesFor(req)).letterhead.logo).then(() => true));
      if (!isSent) return show(req, res, form.errors, 422);
      flash(req, say("installation.test-sent", { email: currentMember(res).email }));
      res.redirect(303, `/studio/mail?as=${languageIn(req, res)}`);
    });

  async function show(req: Request, res: Response, errors = {}, status = 200): Promise<void> {
    const form = { ...emptyForm({ person: queryText(req, "person"), as: languageIn(req, res) }), errors };
    const shown = await tryDeed(form, preview(req, res, await rulesFor(req)));
    const languages = res.locals.installation.languages.map((language) => ({ value: language, label: endonymOf(language), language }));
    const query = new URLSearchParams({ person: queryText(req, "person"), as: languageIn(req, res) }).toString();
    render(res, "studio/mail/show", { form, preview: shown, languages, query, canChoose: canChoose(res), canMail: config.mail !== undefined }, shown ? status : 422);
  }

  async function preview(req: Request, res: Response, rules: DigestRules): Promise<Preview> {
    const [email, language] = [queryText(req, "person").trim(), languageIn(req, res)];
    if (email === "" || !canChoose(res)) return previewSample(rules, currentMember(res).name, language, now());
    const shown = await previewOf(db, rules, email, language, now());
    await noteSeen(db, { viewer: currentMember(res), address: req.ip ?? "", place: "person", subject: shown.person!.public_id }, [shown.person!], now());
    return shown;
  }

  async function rulesFor(req: Request): Promise<DigestRules> {
    const rules = await mailRules(db, config, secret);
    return { ...rules, site: siteOf(req, config.publicUrl) };
  }

  function canChoose(res: Response): boolean {
    return currentMember(res).roles.includes("admin") && config.privacyMode === "named";
  }
}

function languageIn(req: Request, res: Response): Language {
  const { languages, language } = res.locals.installation;
  const asked = queryText(req, "as") || (req.body as { as?: unknown } | undefined)?.as;
  return languages.find((each) => each === asked) ?? languages.find((each) => each === res.locals.reader.language) ?? language;
}

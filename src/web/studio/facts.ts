import type { Response, Router } from "express";
import { z } from "zod";
import { disputeFact, restoreFact, retractFact } from "../../domain/ageing.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { findFact, listStandingsOf, type PlacedFact } from "../../storage/standings.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { sourceFields } from "./article-form.ts";
import { factCards } from "./fact-words.ts";
import { touchedBy } from "./touched.ts";
import { WORDS } from "./words.ts";

const reason = z.string("doubting.why-missing").trim().min(10, "doubting.why-short").max(500, "fields.too-long");
const doubtForm = z.object({ standing: z.enum(["disputed", "retracted"], "doubting.become-missing"), reason, ...sourceFields })
  .transform(({ standing, ...grounds }) => ({ deed: standing === "retracted" ? retractFact : disputeFact, grounds }));
const restorationForm = z.object({ restoration: reason });

/** One fact: what it says and where, what was said of it since, and what rests on it. */
export function facts({ db, now }: Deps): Router {
  const show = async (res: Response, fact: PlacedFact, forms: { doubt?: Form; restoration?: Form } = {}, status = 200) => {
    const [card] = await factCards(db, [fact]);
    const [history, touched] = [await listStandingsOf(db, fact.id), await touchedBy(db, fact)];
    render(res, "studio/facts/show", { words: WORDS, fact, card: card!, history, touched, doubt: emptyForm(), restoration: emptyForm(), ...forms }, status);
  };

  return exactRouter()
    .get("/studio/facts/:id", async (req, res) => show(res, await found(findFact(db, req.params.id))))
    .post("/studio/facts/:id/standing", async (req, res) => {
      const fact = await found(findFact(db, req.params.id));
      const { form, value } = readForm(doubtForm, req.body);
      const said = value && (await tryDeed(form, value.deed(db, actorOf(res), fact, value.grounds, now())));
      if (!said) return show(res, await found(findFact(db, fact.key)), { doubt: form }, 422);
      flash(req, say(`doubting.done.${said.standing}`));
      res.redirect(303, `/studio/facts/${fact.key}`);
    })
    .post("/studio/facts/:id/restoration", async (req, res) => {
      const fact = await found(findFact(db, req.params.id));
      const { form, value } = readForm(restorationForm, req.body);
      const said = value && (await tryDeed(form, restoreFact(db, actorOf(res), fact, { reason: value.restoration }, now())));
      if (!said) return show(res, await found(findFact(db, fact.key)), { restoration: form }, 422);
      flash(req, say("doubting.restored"));
      res.redirect(303, `/studio/facts/${fact.key}`);
    });
}

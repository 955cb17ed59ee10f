import type { Router } from "express";
import { SMALLEST_GROUP } from "../domain/installation-sections.ts";
import { readSettings } from "../domain/installation.ts";
import { findPrivacyNotice } from "../domain/privacy-changes.ts";
import { RETENTION_KINDS, type RetentionKind } from "../domain/retention-kinds.ts";
import { findOpenHold } from "../storage/retention.ts";
import { keyOf, valueInWords } from "./admin/settings/summary.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { render } from "./http/render.ts";
import { privacyHistory } from "./privacy-history.ts";
import { toldPrograms } from "./told-programs.ts";

/** What is measured here, for whom, how long, and what is not claimed: for everybody, signed in or not, from what is really set. */
export function privacy({ db, config }: Deps): Router {
  return exactRouter().get("/privacy", async (_req, res) => {
    const settings = await readSettings(db, config);
    const { reader } = res.locals;
    const kept = (Object.keys(RETENTION_KINDS) as RetentionKind[]).map((kind) => ({ key: keyOf(kind), days: valueInWords(kind, settings[kind], reader) }));
    render(res, "privacy/show", {
      holding: settings, kept, least: Math.max(SMALLEST_GROUP, settings.leastGroup), since: (await findPrivacyNotice(db))?.since ?? null, isHeld: (await findOpenHold(db)) !== undefined,
      canMail: config.mail !== undefined, history: await privacyHistory(db, reader), told: await toldPrograms(db, settings.privacyMode),
    });
  });
}

import type { Router } from "express";
import { z } from "zod";
import { Refused } from "../../domain/errors.ts";
import { requestOffice } from "../../domain/request-office.ts";
import { checkInvitation, registerAt } from "../../domain/registering.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { render } from "../http/render.ts";
import { sameOriginOnly } from "../http/same-origin.ts";

const MOST_READ = 100_000;

const offer = z.object({ openid_configuration: z.url({ protocol: /^https?$/ }).max(2_000), registration_token: z.string().min(1).max(10_000).optional() });

/** Where a learning system opens our side of its registration, in a frame or a window of its administrator. Looking at it registers nothing. */
export function registrations({ db, now, config }: Deps): Router {
  const office = requestOffice(config.webhookOrigins, { mostRead: MOST_READ });
  return exactRouter()
    .get("/lti/registrations/:token", async (req, res) => {
      await checkInvitation(db, req.params.token, now());
      const { openid_configuration, registration_token } = offerIn(req.query);
      render(res, "lti/registration", { token: req.params.token, configuration: openid_configuration, registration: registration_token ?? "", host: new URL(openid_configuration).host, system: undefined });
    })
    .post("/lti/registrations/:token", sameOriginOnly(config.publicUrl), async (req, res) => {
      const { openid_configuration, registration_token } = offerIn(req.body);
      const about = { site: siteOf(req, config.publicUrl), name: res.locals.installation.name, origins: config.webhookOrigins };
      const system = await registerAt(db, office, req.params["token"] as string, { configuration: openid_configuration, token: registration_token }, about, now());
      render(res, "lti/registration", { token: "", configuration: "", registration: "", host: system.name, system });
    });
}

function offerIn(said: unknown): z.infer<typeof offer> {
  const given = Object.entries((said ?? {}) as Record<string, unknown>).filter(([, value]) => value !== "");
  const read = offer.safeParse(Object.fromEntries(given));
  if (!read.success) throw new Refused("launching.registration.offer");
  return read.data;
}

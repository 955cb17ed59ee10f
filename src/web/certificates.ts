import type { Request, Response, Router } from "express";
import { z } from "zod";
import { revokeCertificate, showOnCertificate, stateOf } from "../domain/certificates.ts";
import { checkCertificate } from "../domain/checking-certificates.ts";
import { Refused } from "../domain/errors.ts";
import { found } from "../domain/found.ts";
import { formatNumber, parseNumber, parseSecret } from "../lib/certificate-number.ts";
import { say } from "../lib/messages.ts";
import { findCertificate, listCertificatesOf, type NamedCertificate } from "../storage/certificates.ts";
import { certificateDocument } from "./certificate-document.ts";
import { issuerOf } from "./issuer.ts";
import { checkAddress, checkPath, lineOf, publicCertificate, reasonOf } from "./certificate-words.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "./http/forms.ts";
import { currentMember, only } from "./http/locals.ts";
import { queryText } from "./http/paging.ts";
import { render } from "./http/render.ts";

const showsForm = z.object({ shows: z.enum(["nothing", "initials", "name"], "certificates.choose") });
const revocationForm = z.object({ reason: z.string("certificates.say-why").trim().max(1000, "certificates.say-why") });

/** Certificates: one's own, and the page on which anybody checks one by its number. */
export function certificates({ db, now, config }: Deps): Router {
  const showChecked = (req: Request, res: Response, certificate: NamedCertificate, forms: { shows?: Form; revocation?: Form } = {}, status = 200) => {
    const { member } = res.locals;
    const own = member?.id === certificate.person_id ? { address: checkAddress(certificate, req, config), reason: reasonOf(certificate) } : null;
    const admin = member?.roles.includes("admin") ? { name: certificate.name, reason: reasonOf(certificate), canRevoke: certificate.revoked_by === null } : null;
    const withSecret = req.params["secret"] !== undefined;
    res.set("X-Robots-Tag", "noindex");
    render(res, "certificates/show", { certificate: publicCertificate(certificate, withSecret, now()), own, admin, shows: emptyForm({ shows: certificate.shows }), revocation: emptyForm(), ...forms }, status);
  };
  const check = async (req: Request<{ number: string; secret?: string }>, res: Response) => {
    const [number, secret] = [parseNumber(req.params.number), req.params.secret === undefined ? undefined : (parseSecret(req.params.secret) ?? "")];
    if (number === undefined || secret === "") return showForm(res, req.params.number, "misread", 404);
    const certificate = await checkCertificate(db, { number, secret }, req.ip ?? "", now());
    if (certificate === "too many") return showForm(res, "", "too many", 429);
    if (certificate === "unknown") return showForm(res, req.params.number, "unknown", 404);
    showChecked(req, res, certificate);
  };
  const ownOne = async (res: Response, typed: string) => {
    const { id } = currentMember(res);
    const certificate = await found(findCertificate(db, parseNumber(typed) ?? ""));
    return found(certificate.person_id === id ? certificate : undefined);
  };

  return exactRouter()
    .get("/certificates", async (_req, res) => {
      const own = await listCertificatesOf(db, currentMember(res));
      render(res, "certificates/index", { certificates: own.map((certificate) => lineOf(certificate, now())) });
    })
    .get("/certificates/check", (req, res) => {
      const number = queryText(req, "number").trim();
      const read = parseNumber(number);
      if (read) return res.redirect(303, `/certificates/${formatNumber(read)}`);
      showForm(res, number, number === "" ? undefined : "misread", number === "" ? 200 : 422);
    })
    .get("/certificates/:number/document", async (req, res) => {
      const certificate = await ownOne(res, req.params.number);
      if (stateOf(certificate, now()) === "revoked") throw new Refused("certificates.no-document");
      const number = formatNumber(certificate.number);
      const { name, title, issued_at: issuedAt, expires_at: expiresAt } = certificate;
      const document = await certificateDocument({ name, title, number, issuedAt, expiresAt, address: checkAddress(certificate, req, config) }, res.locals.reader, await issuerOf(db, res.locals.installation));
      res.type("pdf").set("Content-Disposition", `attachment; filename="certificate-${number}.pdf"`).send(document);
    })
    .get("/certificates/:number", check)
    .get("/certificates/:number/:secret", check)
    .post("/certificates/:number/name", async (req, res) => {
      const certificate = await ownOne(res, req.params.number);
      const { form, value } = readForm(showsForm, req.body);
      if (!value) return showChecked(req, res, certificate, { shows: form }, 422);
      await showOnCertificate(db, currentMember(res), certificate, value.shows, now());
      flash(req, say("certificates.saved"));
      res.redirect(303, checkPath({ ...certificate, shows: value.shows }));
    })
    .post("/certificates/:number/revocation", only("admin"), async (req, res) => {
      const certificate = await found(findCertificate(db, parseNumber(req.params.number as string) ?? ""));
      const { form, value } = readForm(revocationForm, req.body);
      const isDone = value && (await tryDeed(form, revokeCertificate(db, currentMember(res), certificate, value.reason, now()).then(() => true)));
      if (!isDone) return showChecked(req, res, certificate, { revocation: form }, 422);
      flash(req, say("certificates.was-revoked"));
      res.redirect(303, `/certificates/${formatNumber(certificate.number)}`);
    });
}

const COMPLAINTS = {
  "misread": "certificate.misread",
  "unknown": "certificate.unknown",
  "too many": "certificate.too-many",
};

function showForm(res: Response, number: string, complaint: keyof typeof COMPLAINTS | undefined, status: number): void {
  res.set("X-Robots-Tag", "noindex");
  render(res, "certificates/check", { form: { values: { number: number.slice(0, 60) }, errors: complaint ? { number: say(COMPLAINTS[complaint]) } : {} } }, status);
}

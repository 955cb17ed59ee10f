import { z } from "zod";
import { stateOf } from "../../domain/certificates.ts";
import { found } from "../../domain/found.ts";
import { formatNumber, parseNumber } from "../../lib/certificate-number.ts";
import { findCertificateOf, listCertificatesAfter, type ToldCertificate } from "../../storage/result-portions.ts";
import { list, operation } from "../http/declaring.ts";
import type { Call } from "../http/routes.ts";
import { idField, pageOf, timeField } from "./fields.ts";
import { personRef } from "./person-shapes.ts";
import { noted, quizRef, refs, whoseOf } from "./results.ts";

const read = { group: "results", scope: "results:read" } as const;
const STATES = ["valid", "expired", "revoked"] as const;

const certificate = z.strictObject({
  number: z.string().describe("Such as 7K3M-9QXA-2BTR-VW4D: what stands on it."), person: personRef, quiz: quizRef, quiz_version: z.int(), title: z.string().describe("The title of the quiz when it was passed."),
  state: z.enum(STATES), issued_at: timeField, expires_at: timeField, revoked_at: timeField.nullable(), check_url: z.url().describe("The page on which anybody checks it. It shows no more of the name than its holder allows."),
}).meta({ id: "Certificate", description: "What somebody has for passing a quiz, for as long as it says." });

function show(row: ToldCertificate, { site, at }: Pick<Call, "site" | "at">): z.output<typeof certificate> {
  const { issued_at, expires_at, revoked_at, version, certificate_title: title } = row;
  const number = formatNumber(row.number);
  return { number, ...refs(row), quiz_version: version, title, state: stateOf(row, at), issued_at, expires_at, revoked_at, check_url: `${site}/certificates/${number}` };
}

export const certificates = [
  list("/certificates", pageOf("CertificatePage", certificate), {
    id: "certificates-list", ...read, filter: { person: idField.optional(), quiz: idField.optional(), state: z.enum(STATES).optional() },
    rows: async (call, after, limit) => listCertificatesAfter(call.db, { ...await whoseOf(call), ...call.query, at: call.at }, after, limit),
    show: async (rows, call) => (await noted(call, rows, call.query.person ?? call.query.quiz ?? "")).map((row) => show(row, call)),
  }),
  operation("get", "/certificates/:number", { 200: certificate }, {
    id: "certificates-read", ...read,
    handle: async (call) => {
      const row = await found(findCertificateOf(call.db, await whoseOf(call), parseNumber(call.params.number) ?? ""));
      await noted(call, [row], row.person_public_id);
      return { body: show(row, call) };
    },
  }),
];

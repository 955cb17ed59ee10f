import { z } from "zod";
import { exportPack } from "../../domain/exporting-packs.ts";
import { found } from "../../domain/found.ts";
import { hideIncident, showIncident } from "../../domain/hiding-incidents.ts";
import { importPack, removePack } from "../../domain/importing-packs.ts";
import { readSettings } from "../../domain/installation.ts";
import { planPack } from "../../domain/planning-packs.ts";
import { findIncident } from "../../storage/incident-reading.ts";
import { listPacksAfter } from "../../storage/packs.ts";
import { list, operation } from "../http/declaring.ts";
import { pageOf, timeField } from "./fields.ts";
import { incident, showIncident as shown } from "./incidents.ts";

const [read, write] = [{ group: "packs", scope: "incidents:read" }, { group: "packs", scope: "incidents:write" }] as const;
const FATES = ["new", "update", "same", "older"] as const;
const DIFFERENCES = ["facts", "decisions", "lessons", "sources"] as const;

const pack = z.strictObject({ id: z.string(), title: z.string(), version: z.int(), imported_at: timeField }).meta({ id: "Pack", description: "An incident that came as a file." });
const packText = z.strictObject({ pack: z.string().describe("The text of the file, in YAML.") }).meta({ id: "PackText", description: "An incident as a file that another installation can import.", examples: [{ pack: "pack: 1\nversion: 1\nincident:\n  id: 2021-harbour\n" }] });
const brought = z.strictObject({ ...packText.shape, older: z.boolean().default(false).describe("Whether an earlier version than the one that is here is meant.") }).meta({ id: "BroughtPack", description: "A pack to import, of at most 200 KB.", examples: [{ pack: "pack: 1\nversion: 1\nincident:\n  id: 2021-harbour\n", older: false }] });
const outcome = z.strictObject({ incident: z.string(), title: z.string(), fate: z.enum(FATES), questions: z.int().describe("How many questions it gives."), added: z.int(), changed: z.int() }).meta({ id: "PackOutcome", description: "What became of a pack." });
const difference = z.strictObject({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) }).meta({ id: "PackDifference", description: "Ids or titles of what the pack would bring, change or take away." });
const plan = z.strictObject({
  incident: z.string().nullable(), title: z.string().nullable(), version: z.int().nullable(), fate: z.enum(FATES).nullable().describe("Null where the file cannot be read."), refusals: z.array(z.string()).describe("Why it would not be imported; empty where it would."),
  findings: z.array(z.strictObject({ id: z.string(), detail: z.string() })).describe("What its author might mend."), differences: z.strictObject(Object.fromEntries(DIFFERENCES.map((name) => [name, difference])) as Record<(typeof DIFFERENCES)[number], typeof difference>).nullable(),
}).meta({ id: "PackPlan", description: "What importing a pack would do. Nothing has happened yet.", examples: [{ incident: "2021-harbour", title: "The harbour affair", version: 1, fate: "new", refusals: [], findings: [], differences: null }] });

export const packs = [
  list("/packs", pageOf("PackPage", pack), {
    id: "packs-list", ...read, rows: ({ db }, after, limit) => listPacksAfter(db, after, limit), show: (rows) => rows.map(({ slug, title, version, created_at }) => ({ id: slug, title, version, imported_at: created_at })),
  }),
  operation("post", "/pack-plans", { 200: plan }, {
    id: "packs-plan", ...write, body: packText,
    handle: async ({ db, deps, body, at, reader: { inWords } }) => {
      const told = await planPack(db, Buffer.from(body.pack), deps.config.contentDir, at);
      const refusals = told.refusals.map(inWords);
      if (!told.pack) return { body: { incident: null, title: null, version: null, fate: null, refusals, findings: [], differences: null } };
      const { pack: { incident: { id, title }, version }, fate, findings, differences } = told;
      const parts = Object.fromEntries(DIFFERENCES.map((name) => { const { added, changed, removed } = differences[name]; return [name, { added, changed, removed }]; }));
      return { body: { incident: id, title, version, fate, refusals, findings: findings.map(({ id: of, why }) => ({ id: of, detail: inWords(why) })), differences: parts } };
    },
  }),
  operation("post", "/packs", { 200: outcome }, {
    id: "packs-import", ...write, body: brought,
    handle: async ({ db, member, deps, body, at }) => {
      const { slug, ...done } = await importPack(db, member, Buffer.from(body.pack), { contentDir: deps.config.contentDir, isOlderMeant: body.older }, at);
      return { body: { incident: slug, ...done } };
    },
  }),
  operation("delete", "/packs/:id", { 204: undefined }, { id: "packs-remove", ...write, handle: async ({ db, member, params, at }) => { await removePack(db, member, params.id, at); return {}; } }),
  operation("get", "/incidents/:id/pack", { 200: packText }, {
    id: "packs-export", ...read,
    handle: async ({ db, member, deps, params, at }) => {
      const { name: by } = await readSettings(db, deps.config);
      return { body: { pack: await exportPack(db, await found(findIncident(db, params.id)), { author: member, by, contentDir: deps.config.contentDir }, at) } };
    },
  }),
  ...([["hiding", "incidents-hide", hideIncident], ["showing", "incidents-show", showIncident]] as const).map(([noun, id, deed]) => operation("post", `/incidents/:id/${noun}`, { 200: incident }, {
    id, group: "incidents", scope: "incidents:write",
    handle: async ({ db, member, params, at }) => {
      await deed(db, member, await found(findIncident(db, params.id)), at);
      return { body: await shown(db, await found(findIncident(db, params.id))) };
    },
  })),
];

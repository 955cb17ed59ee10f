import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { streamArchive } from "../lib/archive-streaming.ts";
import { piecesOf } from "../lib/hashed-files.ts";
import { readerOf } from "../lib/readers.ts";
import type { Db } from "../storage/tables.ts";
import { openCase, type EvidenceCase, type Period } from "./evidence-case.ts";
import { auditLog, logSpan, type LogSpan } from "./evidence-log.ts";
import { partsAboutPeople } from "./evidence-people.ts";
import { partsAboutSubjects } from "./evidence-subjects.ts";
import { writePart, writeText, type SealedFile } from "./evidence-writing.ts";
import type { Settings } from "./installation-sections.ts";

/** How a pack is made: `secret` makes its pseudonyms; `told` is called with how many of its kinds of record are written, of how many. */
export interface Packing { settings: Settings; period: Period; secret: string; told?: (done: number, of: number) => Promise<void> | void }
export interface Packed { bytes: number; digest: string; manifest: string }

export const MANIFEST = "manifest.json";

/** Writes a pack and gives its archive to `keep`, piece by piece. Nothing is held in memory but one portion; the files lie in a folder of their own until it is done. */
export async function packEvidence(db: Db, { settings, period, secret, told }: Packing, keep: (piece: Uint8Array) => Promise<void>): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-evidence-"));
  try {
    const manifest = await writeFolder(folder, await openCase(db, settings, period, secret), told);
    const files = [...manifest.files.map(({ path }) => path), MANIFEST].sort();
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const piece of streamArchive(files.map((path) => ({ path, pieces: piecesOf(join(folder, path)) })))) {
      hash.update(piece);
      bytes += piece.length;
      await keep(piece);
    }
    return { bytes, digest: hash.digest("hex"), manifest: manifest.basis };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Manifest { format: string; version: number; period: Period & { from: string; until: string }; privacy_mode: string; audit: LogSpan; files: SealedFile[]; basis: string }

async function writeFolder(folder: string, one: EvidenceCase, told: Packing["told"]): Promise<Manifest> {
  const log = await logSpan(one);
  const parts = [...partsAboutSubjects(one), ...partsAboutPeople(one), auditLog(one, log)];
  const files: SealedFile[] = [];
  for (const [index, each] of parts.entries()) {
    files.push(...(await writePart(folder, each)));
    await told?.(index + 1, parts.length);
  }
  files.push(await writeText(folder, "settings.json", `${JSON.stringify(one.settings, null, 1)}\n`), await writeText(folder, "README.txt", readme(one, log)));
  const sealed = sealedManifest({ format: "debrief-evidence", version: 1, period: { ...one.period, ...one.span }, privacy_mode: one.mode, audit: log, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) });
  await writeText(folder, MANIFEST, `${JSON.stringify(sealed, null, 1)}\n`);
  return sealed;
}

/** `basis` is the SHA-256 of the canonical JSON of everything else in the manifest. */
export function sealedManifest(manifest: Omit<Manifest, "basis">): Manifest {
  return { ...manifest, basis: createHash("sha256").update(JSON.stringify(manifest)).digest("hex") };
}

const TOLD_OF = ["assignments", "completions", "questions", "policies", "acknowledgements", "certificates", "regrades", "audit-log", "settings", "settings-changes", "manifest"] as const;

/** In the language of the installation: what each file is, and what is not claimed. */
function readme({ settings, period, span, mode }: EvidenceCase, { before, head }: LogSpan): string {
  const { t } = readerOf(settings.language, period.zone);
  const lines = [
    t("packs.readme.title", { organisation: settings.name }), t("packs.readme.days", { first: period.first, last: period.last, zone: period.zone }), t("packs.readme.moments", { from: span.from, until: span.until }), "",
    t(`packs.readme-modes.${mode}`, { least: settings.leastGroup }), "", t("packs.readme.files-heading"), ...TOLD_OF.map((name) => `${name}: ${t(`packs.readme-files.${name}`)}`), "", t("packs.readme.both"), "",
    t("packs.readme.log", { from: before.number + 1, to: head.number, hash: head.hash }), t("packs.readme.check"), t("packs.readme.anchor"), "",
    t("packs.readme.limits-heading"), ...LIMITS.map((name) => `- ${t(`packs.readme-limits.${name}`)}`),
  ];
  return `${lines.join("\n").replaceAll(/[\u2066-\u2069]/g, "")}\n`;
}

const LIMITS = ["knowledge", "standing", "erased", "certification"] as const;

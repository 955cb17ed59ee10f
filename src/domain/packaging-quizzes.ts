import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_REMEMBERED } from "../engine/packages/remembered-sitting.ts";
import type { PackagedQuiz } from "../engine/packages/packaged-quiz.ts";
import { questionSchema } from "../engine/questions/question.ts";
import { writeArchive } from "../lib/archive-writing.ts";
import { digest } from "../lib/ids.ts";
import { moduleFiles } from "../lib/module-files.ts";
import { programFile } from "../lib/program-folder.ts";
import type { Reader } from "../lib/readers.ts";
import { listFontFiles, PUBLIC, stylesheet } from "../lib/style-files.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { digestsIn, listPictures } from "../storage/pictures.ts";
import { countQuestions, findNewestQuizVersion, findPublishedQuiz, listPool } from "../storage/quizzes.ts";
import type { Db, Person, Quiz, QuizVersion } from "../storage/tables.ts";
import { rulesOf } from "./draw-rules.ts";
import { Refused } from "./errors.ts";
import type { Settings } from "./installation-sections.ts";
import { startOf, type PackageFormat } from "./package-formats.ts";
import { accentStyles, packagePage, packageTexts } from "./package-page.ts";
import { packagedQuestion } from "./packaged-questions.ts";

/** Whose package it is: the name and colours of the installation, and its address without a slash at its end, empty where nobody set one. */
export type Sender = Pick<Settings, "name" | "accentLight" | "accentDark"> & { site: string };

/** Modules that a browser loads one by one: bin/build.mjs leaves them apart. */
const BUILT = programFile("dist/packages");
const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" };
const utf8 = new TextEncoder();

/**
 * A package of a published quiz in the language of its reader, as a ZIP archive that learning systems can run. The keys go with it, so it is noted who made it.
 * @throws Refused where the quiz is not published, every question of it is withdrawn, or it asks more than learning systems remember
 */
export async function packageQuiz(db: Db, actor: Pick<Person, "id">, quiz: Pick<Quiz, "slug">, format: PackageFormat, sender: Sender, reader: Reader, at: Date): Promise<Uint8Array> {
  const { packaged, pictures } = await readPackaged(db, quiz, sender, reader);
  const files = new Map<string, Uint8Array>([
    ["index.html", utf8.encode(packagePage(packaged, reader))], ["package.css", utf8.encode(stylesheet("package.css", (font) => font) + accentStyles(sender))], ["start.js", utf8.encode(startOf(format))],
    ["quiz.js", utf8.encode(`export const quiz = ${JSON.stringify(packaged)};\nexport const texts = ${JSON.stringify(packageTexts(reader.language))};\n`)],
    ["icon.svg", readFileSync(join(PUBLIC, "icon.svg"))], ...[...listFontFiles()].map(({ name, body }): [string, Uint8Array] => [name, body]), ...pictures,
    ...moduleFiles(BUILT, format.engine), ...moduleFiles(PUBLIC, ["js/package/quiz-page.js", format.name === "cmi5" ? "js/package/cmi5-connection.js" : "js/package/scorm-connection.js"]),
  ]);
  const { id, title, summary, language, passPercent } = packaged;
  files.set(format.manifest, utf8.encode(format.write({ id, title, summary, language, passPercent, identifier: `debrief-${quiz.slug}`, files: [...files.keys()] })));
  await insertAuditEvent(db, actor.id, "quiz.packaged", quiz.slug, { format: format.name, language: reader.language, questions: packaged.questions.length }, at);
  return writeArchive(files);
}

async function readPackaged(db: Db, { slug }: Pick<Quiz, "slug">, sender: Sender, reader: Reader): Promise<{ packaged: PackagedQuiz; pictures: [string, Uint8Array][] }> {
  const open = await findPublishedQuiz(db, slug);
  const version = open && (await findNewestQuizVersion(db, open.id));
  if (!open || !version) throw new Refused("packages.not-published");
  const pool = await listPool(db, version.id);
  if (pool.length === 0) throw new Refused("packages.nothing");
  const count = countQuestions(open);
  if (count > MOST_REMEMBERED) throw new Refused("packages.too-long", "form", { count, most: MOST_REMEMBERED });
  const shown = [...new Set(pool.flatMap(({ body }) => digestsIn(body)))];
  const held = (shown.length > 0 ? await listPictures(db, shown) : []).map((picture) => ({ ...picture, file: `pictures/${picture.digest}.${ENDINGS[picture.type] ?? "png"}` }));
  const names = new Map(held.map(({ digest, file }) => [`/pictures/${digest}`, file]));
  const questions = pool.map(({ body, tags }) => packagedQuestion(questionSchema.parse(JSON.parse(body)), JSON.parse(tags) as string[], names, reader));
  const packaged = { ...headOf(version, slug, sender, reader), drawing: { rules: rulesOf(version), count: open.adaptive === 1 ? count : version.draw_count, order: version.question_order }, questions };
  return { packaged: { ...packaged, digest: digest(JSON.stringify(packaged)).replace(/\W/g, "").slice(0, 10) }, pictures: held.map(({ file, content }) => [file, content]) };
}

function headOf({ title, summary, pass_percent, shuffles_options, published_at }: QuizVersion, slug: string, { name, site }: Sender, { language, direction }: Reader): Omit<PackagedQuiz, "drawing" | "questions" | "digest"> {
  const id = site === "" ? `urn:uuid:${uuidOf(`${slug} ${published_at}`)}` : `${site}/quizzes/${slug}`;
  return { id, title, summary, language, direction, organisation: name, passPercent: pass_percent, shuffles: shuffles_options === 1 };
}

/** The same text has the same one (version 8 of RFC 9562). */
function uuidOf(text: string): string {
  const hex = Buffer.from(digest(text), "base64url").toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

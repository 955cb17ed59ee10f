import type { Config } from "../config.ts";
import { readSettings } from "../domain/installation.ts";
import type { PackageFormat } from "../domain/package-formats.ts";
import { packageQuiz } from "../domain/packaging-quizzes.ts";
import { LANGUAGES } from "../lib/languages.ts";
import { inEnglish, readerOf } from "../lib/readers.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Exported, ExportWish } from "./export.ts";

/** A published quiz as a package for learning systems. */
export async function packageTo(db: Db, actor: Pick<Person, "id">, format: PackageFormat, { quiz, language }: ExportWish, config: Config, at: Date): Promise<Exported> {
  if (quiz === undefined) throw new Error("Say which quiz: --quiz SLUG.");
  const spoken = LANGUAGES.find((known) => known === language);
  if (!spoken) throw new Error(`There is no language ${language}: choose one of ${LANGUAGES.join(", ")}.`);
  const settings = await readSettings(db, config);
  const sender = { ...settings, site: config.publicUrl.replace(/\/+$/, "") };
  const file = await packageQuiz(db, actor, { slug: quiz }, format, sender, readerOf(spoken, settings.timeZone), at);
  return { file, told: [`${quiz} written for ${inEnglish(`packages.formats.${format.words}.name`)}. The keys stand in it.`] };
}

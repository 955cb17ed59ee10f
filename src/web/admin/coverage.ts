import type { Router } from "express";
import { coverage, type CoveredFramework, type CoveredEntry } from "../../domain/coverage.ts";
import { rulesOf } from "../../domain/desk-rules.ts";
import { readSettings } from "../../domain/installation.ts";
import { refreshFigures } from "../../domain/refreshing-figures.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import type { Words } from "../../lib/messages.ts";
import { findFrameworkMaps } from "../../storage/framework-maps.ts";
import { findTopicWords } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { only } from "../http/locals.ts";
import { render } from "../http/render.ts";

export interface CoverageViews { "admin/coverage/index": { frameworks: CoveredFramework[]; checked: string; spoken: "en" | "de"; topicName: (id: string) => Words } }

/** Which entries of which frameworks the quizzes here speak to, and how far they are done: a map, no certificate. */
export function coverageMaps({ db, now, config }: Deps): Router {
  const read = async () => {
    const rules = rulesOf(await readSettings(db, config));
    await refreshFigures(db, rules, now());
    return coverage(db, rules, now());
  };
  return exactRouter()
    .use("/admin/coverage", only("auditor", "admin"))
    .get("/admin/coverage", async (_req, res) => render(res, "admin/coverage/index", { frameworks: await read(), checked: findFrameworkMaps().checked, spoken: spokenBy(res.locals.reader.language), topicName: findTopicWords }))
    .get("/admin/coverage/map.csv", async (_req, res) => {
      const [{ t, inWords }, spoken] = [res.locals.reader, spokenBy(res.locals.reader.language)];
      const lines = (await read()).flatMap(({ name, entries }) => entries.map((line) => csvLine([name[spoken], line.entry.id, line.entry.about[spoken], line.entry.topics.map((id) => inWords(findTopicWords(id))).join("; "), t(`coverage.states.${line.state}`), line.quizzes.map(({ title }) => title).join("; "), ...shareIn(line), line.entry.source.url])));
      res.attachment(`coverage-${now().toISOString().slice(0, 10)}.csv`).type("text/csv").send(`\uFEFF${csvLine(COLUMNS)}${lines.join("")}`);
    });
}

const COLUMNS = ["framework", "entry", "about", "topics", "state", "quizzes", "done_percent_from", "done_percent_to", "source"];

function shareIn({ done }: CoveredEntry): (number | null)[] {
  return done ? [done.from, done.to] : [null, null];
}

function spokenBy(language: string): "en" | "de" {
  return language === "de" ? "de" : "en";
}

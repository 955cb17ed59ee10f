import type { Router } from "express";
import { found } from "../../domain/found.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import { listEveryPublishedQuiz } from "../../storage/quizzes.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { lookOf } from "../http/looks.ts";
import { queryText } from "../http/paging.ts";
import { peopleWishIn } from "./people-list.ts";
import { readerFor } from "./reader.ts";
import { reportOf } from "./report.ts";
import { reportDocument } from "./report-document.ts";
import { TABLES } from "./table-files.ts";

/** Every table of the desk as a file, with the same numbers as on its page. */
export function deskTables(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .get("/desk/report", async (req, res) => {
      const asked = await readerFor(deps, res);
      const team = queryText(req, "team") === "" ? undefined : await found(asked.scope.find(queryText(req, "team")));
      const { reader, installation } = res.locals;
      const report = await reportOf(asked, team, await listEveryPublishedQuiz(db), reader, installation.name);
      res.attachment(`${["desk-report", team?.public_id, now().toISOString().slice(0, 10)].filter(Boolean).join("-")}.pdf`).type("application/pdf").send(await reportDocument(report, reader));
    })
    .get("/desk/tables/:table", async (req, res) => {
    const table = await found(TABLES.get(req.params.table));
    const asked = await readerFor(deps, res);
    const address = queryText(req, "team");
    const team = address === "" ? undefined : await found(asked.scope.find(address));
    const quizzes = await listEveryPublishedQuiz(db);
    const quiz = queryText(req, "quiz") === "" ? undefined : await found(quizzes.find(({ slug }) => slug === queryText(req, "quiz")));
    const { lines, seen } = await table(asked, { team, quiz, quizzes, ...peopleWishIn(req) }, res.locals.reader);
    await noteSeen(db, lookOf(req, res, "csv", team?.public_id ?? ""), seen, now());
    res.attachment(`${["desk", req.params.table, team?.public_id, quiz?.slug, now().toISOString().slice(0, 10)].filter(Boolean).join("-")}.csv`).type("text/csv; charset=utf-8");
    res.send(`\uFEFF${lines.map(csvLine).join("")}`);
  });
}

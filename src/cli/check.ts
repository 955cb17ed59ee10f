import { Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { checkAudit, keepCheck, signAnew, signHead, type AuditCheck, type Problem } from "../domain/checking-audit.ts";
import { checkData } from "../domain/checking-data.ts";
import { sessionSecret } from "../domain/secrets.ts";
import type { Head } from "../lib/chain.ts";
import { systemClock } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { inEnglish } from "../lib/readers.ts";
import { findHead, isChained } from "../storage/audit-chain.ts";
import { isDatabaseThere } from "../storage/database.ts";
import type { Db } from "../storage/tables.ts";
import { withDatabaseAsItIs } from "../storage/with-database.ts";
import { inPerCent } from "./stages.ts";

interface Options { head?: boolean; against?: Head; sign?: boolean; json?: boolean }

/** Whether the audit log, the rest of the database and its folders are as Debrief wrote them: exit 1 where they are not. Words go to standard error, the seal and the findings to standard output. */
export function checkInstallation(config: () => Config): Command {
  return new Command("check").description(inEnglish("audit.command.about"))
    .option("--head", inEnglish("audit.command.head"))
    .option("--against <seal>", inEnglish("audit.command.against"), sealFrom)
    .option("--sign", inEnglish("audit.command.sign"))
    .option("--json", inEnglish("checks.json"))
    .action(async (options: Options) => {
      const given = config();
      const { databaseUrl, sessionSecret: secret } = given;
      if (!isDatabaseThere(databaseUrl)) throw new Error(inEnglish("audit.command.no-database"));
      await withDatabaseAsItIs(databaseUrl, async (db) => {
        if (!(await isChained(db))) throw new Error(inEnglish("audit.command.old-database"));
        const isLogWell = await run(db, secret || (await sessionSecret(db)), options);
        await runData(db, given, options, isLogWell);
      });
    });
}

/** Says whether the audit log is as it was written. */
async function run(db: Db, secret: string, { head, against, sign, json }: Options): Promise<boolean> {
  const at = systemClock();
  if (!sign) await signHead(db, secret, at);
  const check = await checkAudit(db, secret, at, { against, told: showProgress("audit log", "entries") });
  const isOnlyForged = check.problems.every(({ kind }) => kind === "forged");
  if (sign && isOnlyForged) { await signAnew(db, await findHead(db), secret, at); check.problems = []; }
  await keepCheck(db, check);
  if (head) console.log(`${check.number}:${check.hash}`);
  for (const problem of check.problems) console.log(json ? JSON.stringify(problem) : wordsOf(problem));
  console.error(outcomeOf(check));
  if (check.problems.length > 0) process.exitCode = 1;
  return check.problems.length === 0;
}

/** The rest of the database and its folders. */
async function runData(db: Db, { dataDir, backupDir }: Config, { json = false }: Options, isLogWell: boolean): Promise<void> {
  const telling = (name: string) => (json ? () => undefined : showProgress(inEnglish(`checks.looking.${name}`), "%"));
  const findings = await checkData({ db, dataDir, backupDir, at: systemClock() }, inPerCent(telling));
  for (const { kind, words } of findings) console.log(json ? JSON.stringify({ kind, ...words.values, words: inEnglish(words) }) : inEnglish(words));
  console.error(inEnglish(findings.length > 0 ? "checks.not-whole" : isLogWell ? "checks.whole" : "checks.rest-whole"));
  if (findings.length > 0) process.exitCode = 1;
}

function outcomeOf({ problems, number }: AuditCheck): string {
  return problems.length === 0 ? inEnglish("audit.is-well", { count: number }) : inEnglish("audit.is-not-well");
}

function wordsOf(problem: Problem): string {
  if (problem.kind === "forged") return inEnglish("audit.problems.forged");
  if (problem.kind === "loose") return inEnglish("audit.problems.loose", { count: problem.count });
  return inEnglish(`audit.problems.${problem.kind}`, { count: problem.to - problem.from + 1, from: problem.from, to: problem.to });
}

function sealFrom(text: string): Head {
  const [, number, hash] = /^(\d{1,10}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (number === undefined || hash === undefined) throw new InvalidArgumentError(inEnglish("audit.command.odd-seal"));
  return { number: Number(number), hash };
}

import type { Config } from "./config.ts";
import { forgetReplies } from "./domain/api-replies.ts";
import { checkDaily, signHead } from "./domain/checking-audit.ts";
import { checkBank } from "./domain/checking-questions.ts";
import { calibrateQuestions } from "./domain/calibrating.ts";
import { makeEvidence } from "./domain/evidence-packs.ts";
import { tendPeopleImports } from "./domain/bringing-people.ts";
import { finishOverdueAttempts } from "./domain/deadlines.ts";
import { queueDueEvents } from "./domain/due-events.ts";
import { fillAssignments } from "./domain/filling.ts";
import { fitForgetting } from "./domain/forgetting.ts";
import { tidyImports } from "./domain/importing-questions.ts";
import { readSettings } from "./domain/installation.ts";
import { judgeQuestions } from "./domain/judging.ts";
import { tendLearningSystems } from "./domain/learning-systems.ts";
import { continuePaths } from "./domain/path-months.ts";
import { removeOld } from "./domain/retaining.ts";
import { refreshDaily } from "./domain/refreshing-groups.ts";
import { keepZone } from "./domain/refreshing-duties.ts";
import { refreshFigures } from "./domain/refreshing-figures.ts";
import { makeBackups } from "./domain/scheduled-backups.ts";
import { stepOf, tallyUp } from "./domain/tallying.ts";
import { MINUTE, type Clock } from "./lib/clock.ts";
import { doErrands, startRounds, type Rounds } from "./lib/rounds.ts";
import type { Db } from "./storage/tables.ts";
import { findLexicon } from "./storage/vocabulary.ts";
import { rulesOf } from "./domain/desk-rules.ts";

/** Finishes attempts whose time is up, now and then twice a minute. */
export function startSweeping(db: Db, now: Clock): Rounds {
  return startRounds(MINUTE / 2, "Attempts whose time is up could not be finished", () => finishOverdueAttempts(db, now()), "overdue-attempts");
}

/**
 * What nobody asks for, once a minute and one after the other: tallies for the statistics and what these say against questions, figures about teams, how hard the questions of adaptive quizzes are,
 * months of first years that are still to be made, files of people whose process ended, groups whose rules count days, assignments of which a crowd is still to be given its duties, rounds of assignments that begin and days on which they are due, learning how people here forget, keys for learning systems, and what is older than the settings allow.
 * Any number of processes may run them.
 */
export function startErrands(db: Db, config: Config, secret: string, now: Clock): Rounds {
  return startRounds(MINUTE, "A round of errands failed", (goesOn) => run(db, config, secret, now, goesOn), "errands");
}

/** Backups by the clock, apart from the errands: one takes minutes. */
export function startBackups(db: Db, config: Config, _secret: string, now: Clock): Rounds {
  return startRounds(MINUTE, "A backup could not be made", (goesOn) => makeBackups(db, config, now, goesOn), "backups");
}

async function run(db: Db, config: Config, secret: string, now: Clock, goesOn: () => boolean): Promise<void> {
  const settings = await readSettings(db, config);
  await doErrands([
    ["seal-audit-log", () => signHead(db, secret, now())],
    ["check-audit-log", () => checkDaily(db, secret, now())],
    ["tidy-imports", () => tidyImports(db, now())],
    ["people-imports", () => tendPeopleImports(db, settings, now)],
    ["time-zone", () => keepZone(db, settings.timeZone, now())],
    ["groups", () => refreshDaily(db, now())],
    ["due-events", () => queueDueEvents(db, settings.timeZone, now())],
    ["bank", () => checkBank(db)],
    ["paths", () => continuePaths(db, () => findLexicon(config.contentDir).paths, now, goesOn)],
    ["assignments", () => fillAssignments(db, now(), goesOn)],
    ["tallies", () => tallyUp(db, undefined, stepOf(settings))],
    ["verdicts", () => judgeQuestions(db)],
    ["figures", () => refreshFigures(db, rulesOf(settings), now(), { all: true })],
    ["calibration", () => calibrateQuestions(db, now())],
    ["forgetting", () => fitForgetting(db, now())],
    ["learning-systems", () => tendLearningSystems(db, secret, now())],
    ["evidence", () => makeEvidence(db, config, secret, now)],
    ["api-replies", () => forgetReplies(db, now())],
    ["retention", () => removeOld(db, settings, now())],
  ], goesOn);
}

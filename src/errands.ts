import type { Config } from "./config.ts";
import { forgetReplies } from "./domain/api-replies.ts";
import { checkDaily, signHead } from "./domain/checking-audit.ts";
import { checkBank } from "./domain/checking-questions.ts";
import { calibrateQuestions } from "./domain/calibrating.ts";
import { makeEvidence } from "./domain/evidence-packs.ts";
import { tendPeopleImports } from "./domain/bringing-people.ts";
import { finishOverdueAttempts } from "./domain/deadlines.ts";
import { queueDueEvents } from "./domain/due-events.ts";
import { fitForgetting } from "./domain/forgetting.ts";
import { tidyImports } from "./domain/importing-questions.ts";
import { readSettings } from "./domain/installation.ts";
import { judgeQuestions } from "./domain/judging.ts";
import { tendLearningSystems } from "./domain/learning-systems.ts";
import { removeOld } from "./domain/retaining.ts";
import { refreshDaily } from "./domain/refreshing-groups.ts";
import { keepZone } from "./domain/refreshing-duties.ts";
import { refreshFigures } from "./domain/refreshing-figures.ts";
import { makeBackups } from "./domain/scheduled-backups.ts";
import { tallyUp } from "./domain/tallying.ts";
import { MINUTE, type Clock } from "./lib/clock.ts";
import { startRounds, type Rounds } from "./lib/rounds.ts";
import type { Db } from "./storage/tables.ts";
import { rulesOf } from "./domain/desk-rules.ts";

/** Finishes attempts whose time is up, now and then twice a minute. */
export function startSweeping(db: Db, now: Clock): Rounds {
  return startRounds(MINUTE / 2, "Attempts whose time is up could not be finished:", () => finishOverdueAttempts(db, now()));
}

/**
 * What nobody asks for, once a minute and one after the other: tallies for the statistics and what these say against questions, figures about teams, how hard the questions of adaptive quizzes are,
 * files of people whose process ended, groups whose rules count days, rounds of assignments that begin and days on which they are due, learning how people here forget, keys for learning systems, and what is older than the settings allow.
 * Any number of processes may run them.
 */
export function startErrands(db: Db, config: Config, secret: string, now: Clock): Rounds {
  return startRounds(MINUTE, "An errand failed:", () => run(db, config, secret, now));
}

/** Backups by the clock, apart from the errands: one takes minutes. */
export function startBackups(db: Db, config: Config, _secret: string, now: Clock): Rounds {
  return startRounds(MINUTE, "A backup could not be made:", (goesOn) => makeBackups(db, config, now, goesOn));
}

async function run(db: Db, config: Config, secret: string, now: Clock): Promise<void> {
  const settings = await readSettings(db, config);
  await signHead(db, secret, now());
  await checkDaily(db, secret, now());
  await tidyImports(db, now());
  await tendPeopleImports(db, now);
  await keepZone(db, settings.timeZone, now());
  await refreshDaily(db, now());
  await queueDueEvents(db, settings.timeZone, now());
  await checkBank(db);
  await tallyUp(db);
  await judgeQuestions(db);
  await refreshFigures(db, rulesOf(settings), now(), { all: true });
  await calibrateQuestions(db, now());
  await fitForgetting(db, now());
  await tendLearningSystems(db, secret, now());
  await makeEvidence(db, config, secret, now);
  await forgetReplies(db, now());
  await removeOld(db, settings, now());
}

import type { Told } from "../engine/statistics/disclosure.ts";
import { slackMessage, teamsMessage } from "../lib/chat-cards.ts";
import type { Words } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";

export type Program = "slack" | "teams";

/** How a team or everybody stands with what was assigned: pairs of a person and a quiz. */
export interface TeamStanding { name: Words; assigned: number; finished: Told; overdue: Told }

/** The message of the week, in the form that the program reads. It names nobody, and figures only as they may be told to everybody in the channel. */
export function weeklyMessage(program: Program, { name, assigned, finished, overdue }: TeamStanding, organisation: string, site: string, reader: Reader): object {
  const title = reader.t("channels.message.title", { organisation, team: reader.inWords(name) });
  return message(program, title, [rangeIn("finished", finished, assigned, reader), rangeIn("overdue", overdue, assigned, reader)], `${site}/`, reader);
}

/** Says that messages arrive, and nothing else. */
export function testMessage(program: Program, organisation: string, site: string, reader: Reader): object {
  return message(program, organisation, [reader.t("channels.message.test")], `${site}/`, reader);
}

function rangeIn(what: "finished" | "overdue", { low, high }: Told, assigned: number, { t }: Reader): string {
  return low === high ? t(`channels.message.${what}`, { count: low, assigned }) : t(`channels.message.${what}-between`, { low, high, assigned });
}

function message(program: Program, title: string, lines: readonly string[], href: string, { t, language }: Reader): object {
  const said = { title, lines, action: t("digest.open"), href, language };
  return program === "slack" ? slackMessage(said) : teamsMessage(said);
}

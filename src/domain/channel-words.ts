import type { Told } from "../engine/statistics/disclosure.ts";
import type { Words } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";

export type Program = "slack" | "teams";

/** How a team or everybody stands with what was assigned: pairs of a person and a quiz. */
export interface TeamStanding { name: Words; assigned: number; finished: Told; overdue: Told }

/** The message of the week, in the form that the program reads. It names nobody, and figures only as they may be told to everybody in the channel. */
export function weeklyMessage(program: Program, { name, assigned, finished, overdue }: TeamStanding, organisation: string, site: string, reader: Reader): object {
  const { t, inWords } = reader;
  return message(program, t("channels.message.title", { organisation, team: inWords(name) }), [rangeIn("finished", finished, assigned, reader), rangeIn("overdue", overdue, assigned, reader)], t("digest.open"), `${site}/`);
}

/** Says that messages arrive, and nothing else. */
export function testMessage(program: Program, organisation: string, site: string, { t }: Reader): object {
  return message(program, organisation, [t("channels.message.test")], t("digest.open"), `${site}/`);
}

function rangeIn(what: "finished" | "overdue", { low, high }: Told, assigned: number, { t }: Reader): string {
  return low === high ? t(`channels.message.${what}`, { count: low, assigned }) : t(`channels.message.${what}-between`, { low, high, assigned });
}

function message(program: Program, title: string, lines: readonly string[], action: string, href: string): object {
  return program === "slack" ? slackMessage(title, lines, action, href) : teamsMessage(title, lines, action, href);
}

/** Slack's incoming webhooks: the three signs escaped, so that no name can call everybody or hide where a link leads. */
function slackMessage(title: string, lines: readonly string[], action: string, href: string): object {
  const plain = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const bold = (text: string) => `*${plain(text).replace(/[*_~`]/g, "")}*`;
  return { text: [bold(title), ...lines.map(plain), `<${href}|${plain(action).replace(/\|/g, "")}>`].join("\n"), unfurl_links: false, unfurl_media: false };
}

/** Microsoft Teams' webhooks of Workflows: a message with an Adaptive Card, whose texts read Markdown. */
function teamsMessage(title: string, lines: readonly string[], action: string, href: string): object {
  const plain = (text: string) => text.replace(/[\\`*_[\]()#<>~|]/g, "\\$&");
  const block = (text: string) => ({ type: "TextBlock", text: plain(text), wrap: true });
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4",
    body: [{ ...block(title), weight: "bolder", size: "medium" }, ...lines.map(block)], actions: [{ type: "Action.OpenUrl", title: action, url: href }],
  };
  return { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }] };
}

/** A message to a channel: a title, lines below it, and one link. `language` is that of its texts. */
export interface ChatMessage { title: string; lines: readonly string[]; action: string; href: string; language: string }

const MORE = "…";
/** Slack's Block Kit: so many blocks in a message, so many characters in a text. */
const MOST_BLOCKS = 50;
const MOST_IN_TEXT = 3000;
/** A request to a workflow of Teams with a card may have 28 KB; Teams counts what is around it too. */
const MOST_OCTETS = 26_000;
const MOST_IN_CARD_TEXT = 2000;

/**
 * Slack's incoming webhooks: a block for each line, and the same as text for notifications and for programs that read no blocks. In both the three signs of its markup are escaped, so that no name can call everybody or
 * hide where a link leads; `verbatim` keeps it from making links and mentions of its own.
 */
export function slackMessage({ title, lines, action, href }: ChatMessage): object {
  const link = `<${href.replace(/[<>|\s]/g, encodeURIComponent)}|${cutEscaped(action.replace(/\|/g, ""), 200)}>`;
  const texts = [`*${cutEscaped(title.replace(/[*_~`]/g, "").trim() || MORE, 150)}*`, ...within(lines.filter((line) => line.trim() !== ""), MOST_BLOCKS - 2).map((line) => cutEscaped(line, MOST_IN_TEXT))];
  const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });
  return { text: cut([...texts, link].join("\n"), MOST_IN_TEXT), blocks: [...texts, link].map(section), unfurl_links: false, unfurl_media: false };
}

/** Microsoft Teams' workflows, "when a Teams webhook request is received": a message with an Adaptive Card, whose texts read Markdown. The version is the newest that Teams shows everywhere. */
export function teamsMessage({ title, lines, action, href, language }: ChatMessage): object {
  const block = (text: string) => ({ type: "TextBlock", text: cut(text, MOST_IN_CARD_TEXT).replace(/[\\`*_[\]()#<>~|]/g, "\\$&"), wrap: true });
  const card = (shown: readonly string[]) => ({
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4", lang: language, fallbackText: cut(title, 200),
    body: [{ ...block(title), weight: "bolder", size: "medium" }, ...shown.map(block)], actions: [{ type: "Action.OpenUrl", title: cut(action, 200), url: href }], msteams: { width: "Full" },
  });
  let shown = [...lines];
  while (shown.length > 1 && Buffer.byteLength(JSON.stringify(card(shown))) > MOST_OCTETS) shown = [...shown.slice(0, -2), MORE];
  return { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card(shown) }] };
}

function within(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), MORE];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1).replace(/\p{Surrogate}$/u, "") + MORE;
}

/** Counted as escaped, so that nothing is cut in the middle of an escaped sign. */
function cutEscaped(text: string, most: number): string {
  const signs = Array.from(text, (sign) => ESCAPES[sign] ?? sign);
  let [length, kept] = [0, 0];
  for (const { length: size } of signs) { if (length + size > most - 1) break; length += size; kept += 1; }
  const isWhole = kept >= signs.length || (kept === signs.length - 1 && length + signs[kept]!.length <= most);
  return isWhole ? signs.join("") : signs.slice(0, kept).join("") + MORE;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

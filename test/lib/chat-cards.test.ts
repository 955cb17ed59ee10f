import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slackMessage, teamsMessage, type ChatMessage } from "../../src/lib/chat-cards.ts";

const said: ChatMessage = { title: "Debrief: Purchasing <!channel> *now*", lines: ["5 of 8 finished.", "R&D [click](https://evil.example) <https://evil.example|here>"], action: "Open | the start page", href: "https://debrief.example/", language: "en" };
interface Slack { text: string; blocks: { type: string; text: { type: string; text: string; verbatim: boolean } }[] }
interface Teams { type: string; attachments: { contentType: string; contentUrl: null; content: { type: string; version: string; body: { type: string; text: string }[]; actions: { url: string }[] } }[] }
const anyLine = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.constantFrom("<", "&", "&".repeat(4000), "é".repeat(5000), "🙂".repeat(3000), "*_~`"));
const anyMessage = fc.record({ title: anyLine, lines: fc.array(anyLine, { maxLength: 120 }), action: anyLine, href: fc.constant("https://debrief.example/"), language: fc.constant("en") });

describe("a message to Slack", () => {
  test("is blocks with the same as text, calls nobody and hides no link", () => {
    const { text, blocks } = slackMessage(said) as Slack;
    expect(blocks.map((block) => block.text.text)).toEqual(["*Debrief: Purchasing &lt;!channel&gt; now*", "5 of 8 finished.", "R&amp;D [click](https://evil.example) &lt;https://evil.example|here&gt;", "<https://debrief.example/|Open  the start page>"]);
    expect(blocks.every((block) => block.type === "section" && block.text.type === "mrkdwn" && block.text.verbatim)).toBe(true);
    expect(text).toBe(blocks.map((block) => block.text.text).join("\n"));
  });

  test("keeps within 50 blocks and 3000 characters a text, whatever it says", () => {
    fc.assert(fc.property(anyMessage, (message) => {
      const { text, blocks } = slackMessage(message) as Slack;
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const each of [text, ...blocks.map((block) => block.text.text)]) expect(each.length).toBeLessThanOrEqual(3000);
      for (const block of blocks.slice(0, -1)) { expect(block.text.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/); expect(block.text.text).not.toMatch(/\p{Surrogate}/u); }
    }), { numRuns: 60 });
  });
});

describe("a message to Teams", () => {
  test("is what a workflow takes when a webhook request is received: a message with one Adaptive Card, its signs escaped", () => {
    const message = teamsMessage(said) as Teams;
    expect(message).toMatchObject({ type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: { type: "AdaptiveCard", version: "1.4", actions: [{ type: "Action.OpenUrl", url: "https://debrief.example/" }] } }] });
    expect(message.attachments[0]!.content.body.map(({ text }) => text)).toEqual(["Debrief: Purchasing \\<!channel\\> \\*now\\*", "5 of 8 finished.", "R&D \\[click\\]\\(https://evil.example\\) \\<https://evil.example\\|here\\>"]);
  });

  test("keeps within 28 KB, whatever it says", () => {
    fc.assert(fc.property(anyMessage, (message) => { expect(Buffer.byteLength(JSON.stringify(teamsMessage(message)))).toBeLessThanOrEqual(28_000); }), { numRuns: 60 });
  });
});

import { describe, expect, test } from "vitest";
import { checkLibrary } from "../../../src/engine/library/checking.ts";
import { BLANK } from "../../../src/engine/knowledge/content-yaml.ts";
import { scaffold } from "../../../src/engine/library/scaffold.ts";
import { contentOf } from "../../support/knowledge.ts";

const [incident, decisions] = scaffold({ slug: "2022-city-library", title: "The city library", today: "2026-11-26" });

describe("a new incident", () => {
  test("asks for what its blanks stand for, and keeps every rule once they are filled", () => {
    expect(() => contentOf({ [incident!.name]: incident!.text, [decisions!.name]: decisions!.text })).toThrow(/incidents\/2022-city-library\.yaml:\d+: sources\.0\.url: write something in place of ___\n.*\n(?:.*\n)*.*facts\.9\.object: write something in place of ___/);
    const content = contentOf({ [incident!.name]: filled(incident!.text), [decisions!.name]: filled(decisions!.text) });
    const errors = checkLibrary(content, "2026-11-26").findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, id }) => `${rule} ${id}`)).toEqual([]);
  });
});

/** What somebody could have written: no two blanks alike. */
function filled(text: string): string {
  let number = 0;
  const prose = () => `Thing zu${"abcdefghijklmnopqrstuvwxyz"[number % 26]}${"abcdefghijklmnopqrstuvwxyz"[Math.floor(number++ / 26)]} of a kind that stands alone`;
  return text.replace(/^(\s*summary: >-\n\s*)___/m, (_, head: string) => `${head}${Array.from({ length: 90 }, (_word, place) => `word${place}`).join(" ")}`)
    .replace(/topics: \[___\]/, "topics: [data]").replace(/topic: ___/g, "topic: data").replace(/mechanisms: \[___\]/, "mechanisms: [phishing]").replace(/kind: ___/, "kind: victim").replace(/kind: ___/, "kind: press")
    .replace(/published: ___/g, "published: 2022-05-01").replace(/url: ___/g, () => `url: https://example.org/page-${number++}`).replace(/date: ___/, "date: 2022-04-01").replace(/number: ___/, "number: 1200")
    .replace(/- text: ___/g, () => `- text: ${["Open it and look", "Ask the help desk", "Leave it for now"][number++ % 3]}`)
    .replace(/stem: ___/g, () => `stem: "A message like ${prose()} comes in. What do you do?"`).replace(/^# .*\n/, "").replace("# verified", "verified").replaceAll(BLANK, prose);
}

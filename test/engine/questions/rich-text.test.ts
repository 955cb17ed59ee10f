import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asked } from "../../../src/engine/questions/asked.ts";
import { lacksAlternative, picturesIn, plainTextOf, safeHtmlOf, safeSource, withPictures } from "../../../src/engine/questions/rich-text.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { choice } from "../../support/questions.ts";

describe("a text of a question as HTML", () => {
  test.each<[string, string]>([
    ["<script>alert(1)</script>Hi", "Hi"], ['<p onclick="x()" style="color:red" class="y">Hi</p>', "<p>Hi</p>"], ['<a href="javascript:x()">Hi</a>', "Hi"], ["<iframe src=//e></iframe><form><input>Hi</form>", "Hi"],
    ['<img src="https://elsewhere.example/x.png">', ""], ['<img src="//elsewhere.example/x.png">', ""], ['<img src="data:image/svg+xml,x">', ""], ['<img src="/\\elsewhere.example">', ""],
    ['<img src="/pictures/1" alt="A lock">', '<img src="/pictures/1" alt="A lock" />'], ["<svg><script>x</script></svg>", ""], ["a < b & c", "a &lt; b &amp; c"],
  ])("keeps of %j what is safe", (html, safe) => {
    expect(safeHtmlOf(html, "html")).toBe(safe);
  });

  test("knows how each format is written", () => {
    expect(safeHtmlOf("a <b>\nc")).toBe("a &#60;b&#62;<br>\nc");
    expect(safeHtmlOf("*a* <b>x</b>", "markdown")).toBe("<p><em>a</em> &lt;b&gt;x&lt;/b&gt;</p>\n");
    expect(safeHtmlOf("<b>a</b>\nc", "moodle")).toBe("<b>a</b><br />\nc");
    expect(plainTextOf("<p>Which <b>one</b>?</p><ul><li>a &amp; b</li></ul>", "html")).toBe("Which one? a & b");
  });

  test("never lets a script, a handler or another server through, whatever the format", () => {
    const part = fc.constantFrom("<", ">", "script", "img ", "src=", "onerror=", "x", '"', "'", "`", "/", "javascript:", "http://e", "&#106;", "<!--", "-->", "<svg", "<style>", "](", "![", "\n", "<p ");
    fc.assert(fc.property(fc.array(part, { maxLength: 20 }), fc.constantFrom("plain", "markdown", "html", "moodle" as const), (parts, format) => {
      expect(safeHtmlOf(parts.join(""), format as "plain")).not.toMatch(/<(?:script|svg|style|iframe|a|form)\b|<[^>]*\son\w+\s*=|<img[^>]*src="(?!\/[^/\\]|@@PLUGINFILE@@)/i);
    }), { numRuns: 500 });
  });

  test("stays as it was written where nothing has to go", () => {
    expect(safeSource("<p>Unclosed &nbsp; <br/>")).toEqual({ html: "<p>Unclosed &nbsp; <br/>", isChanged: false });
    expect(safeSource('<p style="color:red">x</p>').isChanged).toBe(true);
  });

  test("names its pictures, and shows them from where they are kept", () => {
    const html = '<img src="@@PLUGINFILE@@/a%20lock.png" alt=""><img src="@@PLUGINFILE@@/gone.png" alt="Gone">';
    expect(picturesIn(html)).toEqual(["a lock.png", "gone.png"]);
    expect(withPictures(html, (name) => (name === "a lock.png" ? "/pictures/1" : undefined))).toBe('<img src="/pictures/1" alt=""><img src="@@PLUGINFILE@@/gone.png" alt="Gone">');
    expect([lacksAlternative(html), lacksAlternative('<img alt="A lock" src="x">')]).toEqual([true, false]);
  });
});

describe("the words of a picture", () => {
  test.each<[string, boolean]>([
    ['<img alt="A lock">', false], ["<img alt=lock>", false], ["<img alt=' a lock '>", false], ['<img alt="" title="A lock">', true], ['<img alt=" ">', true], ["<img src=x>", true], ["<img alt=", false],
  ])("%j lacks them: %s", (html, lacks) => {
    expect(lacksAlternative(html)).toBe(lacks);
  });

  test.each(["<img ", '<img alt="a', "<img alt='a ", "<img alt= "])("are looked for in as many %j as a file holds", (piece) => {
    expect(lacksAlternative(piece.repeat(200_000))).toBe(false);
    expect(lacksAlternative(`<img alt="${"a".repeat(500_000)}>`)).toBe(true);
  });
});

describe("a question with markup", () => {
  const rich = choice("<p>Which <b>port</b>?</p>", ["*<i>443</i>", "80<script>x</script>"], { format: "html", explanation: "<p>It <em>is</em>.</p>" });
  test("is asked in words and in safe HTML", () => {
    expect(asked(rich, ["b", "a"])).toMatchObject({ stem: "Which port?", choices: ["80", "443"], html: { stem: "<p>Which <b>port</b>?</p>", choices: ["80", "<i>443</i>"] } });
    expect(asked(choice("Which?", ["*a", "b"]), ["a", "b"])).not.toHaveProperty("html");
  });

  test("is explained in both too", () => {
    expect(reviewed(rich, ["a", "b"], ["a"], 1)).toMatchObject({ explanation: "It is.", html: "<p>It <em>is</em>.</p>", lines: [{ text: "443", html: { text: "<i>443</i>" } }, { text: "80" }] });
  });
});

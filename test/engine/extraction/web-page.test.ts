import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOfPage } from "../../../src/engine/extraction/web-page.ts";

describe("the text of a web page", () => {
  test.each([
    ["its article alone", "<nav>Menu</nav><article><h1>Head</h1><p>One  line.</p></article><p>Related</p>", "Head\nOne line."],
    ["the first of several articles", "<article><p>One</p></article><article><p>Two</p></article>", "One"],
    ["its main part where it has no article", "<p>Top</p><main><p>Text</p></main>", "Text"],
    ["all of it where it has neither", "<title>Head</title><p>One<p>Two", "One\nTwo"],
    ["no script, style or comment", "<p>a</p><script>if (1 < 2) '<p>b</p>'</script><style>p{}</style><!-- <p>c</p> --><SCRIPT>d</SCRIPT >", "a"],
    ["no menu, header, footer or form within", "<article><header><p>By</p></header><p>Text</p><form><p>Sign up</p></form><aside><p>Ad</p></aside></article>", "Text"],
    ["its own words only, in blocks of prose", "<div>Share</div><p>Text</p><div>Tweet</div>", "Text"],
    ["words in other blocks where there is no prose", "<div>One</div><div>Two<br>three</div>", "One\nTwo three"],
    ["entities as letters", "<p>Caf&eacute; &amp; bar &#8212; &#x201C;x&#x201d; &nosuch; &#0; AT&T", "Café & bar — “x” &nosuch; \ufffd AT&T"],
    ["words within inline marks as they run", "<p>A <b>bo</b>ld <a href='x>y'>li<i>n</i>k</a>.</p>", "A bold link."],
    ["signs that are no tags", "<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"],
    ["what there is where nothing is closed", "<article><p>Text<a href=\"x", "Text"],
  ])("is %s", (_what, html, text) => {
    expect(textOfPage(html)).toBe(text);
  });

  test("never holds a tag of the page's, and never fails", () => {
    const pieces = fc.constantFrom("<p>", "</p>", "<article>", "</article>", "<nav>", "</nav>", "<script>", "</script>", "<!--", "-->", "<a href='", "'>", "<", ">", "&amp;", "&#", "words ", "é");
    fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
      expect(textOfPage(parts.join(""))).not.toMatch(/^\s|\n\n|<\/?(?:p|article|nav|script)>/);
    }));
  });

  test.each(["<", "<a ", "<a '", "<!--", "<p>", "<script>", "</", "&#", "<a b=\"'"])("takes one pass over a page of nothing but %s", (piece) => {
    expect(textOfPage(piece.repeat(900_000 / piece.length)).length).toBeLessThan(1_000_000);
  });
});

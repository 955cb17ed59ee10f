import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detailsOfPage } from "../../../src/engine/extraction/page-details.ts";
import { isPage, textOfPage } from "../../../src/engine/extraction/web-page.ts";

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
    ["the cells of a row in one line", "<table><tr><th>State<th></th><th>Loss</th></tr><tr><td>Victoria</td><td></td><td>A$<b>2</b>m</td><td> </td></tr></table><p>Text", "State | Loss\nVictoria | A$2m\nText"],
    ["signs that are no tags", "<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"],
    ["what there is where nothing is closed", "<article><p>Text<a href=\"x", "Text"],
  ])("is %s", (_what, html, text) => {
    expect(textOfPage(html)).toBe(text);
  });

  test.each([
    ["<!DOCTYPE html><p>x", true], ["\ufeff \n<html lang='en'>", true], ["<article>x", true], ["<Body class=x>", true],
    ["<articles are here>", false], ["An <article> begins", false], ["<3 this", false], ["", false],
  ])("is looked for in what begins as one: %j", (text, is) => expect(isPage(text)).toBe(is));

  test("never holds a tag of the page's, and never fails", () => {
    const pieces = fc.constantFrom("<p>", "</p>", "<article>", "</article>", "<nav>", "</nav>", "<script>", "</script>", "<!--", "-->", "<a href='", "'>", "<", ">", "&amp;", "&#", "words ", "é");
    fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
      expect(textOfPage(parts.join(""))).not.toMatch(/^\s|\n\n|<\/?(?:p|article|nav|script)>/);
    }));
  });

  test.each(["<", "<a ", "<a '", "<!--", "<p>", "<script>", "</", "&#", "<a b=\"'", "<td> ", "<td>x"])("takes one pass over a page of nothing but %s", (piece) => {
    expect(textOfPage(piece.repeat(900_000 / piece.length)).length).toBeLessThan(1_000_000);
  });
});

describe("the details of a web page", () => {
  const head = `<!doctype html><head><title>x</title><meta content="The Daily Ledger &amp; Co" property="og:site_name"><META PROPERTY='article:published_time' CONTENT='2024-06-18T08:00:00Z'>
    <meta property=og:url content=https://ledger.example/og><link rel="alternate" href="https://ledger.example/amp"><link href="https://ledger.example/toll?a=1&amp;b=2" rel="Canonical"><meta property="og:title" content="Toll &gt; road">`;

  test("are what its head says of it", () => {
    expect(detailsOfPage(`${head}<body><p>x`)).toEqual({ title: "Toll > road", publisher: "The Daily Ledger & Co", published: "2024-06-18", url: "https://ledger.example/toll?a=1&b=2" });
  });

  test("are the first of each, and none out of its body or of comments and scripts", () => {
    expect(detailsOfPage("<head><meta property=og:url content=https://a.example/1><meta property=og:url content=https://a.example/2>")).toEqual({ url: "https://a.example/1" });
    expect(detailsOfPage(`<!-- ${head} --><script>${head}</script><body>${head}`)).toEqual({});
    expect(detailsOfPage("<head><meta property=og:site_name><meta content=x><meta property=og:title content='  '><link rel=canonical>")).toEqual({});
  });

  test.each(["<meta ", "<meta a=", "<meta property='", "<link rel=canonical href=x>", "<meta property=\"og:url\" ", "<meta " + "a ".repeat(50)])("take one pass over a page of nothing but %s", (piece) => {
    expect(Object.keys(detailsOfPage(piece.repeat(900_000 / piece.length))).length).toBeLessThan(2);
  });
});

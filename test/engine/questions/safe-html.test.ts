import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeHtmlOf } from "../../../src/engine/questions/rich-text.ts";
import { FORMATS } from "../../../src/engine/questions/texts.ts";

const HOSTILE = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](javascript:alert(1))", "![x](https://evil.example/p.png)", "![x](//evil.example/p.png)", "![x](/\\evil.example/p.png)", "[a](javascript:alert(1))",
  "<a href='https://evil.example'>a</a>", "<svg onload=alert(1)>", "<p style='position:fixed'>", "<iframe srcdoc='x'>", "<form action='/x'>", "<style>*{}</style>", "<base href='//evil.example'>", "<!--", "-->", "`", "**", "\n\n", "<img src='/pictures/x' alt='\"><script>'>",
  "<math><mi//xlink:href='data:x,<script>'>", "&lt;script&gt;", "<p", "\"", "'", "<![CDATA[<script>]]>", "<template><script>",
];
const texts = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string()), { maxLength: 8 }).map((parts) => parts.join(""));
const attributes = (html: string) => [...html.matchAll(/<[a-z][^>]*>/gi)].join(" ");

describe("texts of questions in a page", () => {
  test("carry no script, handler, style, link or foreign address, whatever was written", () => {
    fc.assert(fc.property(texts, fc.constantFrom(...FORMATS), (text, format) => {
      const html = safeHtmlOf(text, format);
      expect(html).not.toMatch(/<(?:script|style|iframe|form|svg|math|a|base|object|embed|template|input|link|meta)\b/i);
      expect(attributes(html)).not.toMatch(/\s(?:on\w+|style|srcset|srcdoc|href|action|formaction)\s*=/i);
      for (const [, source] of attributes(html).matchAll(/\ssrc="([^"]*)"/g)) expect(source).toMatch(/^(?:\/(?![/\\])|@@PLUGINFILE@@\/)/);
    }), { numRuns: 600 });
  });

  test("keep plain texts as they are, and show the marks of Markdown", () => {
    expect(safeHtmlOf("a < b & *c*")).toBe("a &#60; b &#38; *c*");
    expect(safeHtmlOf("**bold** and `code`\n\n![A letter](/pictures/abc)", "markdown")).toBe('<p><strong>bold</strong> and <code>code</code></p>\n<p><img src="/pictures/abc" alt="A letter" /></p>\n');
  });
});

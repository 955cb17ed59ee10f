import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childOf, childrenOf, readXml, textOf, XmlError, XML_LIMITS } from "../../src/lib/xml.ts";

const refusalOf = (xml: string, limits = XML_LIMITS) => {
  try {
    return `read <${readXml(xml, limits).name}>`;
  } catch (error) {
    return error instanceof XmlError ? `${error.line} ${error.words.key.replace("xml.", "")}` : `thrown: ${String(error)}`;
  }
};

describe("reading XML", () => {
  test("gives elements with their lines, attributes, namespaces and words in their order", () => {
    const root = readXml('\ufeff<?xml version="1.0"?>\n<!-- a -->\n<q:quiz xmlns:q="urn:q"\n  xml:lang="de" a="1 &amp; 2"><b>one</b> two <![CDATA[<i>]]>&#x41;<b/>\r\nthree</q:quiz>');
    expect(root).toMatchObject({ name: "quiz", space: "urn:q", line: 3 });
    expect(Object.fromEntries(root.attributes)).toEqual({ q: "urn:q", lang: "de", a: "1 & 2" });
    expect(textOf(root)).toBe("one two <i>A\nthree");
    expect(childrenOf(root, "b").map(({ line }) => line)).toEqual([4, 4]);
    expect([childOf(root, "b"), childOf(root, "c"), textOf(undefined)]).toMatchObject([{ name: "b" }, undefined, ""].map((value) => value ?? undefined));
  });

  test("keeps names apart from what JavaScript means by them", () => {
    const root = readXml('<quiz __proto__="1"><__proto__><polluted>yes</polluted></__proto__><constructor/></quiz>');
    expect(childrenOf(root).map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test.each([
    ["a document type", "<!DOCTYPE a>\n<a/>", "1 doctype"],
    ["an entity of its own", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', "1 doctype"],
    ["an entity out of a file", '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><a/>', "1 doctype"],
    ["an entity that nobody knows", "<a>\n&nbsp;</a>", "2 entity"],
    ["an ampersand alone", "<a>\n<![CDATA[&]]> a & b\n</a>\n<!-- ; -->", "2 entity"],
    ["a control character", "<a>\u0001</a>", "1 character"],
    ["a reference to a control character", "<a>&#1;</a>", "1 malformed"],
    ["an element that is not closed", "<a>\n<b>\n</a>", "3 unclosed"],
    ["a file that is cut off", "<a><b>text", "1 unclosed"],
    ["a file that is cut off in a tag", '<a><b c="d', "1 unclosed"],
    ["an end without a beginning", "</a>", "1 unmatched"],
    ["two documents in one", "<a/><a/>", "1 outside"],
    ["words behind the document", "<a/>b", "1 outside"],
    ["nothing", "", "1 empty"],
    ["words alone", "GIFT::", "1 outside"],
    ["an attribute twice", '<a b="1" b="2"/>', "1 malformed"],
    ["an attribute without quotation marks", "<a b=1/>", "1 malformed"],
    ["a prefix that means nothing", "<a><b:c/></a>", "1 malformed"],
  ])("refuses %s", (_what, xml, refusal) => {
    expect(refusalOf(xml)).toBe(refusal);
  });

  test("names the element that was not closed, and where it began", () => {
    expect(() => readXml("<quiz>\n<name>\n<text>a\n</name></quiz>")).toThrow("The element <text>, begun in line 3, is not closed.");
  });

  test.each([
    ["characters", { characters: 20 }, `<a>${"x".repeat(20)}</a>`, "0 too-large"],
    ["elements", { elements: 3 }, "<a><b/><b/>\n<b/></a>", "2 too-many"],
    ["depth", { depth: 2 }, "<a><b><c/></b></a>", "1 too-deep"],
    ["attributes", { attributes: 2 }, '<a b="1" c="2" d="3" e="', "1 too-many-attributes"],
  ])("stops at its limit of %s", (_what, limit, xml, refusal) => {
    expect(refusalOf(xml, { ...XML_LIMITS, ...limit })).toBe(refusal);
  });

  test("refuses half of a character, wherever it stands", () => {
    for (const xml of ["<a>\n\ud800</a>", "<?x \n\ud800", "<a b='\n\udc00'/>"]) expect(refusalOf(xml)).toBe("2 character");
  });

  test("reads or refuses whatever it is given", () => {
    const pieces = fc.array(fc.constantFrom("<a>", "</a>", "<a", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x ", "?>", "&amp;", "&x;", "&#0;", "x", '"', "=", " ", "\n", "\u0000", "\ud800", "<!DOCTYPE a>", "xmlns:b=\"c\""), { maxLength: 12 });
    fc.assert(fc.property(pieces, (some) => { expect(refusalOf(some.join(""))).not.toMatch(/^thrown/); }), { numRuns: 500 });
  });
});

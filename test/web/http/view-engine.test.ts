import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { namesIn, viewsIn } from "../../../src/web/http/view-engine.ts";

const folder = mkdtempSync(join(tmpdir(), "debrief-views-"));
const write = (name: string, text: string) => { writeFileSync(join(folder, `${name}.ejs`), text); return name; };
const drawn = viewsIn(folder);

describe("a view", () => {
  test("takes what it is given, hides it behind its own words, and knows what is built in", () => {
    const file = write("one", `<% const { size = "small" } = locals; const rows = Object.keys(given).map((key) => ({ key, at: [...list, key].length })); %><% for (const { key, at } of rows) { %><%= key %>:<%= at %>/<%= size %> <% } %><%= typeof locals.missing === "undefined" %>`);
    expect(drawn(file, { given: { a: 1, b: 2 }, list: ["x"], size: "large", key: "outside" })).toBe("a:2/large b:2/large true");
  });

  test("hands all that it was given to what it includes, and more before it", () => {
    write("inner", "<%= title %> by <%= author %><% const title2 = title; %>");
    expect(drawn(write("outer", `<%- include("inner", { title: "Second" }) %>, <%= title %>`), { title: "First", author: "Ann" })).toBe("Second by Ann, First");
  });

  test("hands on to what is included within it also what it has no word for itself, the nearest of one name", () => {
    write("deepest", `<%= title %> by <%= author %>, <% if (locals.year) { %><%= year %><% } %> <%= locals.toString %>`);
    write("between", `<%- include("deepest", { title: "Third" }) %><%- include("deepest") %>`);
    expect(drawn(write("around", `<%- include("between", { title: "Second", year: undefined }) %>`), { title: "First", author: "Ann", year: 2020 })).toBe("Third by Ann,  Second by Ann,  ");
  });

  test("that fails says where", () => {
    expect(() => drawn(write("broken", "<p>\n<%= given.name.length %>"), { given: {} })).toThrow(/broken\.ejs:2/);
  });
});

describe("the names in a view", () => {
  test("are those of its code, without what stands behind a dot, words of the language and comments", () => {
    expect(namesIn("<p>text</p><%# note here %><%- page.title ?? [...others, fallback] -%><% if (typeof ready === 'undefined') { %>said<% } %>")).toEqual(["page", "others", "fallback", "ready"]);
  });
});

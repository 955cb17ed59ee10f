import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { say } from "../../src/lib/messages.ts";
import { readerFor, readerOf } from "../../src/lib/readers.ts";

const [english, german, mirrored] = [readerOf("en", "UTC"), readerOf("de", "Europe/Berlin"), readerOf("en-XB", "UTC")];

describe("a reader", () => {
  test("reads counted things in the plural of the language, with its figures", () => {
    expect([1, 2, 1200].map((count) => german.t("counted.questions", { count }))).toEqual(["1 Frage", "2 Fragen", "1.200 Fragen"]);
    expect(english.t("counted.questions", { count: 1200 })).toBe("1,200 questions");
  });

  test("reads dates, shares and lists as the language writes them, on their own clock", () => {
    const late = "2026-01-05T23:30:00.000Z";
    expect([german.formats.day(late), german.formats.clock(late)]).toEqual(["6. Januar 2026", "00:30 MEZ"]);
    expect([english.formats.day(late), english.formats.clock(late)]).toEqual(["5 January 2026", "23:30 UTC"]);
    expect(["2019", "2019-10", "2019-10-21"].map((text) => german.formats.day(text))).toEqual(["2019", "Oktober 2019", "21. Oktober 2019"]);
    expect([german.formats.percent(80), english.formats.percent(80)]).toEqual(["80\u00a0%", "80%"]);
    expect(german.inWords(["a", "b", say("home.title")])).toBe("a, b und Start");
    expect(german.t("due.ahead", { when: { days: 1 } })).toBe("Fällig morgen");
  });

  test("reads how long something takes in whole units, and moments on their own clock", () => {
    expect([0, 1, 60, 750, 5400, 7201.9].map(english.formats.duration)).toEqual(["0 seconds", "1 second", "1 minute", "12 minutes 30 seconds", "1 hour 30 minutes", "2 hours 1 second"]);
    expect(german.inWords({ seconds: 3660 })).toBe("1 Stunde 1 Minute");
    expect(german.inWords({ moment: "2026-01-05T23:30:00.000Z" })).toBe("6. Januar 2026, 00:30 MEZ");
    expect([german.formats.hour(7), german.formats.hour(23), english.formats.hour(0)]).toEqual(["7:00", "23:00", "0:00"]);
  });

  test("is somebody who chose a language and a clock, or what the installation has", () => {
    const installed = { language: "de", timeZone: "Europe/Berlin" } as const;
    expect(readerFor({ language: "en", time_zone: "UTC" }, installed)).toBe(english);
    for (const odd of [{ language: null, time_zone: null }, { language: "tlh", time_zone: "Mars/Olympus" }]) expect(readerFor(odd, installed)).toBe(german);
  });

  test("is shown as it stands what is no key, whatever it looks like", () => {
    const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("constructor", "__proto__", "home", "toString.name", "{{count}} $t(home.title)", "a.b: c"));
    fc.assert(fc.property(texts.filter((text) => text !== "problem" && !/^\w+\.\w+$/.test(text)), (text) => { expect(german.t(text, { count: 3, title: "x" })).toBe(text); }));
  });

  test("finds in a sentence exactly what was filled in, never read as a placeholder, a key or a plural", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.constantFrom("{{name}}", "$t(home.title)", "home.title", "<b>", "$&")), (name) => {
      expect(english.t("people.changed", { name })).toBe(`${name} was changed.`);
    }));
  });

  test("reads a name from the right as a whole, and in a mirror every name", () => {
    expect(english.t("people.changed", { name: "دانا" })).toBe("\u2068دانا\u2069 was changed.");
    expect(mirrored.t("people.changed", { name: "Dana" })).toBe("\u2068Dana\u2069 \u202ewas\u202c \u202echanged.\u202c");
    expect(mirrored.direction).toBe("rtl");
  });
});

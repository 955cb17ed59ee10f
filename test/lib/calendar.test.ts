import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCalendar } from "../../src/lib/calendar.ts";
import { dayIn, hourIn, isTimeZone } from "../../src/lib/zones.ts";

const AT = new Date("2026-01-05T09:00:00.123Z");
const event = { uid: "a@debrief", day: "2026-12-31", title: "Quiz due", text: "Go on", url: "https://debrief.example/review" };

describe("a calendar", () => {
  test("has whole-day events with all that RFC 5545 wants", () => {
    const text = writeCalendar("Debrief", [event], AT);
    expect(text.split("\r\n")).toEqual(expect.arrayContaining(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a@debrief", "DTSTAMP:20260105T090000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "END:VEVENT"]));
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  test("folds at 75 octets between letters, ends every line with CRLF, and gives every text back", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
      const text = writeCalendar("Debrief", [{ ...event, title }], AT);
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text).not.toContain("\ufffd".repeat(2));
      const summary = /^SUMMARY:(.*)$/m.exec(text.replaceAll("\r\n ", "").replaceAll("\r\n", "\n"))![1]!;
      const plain = title.replace(/\r\n|\r|\n/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""); // oxlint-disable-line no-control-regex -- they are left out
      expect(summary.replace(/\\([\\;,n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign))).toBe(plain);
    }));
  });

  test("cannot be broken out of by a title", () => {
    const text = writeCalendar("Debrief", [{ ...event, title: "x\r\nEND:VEVENT\r\nBEGIN:VALARM" }], AT);
    expect(text.match(/^(BEGIN|END):/gm)).toHaveLength(4);
  });
});

describe("a time zone", () => {
  test("says which day and hour it is there", () => {
    const at = new Date("2026-03-29T23:30:00Z");
    expect([dayIn("UTC", at), dayIn("Europe/Berlin", at), dayIn("America/New_York", at)]).toEqual(["2026-03-29", "2026-03-30", "2026-03-29"]);
    expect([hourIn("UTC", at), hourIn("Europe/Berlin", at), hourIn("Asia/Kolkata", at)]).toEqual([23, 1, 5]);
    expect(["Europe/Berlin", "UTC", "Mars/Base", "", "__proto__"].map(isTimeZone)).toEqual([true, true, false, false, false]);
  });
});

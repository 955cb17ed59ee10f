import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCalendar } from "../../src/lib/calendar.ts";
import { dayIn, hourIn, isTimeZone } from "../../src/lib/zones.ts";
import { readCalendar, textIn, valueOf } from "../support/strict-calendar.ts";

const AT = new Date("2026-01-05T09:00:00.123Z");
const event = { uid: "a@debrief", day: "2026-12-31", title: "Quiz due", text: "Go on", url: "https://debrief.example/review", sequence: 0 };
const people = { organiser: { name: "Debrief", address: "debrief@example.org" }, attendee: { name: "Ada", address: "ada@example.org" } };

describe("a calendar", () => {
  test("has whole-day events with all that RFC 5545 wants", () => {
    const calendar = readCalendar(writeCalendar("Debrief", [{ ...event, sequence: 3, changedAt: "2026-01-04T08:00:00.000Z", alarm: "Quiz due" }], AT));
    expect(Object.fromEntries(calendar.components[0]!.properties.map(({ name, value }) => [name, value]))).toMatchObject({
      UID: "a@debrief", DTSTAMP: "20260105T090000Z", DTSTART: "20261231", DTEND: "20270101", SEQUENCE: "3", STATUS: "CONFIRMED", "LAST-MODIFIED": "20260104T080000Z",
    });
    expect(calendar.components[0]!.components.map((alarm) => [alarm.name, valueOf(alarm, "TRIGGER")])).toEqual([["VALARM", "-P1D"]]);
    expect(() => readCalendar(writeCalendar("Debrief", [], AT))).not.toThrow();
  });

  test("folds at 75 octets between letters, ends every line with CRLF, and gives every text and name back, whatever it is", () => {
    const anything = fc.string({ unit: "grapheme", maxLength: 300 });
    fc.assert(fc.property(anything, anything, fc.emailAddress(), (title, name, address) => {
      const text = writeCalendar(title, [{ ...event, title, organiser: { name, address }, attendee: { name: title, address } }], AT, "REQUEST");
      expect(text).not.toContain("\ufffd".repeat(2));
      const [found] = readCalendar(text).components;
      const plain = title.replace(/\r\n|\r|\n/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""); // oxlint-disable-line no-control-regex -- they are left out
      expect(textIn(valueOf(found!, "SUMMARY"))).toBe(plain);
      expect(decodeURIComponent(valueOf(found!, "ORGANIZER")!)).toBe(`mailto:${address}`);
    }));
  });

  test("cannot be broken out of by a title, a name or an address", () => {
    const odd = 'x"\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nATTENDEE:mailto:eve@evil.example';
    const text = writeCalendar(odd, [{ ...event, title: odd, organiser: { name: odd, address: "a@b.example" }, attendee: { name: odd, address: "a@b.example?cc=eve@evil.example" } }], AT, "REQUEST");
    const calendar = readCalendar(text);
    expect(calendar.components.map(({ name, components }) => [name, components.length])).toEqual([["VEVENT", 0]]);
    expect(text.replaceAll("\r\n ", "")).toContain("mailto:a@b.example%3Fcc%3Deve@evil.example");
  });

  test("takes an event back by mail with its number, its people and the word for it, and without an alarm", () => {
    const [cancelled] = readCalendar(writeCalendar("Debrief", [{ ...event, ...people, sequence: 2, isCancelled: true, alarm: "Quiz due" }], AT, "CANCEL")).components;
    expect([valueOf(cancelled!, "STATUS"), valueOf(cancelled!, "SEQUENCE"), cancelled!.components]).toEqual(["CANCELLED", "2", []]);
    expect(() => readCalendar(writeCalendar("Debrief", [event], AT, "CANCEL"))).toThrow("ORGANIZER");
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

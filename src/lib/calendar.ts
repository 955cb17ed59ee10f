import { daysLater } from "./zones.ts";

/** An event that fills a day. `day` is 2026-01-05; `uid` stays the same when the calendar is read again. */
export interface DayEvent { uid: string; day: string; title: string; text: string; url: string }

/** A calendar as RFC 5545 has it: CRLF, lines of at most 75 octets, text escaped, events that take no time. `at` is when it was made. */
export function writeCalendar(name: string, events: readonly DayEvent[], at: Date): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Debrief//Reminders//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `X-WR-CALNAME:${escaped(name)}`, "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...events.flatMap((event) => linesOf(event, stampOf(at))), "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function linesOf({ uid, day, title, text, url }: DayEvent, stamp: string): string[] {
  const date = (on: string) => on.replaceAll("-", "");
  return ["BEGIN:VEVENT", `UID:${escaped(uid)}`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${date(day)}`, `DTEND;VALUE=DATE:${date(daysLater(day, 1))}`,
    `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`, `URL:${url.replace(/[\r\n]/g, "")}`, "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT"];
}

/** Section 3.3.11: backslash, semicolon, comma and line ends; what else is below a space may not stand there. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""); // oxlint-disable-line no-control-regex -- they are what is taken out
}

const MOST_OCTETS = 75;

/** Section 3.1: a longer line goes on after CRLF and a space; no letter is cut in two. */
function folded(line: string): string {
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > MOST_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += letter;
    octets += size;
  }
  return text;
}

function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

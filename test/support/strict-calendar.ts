/** A property of a component: its parameters by name in capitals, and its value as it was written. */
export interface CalendarProperty { name: string; parameters: ReadonlyMap<string, string>; value: string }
export interface CalendarComponent { name: string; properties: CalendarProperty[]; components: CalendarComponent[] }

const PARAMETER = /^;([A-Z-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)/; // oxlint-disable-line no-control-regex -- section 3.1 keeps them out
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/; // oxlint-disable-line no-control-regex -- section 3.1 keeps them out

/** How often each property may stand in a component: [least, most] (RFC 5545, sections 3.6, 3.6.1 and 3.6.6; RFC 7986 for the first four of a calendar). */
const COUNTS: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  VCALENDAR: { NAME: [0, 9], "REFRESH-INTERVAL": [0, 1], "X-WR-CALNAME": [0, 1], "X-PUBLISHED-TTL": [0, 1], PRODID: [1, 1], VERSION: [1, 1], CALSCALE: [0, 1], METHOD: [0, 1] },
  VEVENT: {
    UID: [1, 1], DTSTAMP: [1, 1], DTSTART: [1, 1], DTEND: [0, 1], CLASS: [0, 1], DESCRIPTION: [0, 1], "LAST-MODIFIED": [0, 1], ORGANIZER: [0, 1], SEQUENCE: [0, 1], STATUS: [0, 1], SUMMARY: [0, 1], TRANSP: [0, 1], URL: [0, 1], ATTENDEE: [0, 99],
  },
  VALARM: { ACTION: [1, 1], DESCRIPTION: [1, 1], TRIGGER: [1, 1] },
};
const VALUES: Readonly<Record<string, RegExp>> = {
  DTSTAMP: /^\d{8}T\d{6}Z$/, "LAST-MODIFIED": /^\d{8}T\d{6}Z$/, DTSTART: /^\d{8}$/, DTEND: /^\d{8}$/, SEQUENCE: /^\d+$/, STATUS: /^(?:TENTATIVE|CONFIRMED|CANCELLED)$/, TRANSP: /^(?:OPAQUE|TRANSPARENT)$/, CLASS: /^(?:PUBLIC|PRIVATE|CONFIDENTIAL)$/,
  VERSION: /^2\.0$/, METHOD: /^(?:PUBLISH|REQUEST|CANCEL)$/, URL: /^https?:\/\/\S+$/, ORGANIZER: /^mailto:[^\s<>",;:]+@[^\s<>",;:]+$/, ATTENDEE: /^mailto:[^\s<>",;:]+@[^\s<>",;:]+$/, TRIGGER: /^-P\d+D$/, "REFRESH-INTERVAL": /^PT\d+H$/, ACTION: /^DISPLAY$/,
};
const TEXTS = new Set(["SUMMARY", "DESCRIPTION", "UID", "NAME", "X-WR-CALNAME"]);

/**
 * Reads a calendar as strictly as RFC 5545 is written: line ends and octets (3.1), parameters (3.2), nesting, which properties stand where and how often (3.6), values and escaped text (3.3).
 * For what goes by mail it also wants what RFC 5546 wants (3.2.2, 3.2.5). @throws Error that names the rule and the line
 */
export function readCalendar(text: string): CalendarComponent {
  if (!text.endsWith("\r\n")) throw new Error("3.1: the last line does not end with CRLF");
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) throw new Error("3.1: a line end that is not CRLF");
  for (const line of text.split("\r\n")) if (Buffer.byteLength(line) > 75) throw new Error(`3.1: more than 75 octets: ${line}`);
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n").slice(0, -1).map(propertyIn);
  const open: CalendarComponent[] = [];
  let root: CalendarComponent | undefined;
  for (const property of lines) {
    if (property.name === "BEGIN") { open.push({ name: property.value, properties: [], components: [] }); continue; }
    const current = open.at(-1);
    if (!current) throw new Error("3.4: something stands outside of the calendar");
    if (property.name !== "END") { current.properties.push(property); continue; }
    if (property.value !== current.name) throw new Error(`3.6: ${property.value} ends where ${current.name} is open`);
    check(current);
    open.pop();
    if (open.length > 0) open.at(-1)!.components.push(current);
    else if (root) throw new Error("3.4: a second calendar");
    else root = current;
  }
  if (!root || open.length > 0 || root.name !== "VCALENDAR") throw new Error("3.4: no whole calendar");
  checkMethod(root);
  return root;
}

function propertyIn(line: string): CalendarProperty {
  if (CONTROL.test(line)) throw new Error(`3.1: a control character: ${line}`);
  const [name] = /^[A-Z-]+/.exec(line) ?? [""];
  const parameters = new Map<string, string>();
  let rest = line.slice(name.length);
  for (let found = PARAMETER.exec(rest); found; found = PARAMETER.exec(rest)) { parameters.set(found[1]!, found[2]!.replace(/^"|"$/g, "")); rest = rest.slice(found[0].length); }
  if (name === "" || !rest.startsWith(":")) throw new Error(`3.1: no content line: ${line}`);
  return { name, parameters, value: rest.slice(1) };
}

function check({ name, properties, components }: CalendarComponent): void {
  const counts = COUNTS[name];
  if (!counts) throw new Error(`3.6: an unknown component ${name}`);
  for (const [property, [least, most]] of Object.entries(counts)) {
    const found = properties.filter((each) => each.name === property).length;
    if (found < least || found > most) throw new Error(`3.6: ${found} of ${property} in ${name}`);
  }
  for (const { name: property, value, parameters } of properties) {
    if (!counts[property]) throw new Error(`3.6: ${property} in ${name}`);
    if (VALUES[property]?.test(value) === false) throw new Error(`3.3: ${property}:${value}`);
    if (TEXTS.has(property) && /(?<!\\)(?:\\\\)*(?:[,;]|\\(?![\\;,nN]))/.test(value)) throw new Error(`3.3.11: ${property}:${value}`);
    if (/^DT(?:START|END)$/.test(property) && parameters.get("VALUE") !== "DATE") throw new Error(`3.3.4: ${property} without VALUE=DATE`);
  }
  if (name === "VCALENDAR" && components.length === 0 && !properties.some(({ name: each }) => each === "METHOD")) throw new Error("3.6: an empty calendar");
}

function checkMethod(calendar: CalendarComponent): void {
  const method = valueOf(calendar, "METHOD");
  if (method !== "REQUEST" && method !== "CANCEL") return;
  const uids = new Set(calendar.components.map((event) => valueOf(event, "UID")));
  if (uids.size !== 1) throw new Error("RFC 5546, 3.2.2: just one event goes in a mail");
  for (const event of calendar.components) {
    for (const name of ["ORGANIZER", "ATTENDEE", "SEQUENCE"]) if (valueOf(event, name) === undefined) throw new Error(`RFC 5546: no ${name}`);
    if ((valueOf(event, "STATUS") === "CANCELLED") !== (method === "CANCEL")) throw new Error("RFC 5546, 3.2.5: the status does not fit the method");
  }
}

/** The value of the first property of this name. */
export function valueOf({ properties }: CalendarComponent, name: string): string | undefined {
  return properties.find((property) => property.name === name)?.value;
}

/** A text as it was before it was escaped. */
export function textIn(value: string | undefined): string {
  return (value ?? "").replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
}

import { BLANK } from "../knowledge/content-yaml.ts";

/** What is known of an incident before anybody has written about it. `today` is YYYY-MM-DD. */
export interface Beginning { slug: string; title?: string | undefined; happened?: string | undefined; today: string }

/** The files of a new incident: everything that the rules ask for, with blanks. `name` is the path inside a content folder. */
export function scaffold({ slug, title = BLANK, happened = /^(?:19|20)\d\d(?=-)/.exec(slug)?.[0] ?? BLANK, today }: Beginning): { name: string; text: string }[] {
  const [id, year] = [slug.replace(/^\d{4}-/, ""), happened.slice(0, 4)];
  const file = `${/^\d{4}$/.test(year) ? `${year}-` : ""}${id}.yaml`;
  return [{ name: `incidents/${file}`, text: incidentText(id, quoted(title), happened, today) }, { name: `decide/${file}`, text: [1, 2].map((number) => decisionText(id, number)).join("") }];
}

function quoted(text: string): string {
  return text === BLANK ? text : JSON.stringify(text);
}

function incidentText(id: string, title: string, happened: string, today: string): string {
  return `# Fill in every ${BLANK}, then: npm run -s debrief -- content check (docs/formats/incident.md)
id: ${id}
title: ${title}
label: ${BLANK}   # a noun phrase in the middle of a sentence, such as "the break-in at the bank"
summary: >-
  ${BLANK}
happened: ${happened}
topics: [${BLANK}]   # ids of vocabulary/topics.yaml
mechanisms: [${BLANK}]   # ids of vocabulary/mechanisms.yaml
# verified: { on: ${today}, against: [first, second] }   # take the # away when you have compared every quotation, date, number and name with both
sources:
${["first", "second"].map((source) => `  - id: ${source}
    publisher: ${BLANK}
    title: ${BLANK}
    published: ${BLANK}
    url: ${BLANK}
    kind: ${BLANK}   # regulator, court, vendor, victim, press, government or research
`).join("")}entities:
${ENTITIES.map(([name, type]) => `  - { id: ${id}-${name}, ${type}, name: ${BLANK}${type.startsWith("type: identity") ? `, about: ${BLANK}` : ""} }\n`).join("")}facts:
${FACTS.map(([name, relation, object, comment], place) => `  - id: ${id}-${name}
    subject: ${id}
    relation: ${relation}
    object: ${object.replace("ID", id)}${comment ? `   # ${comment}` : ""}
    modality: asserted
    asserted_by: ${id}-${place % 2 === 0 ? "victim" : "investigator"}
    evidence:
      - source: ${place % 2 === 0 ? "first" : "second"}
        quote: ${BLANK}
`).join("")}lessons:
  - title: ${BLANK}
    text: ${BLANK}
    mechanism: ${BLANK}
    action: ${BLANK}
`;
}

const IDENTITY = "type: identity, class: organisation";
const ENTITIES = [
  ["victim", IDENTITY], ["investigator", IDENTITY], ["way-in", "type: attack-pattern"], ["next-step", "type: attack-pattern"], ["missing", "type: course-of-action"],
  ["warning", "type: category"], ["end", "type: course-of-action"], ["data", "type: data-class"], ["effect", "type: impact"],
] as const;

const FACTS = [
  ["date", "occurred-on", `{ date: ${BLANK} }`, "1988, 1988-11 or 1988-11-02"], ["target", "targets", "ID-victim", ""], ["way-in-fact", "began-with", "ID-way-in", "such as: a message about a parcel"],
  ["next-step-fact", "uses", "ID-next-step", "what was done then"], ["missing-fact", "failed-control", "ID-missing", "such as: a second factor for remote sign-in"], ["noticed", "noticed-by", "ID-warning", "what brought it to light"],
  ["stopped", "stopped-by", "ID-end", ""], ["data-fact", "compromised-data", "ID-data", ""], ["effect-fact", "has-impact", "ID-effect", "such as: operations put off"],
  ["count", "affected-count", `{ number: ${BLANK}, unit: people }`, ""], ["told", "disclosed-by", "ID-victim", ""],
] as const;

function decisionText(id: string, number: number): string {
  return `- id: decide-${id}-${number}
  incident: ${id}
  topic: ${BLANK}
  stem: ${BLANK}
  options:
    - text: ${BLANK}
      feedback: ${BLANK}
    - text: ${BLANK}
      correct: true
      feedback: ${BLANK}
    - text: ${BLANK}
      feedback: ${BLANK}
  explanation: ${BLANK}
  facts: [${id}-way-in-fact]
`;
}

import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import type { ContentRefused } from "../../../src/engine/knowledge/content.ts";
import * as proofs from "../../../src/engine/knowledge/proofs.ts";
import { byIds, contentOf, GROUPS, incidentFile, knowledgeOf, TOOK_OVER } from "../../support/knowledge.ts";

const [objectProver, subjectProver] = [byIds(proofs.objectProver), byIds(proofs.subjectProver)];
const fact = (id: string, subject: string, relation: string, object: string, more = "") => `  - { id: ${id}, subject: ${subject}, relation: ${relation}, object: ${object}, modality: assessed, asserted_by: agencies, said: 2019-10, ${more} evidence: [{ source: press, quote: a quotation }] }\n`;
const DISPUTED = "disputed: { reason: A second report names another group., source: press },";
const RETRACTED = "retracted: { reason: The newspaper took it back., source: press },";
const worldOf = (facts: string) => knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts, PLACES) });
const PLACES = `entities:
${["russia", "china", "iran", "korea"].map((id) => `  - { id: ${id}, type: location, class: country, name: ${id[0]!.toUpperCase()}${id.slice(1)} }\n`).join("")}`;
const ORIGINS = [["turla", "russia"], ["oilrig", "iran"], ["kimsuky", "korea"]] as const;
const originsWith = (more: Record<string, string>) => worldOf(ORIGINS.map(([group, place]) => fact(`from-${place}`, group, "originates-from", place, more[place])).join(""));
const idsOf = (knowledge: ReturnType<typeof worldOf>) => generate(knowledge).map(({ facts }) => facts).flat();

describe.each([["disputed", DISPUTED], ["retracted", RETRACTED]])("a fact that is %s", (_, doubt) => {
  test("gives no question, while the others do", () => {
    const list = TOOK_OVER + fact("hijacked-too", "turla", "hijacked-tools-of", "kimsuky", "complete: both,");
    expect(new Set(idsOf(worldOf(list)))).toEqual(new Set(["took-over", "hijacked-too"]));
    expect(new Set(idsOf(worldOf(list.replace("  - { id: hijacked-too", `  - { ${doubt} id: hijacked-too`))))).toEqual(new Set(["took-over"]));
  });

  test("proves nothing, neither of its own subject nor of another's", () => {
    const [sure, aged] = [originsWith({}), originsWith({ korea: doubt })];
    expect(subjectProver(sure, sure.facts[0]!)("kimsuky")).toBe("P1");
    expect(subjectProver(aged, aged.facts[0]!)("kimsuky")).toBeUndefined();
    expect(subjectProver(aged, aged.facts[0]!)("oilrig")).toBe("P1");
    expect(objectProver(aged, aged.about.get("originates-from")!.get("kimsuky")![0]!)("iran")).toBeUndefined();
  });

  test("denies nothing", () => {
    const world = (more: string) => worldOf(TOOK_OVER.replace("complete: both", "complete: subjects") + fact("denied", "turla", "hijacked-tools-of", "kimsuky", `polarity: negative, ${more}`));
    expect(objectProver(world(""), world("").facts[0]!)("kimsuky")).toBe("P3");
    expect(objectProver(world(doubt), world(doubt).facts[0]!)("kimsuky")).toBeUndefined();
  });

  test("still bans: what may be true is no wrong option", () => {
    const contested = (more: string) => worldOf(fact("one", "piggybacking", "attributed-to", "turla") + fact("two", "piggybacking", "attributed-to", "kimsuky", more));
    const prove = objectProver(contested(doubt), contested(doubt).facts[0]!);
    expect(prove("lazarus")).toBe("P1");
    expect(prove("kimsuky")).toBeUndefined();
  });

  test("makes nobody a bystander, of whom less would be banned", () => {
    const facts = (more: string) => fact("origin", "kimsuky", "originates-from", "korea") + fact("blamed", "piggybacking", "attributed-to", "russia", more);
    expect(objectProver(worldOf(facts("")), worldOf(facts("")).facts[0]!)("russia")).toBe("P1");
    expect(objectProver(worldOf(facts(doubt)), worldOf(facts(doubt)).facts[0]!)("russia")).toBeUndefined();
  });
});

describe("a question", () => {
  test("names the facts that prove its wrong options and that their feedback tells", () => {
    const asked = generate(originsWith({})).find(({ id }) => id === "from-russia.subject");
    expect(asked).toMatchObject({ facts: ["from-russia"] });
    expect(new Set(asked?.grounds)).toEqual(new Set(["from-iran", "from-korea"]));
  });
});

describe("a content file", () => {
  const problemsOf = (facts: string) => {
    try { contentOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) }); return []; } catch (error) { return (error as ContentRefused).problems; }
  };

  test("names a source of its own and a reason for a doubt, else it is refused with the line", () => {
    expect(problemsOf(`${TOOK_OVER}    disputed:\n      reason: Another report says otherwise.\n      source: nobody\n`)).toEqual(["incidents/2019-turla.yaml:20: nobody is no source of this file"]);
    expect(problemsOf(`${TOOK_OVER}    disputed: { source: press }\n`)).toEqual([expect.stringMatching(/^incidents\/2019-turla\.yaml:19: facts\.0\.disputed\.reason: /)]);
    expect(problemsOf(`${TOOK_OVER}    disputed: { reason: Another report says so., source: press }\n    retracted: { reason: Another report says so., source: press }\n`)).toEqual([expect.stringMatching(/:20: facts\.0\.retracted: a fact is disputed or retracted, not both/)]);
  });
});

import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { isAtHome, nearnessOf } from "../../../src/engine/generation/plausibility.ts";
import { gains, guess } from "../../../src/engine/questions/guessing.ts";
import { groupBy } from "../../../src/lib/groups.ts";
import { areDisjoint, parseEdtf } from "../../../src/lib/edtf.ts";
import { isChoice, KINDS, questionSchema, type Question } from "../../../src/engine/questions/question.ts";
import { mark } from "../../../src/engine/questions/marking.ts";
import { findTrueDistractors } from "../../support/truth-checker.ts";
import { GROUPS, incidentFile, knowledgeOf, readShipped, shipped, shippedQuestions, TOOK_OVER } from "../../support/knowledge.ts";

const { knowledge, content } = shipped();
const questions = shippedQuestions();
const others = generate(knowledge, { seed: "other" });
const facts = new Map(knowledge.facts.map((fact) => [fact.id, fact]));
const titles = new Map(knowledge.all.map((entity) => [entity.title, entity]));
const entityCalled = (title: string) => titles.get(title)!;
const ofKind = <K extends Question["kind"]>(kind: K) => questions.filter((question): question is Extract<Question, { kind: K }> => question.kind === kind);

describe("the questions that the shipped facts give", () => {
  test("are of every kind, and many", () => {
    for (const kind of KINDS.filter((each) => each !== "spot")) expect(ofKind(kind).length, kind).toBeGreaterThan(0);
    expect(questions.length).toBeGreaterThan(500);
  });

  test("ask which group piggybacked on Iranian tools, and the answer is Turla", () => {
    const asked = ofKind("single").filter(({ stem }) => /^Which group piggybacked on Iranian tools, according to/.test(stem));
    expect(asked.length).toBeGreaterThan(0);
    for (const { options } of asked) expect(options.filter(({ correct }) => correct).map(({ text }) => text)).toEqual(["Turla"]);
  });

  test("fit the schema, and have ids of their own", () => {
    for (const question of questions) expect(questionSchema.safeParse(question).error, question.id).toBeUndefined();
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  test("are the same, byte for byte, from the same facts and seed; another seed deals differently", () => {
    expect(JSON.stringify(generate(readShipped().knowledge))).toBe(JSON.stringify(questions));
    expect(JSON.stringify(others)).not.toBe(JSON.stringify(questions));
  });

  test("have a proof for each wrong option of a choice", () => {
    for (const question of [...ofKind("single"), ...ofKind("multiple")]) for (const option of question.options) expect(Boolean(option.proof), `${question.id} ${option.text}`).toBe(!option.correct);
  });

  test("have no wrong option that any source says is true", () => {
    expect(findTrueDistractors({ entities: [...knowledge.entities.values()], facts: content.facts, relations: content.relations }, questions)).toEqual([]);
  });

  test("state what a source says when they are true, and what no source says when they are false", () => {
    for (const { facts: [id], stem, options } of ofKind("true_false")) {
      const fact = facts.get(id!)!;
      const said = content.facts.filter((other) => other.relation === fact.relation && other.subject === fact.subject && other.polarity === "positive" && (fact.polarity === "positive" || other.asserted_by === fact.asserted_by)).map(({ object }) => knowledge.entities.get(object as string)!.name);
      const statement = stem.replace(/according to [^,]+, /, "");
      const stands = (name: string) => statement.endsWith(` ${name}.`) || statement.includes(` ${name} `);
      expect(said.some(stands), stem).toBe(options.find(({ correct }) => correct)!.text === "True");
    }
  });

  test("name who says so wherever the fact is no plain assertion", () => {
    for (const question of questions.filter((each) => isChoice(each))) for (const id of question.facts) {
      const fact = facts.get(id)!;
      if (fact.modality === "asserted") continue;
      expect(question.stem.toLowerCase(), question.id).toContain(knowledge.entities.get(fact.asserted_by)!.name.toLowerCase());
    }
  });

  test("carry a quotation, its publisher and its address", () => {
    for (const { id, evidence } of questions) {
      expect(evidence.length, id).toBeGreaterThan(0);
      for (const { quote, source } of evidence) expect(quote && source.publisher && source.url.startsWith("http"), id).toBeTruthy();
    }
  });

  test("explain every option, and never twice the same option", () => {
    for (const question of questions.filter(isChoice)) {
      for (const { feedback } of question.options) expect(feedback.length).toBeGreaterThan(10);
      const texts = question.options.map(({ text }) => text.toLowerCase());
      expect(new Set(texts).size, question.id).toBe(texts.length);
    }
  });

  test("have ids of options that say nothing about the key", () => {
    const keys = ofKind("single").map(({ options }) => options.find(({ correct }) => correct)!.id);
    for (const letter of ["a", "b", "c"]) expect(keys.filter((key) => key === letter).length / keys.length).toBeLessThan(0.45);
  });

  test("do not name the key in the stem", () => {
    for (const { id, stem, options } of ofKind("single")) {
      const key = options.find(({ correct }) => correct)!.text.replace(/^(The|A|An) /, "");
      expect(stem.toLowerCase().includes(key.toLowerCase()), `${id}: ${stem} / ${key}`).toBe(false);
    }
  });

  test("read as sentences: no placeholder, no double space, a capital first and a mark last", () => {
    for (const { stem } of questions) expect(stem).toMatch(/^[A-Z“][^{}]*[.?]$/);
    for (const { stem } of questions) expect(stem).not.toMatch(/ {2}| ,|,,|\bundefined\b|, *\?/);
  });

  test("are true about as often as false", () => {
    const truths = ofKind("true_false").filter(({ options }) => options[0]!.correct).length;
    expect(truths / ofKind("true_false").length).toBeGreaterThan(0.4);
    expect(truths / ofKind("true_false").length).toBeLessThan(0.6);
  });

  test("state about as much that is true as that is false within one incident too", () => {
    const oneSided = [...groupBy(ofKind("true_false"), ({ incident }) => incident ?? "")].filter(([, group]) => {
      const truths = group.filter(({ options }) => options[0]!.correct).length;
      return group.length >= 4 && Math.max(truths, group.length - truths) / group.length >= 0.8;
    });
    expect(oneSided.map(([incident]) => incident)).toEqual([]);
  });

  test("match what belongs together, with one response to spare that fits nowhere", () => {
    for (const question of ofKind("matching")) {
      expect(mark(question, question.pairs.map(({ response }) => response))).toBe(1);
      expect(question.responses.length).toBe(question.pairs.length + 1);
      expect(new Set(question.responses).size).toBe(question.responses.length);
    }
  });

  test("order incidents that have no day in common, and say when each was", () => {
    for (const { facts: ids } of ofKind("ordering")) {
      const spans = ids.map((id) => parseEdtf((facts.get(id)!.object as { date: string }).date)!);
      for (const [i, a] of spans.entries()) for (const b of spans.slice(i + 1)) expect(areDisjoint(a, b) && a.to < b.from).toBe(true);
    }
  });

  test("accept a name without the noun that says what it is, and no name that is somebody else's", () => {
    const darkside = ofKind("short").find(({ id }) => id === "colonial-used-darkside.object-short")!;
    expect(mark(darkside, ["darkside"])).toBe(1);
    for (const { answer: { accept }, id } of ofKind("short")) expect(new Set(accept.map((name) => name.toLowerCase())).size, id).toBe(accept.length);
  });

  test("offer nothing that came only after what they ask about", () => {
    const young = new Map([...knowledge.entities.values()].flatMap(({ title, since }) => (since ? [[title, since] as const] : [])));
    for (const { id, incident = "", options } of [...ofKind("single"), ...ofKind("multiple")]) for (const { text } of options) {
      expect((young.get(text) ?? "0") <= (knowledge.years.get(incident) ?? "9"), `${id}: ${text}`).toBe(true);
    }
    expect(knowledge.years.get("morris-worm-1988")).toBe("1988");
  });

  test("set like beside like: nearly all wrong options are of the key's sector or of one that tempts in its place, and from no branch that the incident has nothing to do with", () => {
    const asked = ofKind("single").filter(({ asks, sorted }) => asks === "object" && !sorted).map(({ options, facts: [id] }) => ({ fact: facts.get(id!)!, wrong: options.filter(({ correct }) => !correct).map(({ text }) => entityCalled(text)) }));
    const near = asked.flatMap(({ fact, wrong }) => wrong.map((each) => nearnessOf(knowledge.relations.get(fact.relation)!, knowledge.entities.get(fact.object as string)!, each)));
    expect(near.filter((each) => each === "far").length / near.length).toBeLessThan(0.06);
    const homes = asked.flatMap(({ fact, wrong }) => wrong.map((each) => isAtHome(knowledge, fact.incident, each)));
    expect(homes.filter((isHome) => !isHome).length / homes.length).toBeLessThan(0.02);
  });

  test("join two facts only where at least one of them could have come up in two of the others as well", () => {
    const joined = ofKind("single").filter(({ id, facts: ids }) => id.endsWith(".joined") && knowledge.entities.get(facts.get(ids[0]!)!.subject)!.type === "incident");
    expect(joined.length).toBeGreaterThan(10);
    for (const { id, facts: ids, options } of joined) {
      const wrong = options.filter(({ correct }) => !correct).map(({ text }) => entityCalled(text).id);
      const homes = ids.map((each) => wrong.filter((incident) => isAtHome(knowledge, incident, knowledge.entities.get(facts.get(each)!.object as string)!)).length);
      expect(Math.max(...homes), id).toBeGreaterThan(1);
    }
  });

  test("never set an attack beside a mishap, nor either beside what was done with weapons", () => {
    const asked = [...ofKind("single"), ...ofKind("multiple")].map(({ options }) => options.map(({ text }) => entityCalled(text))).filter((options) => options.every((each) => each?.type === "incident"));
    expect(asked.some(([first]) => first!.class === "mishap")).toBe(true);
    for (const options of asked) expect(new Set(options.map((each) => each.class)).size, options.map(({ title }) => title).join()).toBe(1);
  });

  test("ask for lists of two or three keys, and for every fact that is not marked as evidence only", () => {
    for (const { options, id } of ofKind("multiple")) expect([2, 3], id).toContain(options.filter(({ correct }) => correct).length);
    expect(ofKind("multiple").length).toBeGreaterThan(90);
    const asked = new Set(questions.flatMap(({ facts: ids }) => ids));
    expect(knowledge.facts.filter(({ id, evidence_only }) => asked.has(id) === (evidence_only !== undefined)).map(({ id }) => id)).toEqual([]);
  });

  test("give nothing to those who guess, whatever the seed", () => {
    for (const made of [questions, others, generate(knowledge, { seed: "b" })]) expect(guess(made).flatMap((result) => gains(result).map(({ name, gain }) => `${result.kind} ${name} ${gain.toFixed(3)}`))).toEqual([]);
  });

  test("do not say that a source said nothing of what it was just said to have said", () => {
    for (const { id, options } of ofKind("single")) for (const { feedback } of options) expect(feedback, id).not.toMatch(/That is not what .* said\.$/);
  });

  test("say the bound again when they tell what the figure was", () => {
    const bounded = ofKind("single").filter(({ stem }) => / at more than which figure\?$/.test(stem));
    expect(bounded.length).toBeGreaterThan(0);
    for (const { options, id } of bounded) for (const { feedback, correct } of options) if (!correct) expect(feedback, id).toContain(" gave more than ");
  });

  test("count those as enemies that give each other away", () => {
    const enemies = new Map(questions.map((question) => [question.id, question.enemies]));
    for (const { id, enemies: those } of questions) for (const enemy of those) expect(enemies.get(enemy), `${id} and ${enemy}`).toContain(id);
    const keyOf = (question: { options: { text: string; correct: boolean }[] }) => question.options.find(({ correct }) => correct)!.text;
    const alike = [...groupBy(ofKind("single").filter(({ incident }) => incident), (question) => `${question.incident!} ${keyOf(question)}`).values()];
    const twice = alike.flatMap((group) => group.flatMap((one) => group.filter((other) => other.id > one.id).map((other) => [one, other] as const)));
    expect(twice.length).toBeGreaterThan(0);
    for (const [one, other] of twice) expect(one.enemies, "one key, asked for twice").toContain(other.id);
  });
});

describe("a fact whose wrong options cannot be proven", () => {
  test("gives no question with options but the plain statement of it", () => {
    const open = knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(TOOK_OVER.replace("    complete: both\n", "")) });
    expect(generate(open).map(({ kind, stem }) => [kind, stem])).toEqual([["true_false", expect.stringMatching(/^True or false: .*Turla piggybacked/)]]);
  });

  test("nor where its file says that it is evidence only", () => {
    const marked = TOOK_OVER.replace("    complete: both\n", '    complete: both\n    evidence_only: "The name of the incident gives it away."\n');
    expect(generate(knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(marked) }))).toEqual([]);
  });

  test("gives them as soon as the source's list is complete", () => {
    const closed = knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(TOOK_OVER) });
    expect(generate(closed).map(({ stem }) => stem)).toContain("Which group piggybacked on Iranian tools, according to UK and US intelligence agencies in October 2019?");
  });
});

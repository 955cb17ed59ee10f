import { describe, expect, test } from "vitest";
import { decideQuestion } from "../../../src/engine/generation/decide.ts";
import { generate } from "../../../src/engine/generation/generate.ts";
import { buildKnowledge } from "../../../src/engine/knowledge/knowledge.ts";
import { isChoice, type Kind, type Question } from "../../../src/engine/questions/question.ts";
import { shipped } from "../../support/knowledge.ts";

/** The incidents that one article of December 2019 speaks of. */
const INCIDENTS = new Set(["turla-piggybacking", "iran-second-attack", "iran-massive-attack", "saudi-oil-strike", "uk-bodies-attack", "iran-telecoms-2018", "winter-olympics-attack", "us-strike-iran", "samsam-outbreak"]);

const { content } = shipped();
const knowledge = buildKnowledge({ ...content, facts: content.facts.filter(({ incident }) => INCIDENTS.has(incident)) });
const questions = [...generate(knowledge), ...content.decide.filter(({ incident }) => INCIDENTS.has(incident)).map((each) => decideQuestion(knowledge, each))];

function keysOf(question: Question): string[] {
  if (isChoice(question)) return question.options.filter(({ correct }) => correct).map(({ text }) => text);
  if (question.kind === "numeric") return [String(question.answer.value)];
  if (question.kind === "short") return question.answer.accept.slice(0, 1);
  return question.kind === "matching" ? question.pairs.map(({ premise, response }) => `${premise.replace(/ \(.*/, "")}: ${response}`) : question.sequence.map(({ text }) => text);
}

function found(kind: Kind, stem: RegExp): Question[] {
  return questions.filter((question) => question.kind === kind && stem.test(question.stem));
}

/** What a person would ask of the article: the kind of question, what its stem says, and its keys. */
const WANTED: [string, Kind, RegExp, string[]][] = [
  ["which group took over Iranian tools", "single", /^Which group piggybacked on Iranian tools, according to UK and US intelligence agencies/, ["Turla"]],
  ["whose tools Turla took over", "single", /^Whose tools did Turla piggyback on, according to UK and US intelligence agencies in October 2019/, ["Iranian hackers"]],
  ["whether it was meant to frame Iran", "true_false", /^True or false: Paul Chichester of the NCSC characterised .* as a false-flag operation\.$/, ["False"]],
  ["how the NCSC characterised it", "single", /^How did Paul Chichester of the NCSC characterise/, ["An opportunistic operation"]],
  ["what the NCSC belongs to", "single", /^Of which organisation is the NCSC part/, ["GCHQ"]],
  ["whose code was used at the Winter Games", "single", /^With which group did US intelligence agencies associate the code used in the attack on the Winter Games/, ["Lazarus Group"]],
  ["which event was aimed at", "single", /^Which event did US intelligence agencies name as a target of Russian hackers/, ["The Winter Olympics in Pyeongchang"]],
  ["what shared code says of the attacker", "single", /code seen in earlier Lazarus Group attacks/, ["That it is not known yet, and what you are doing about it"]],
  ["what damage SamSam did", "single", /put the damage from the SamSam ransomware outbreak at more than which figure/, ["$30 million"]],
  ["how many men were accused", "numeric", /^How many Iranian men did the US Justice Department accuse/, ["2"]],
  ["who was named among the victims of SamSam", "multiple", /^Which of these did the US Justice Department name as targets of the SamSam/, ["A Los Angeles hospital", "The City of Atlanta", "The Port of San Diego"]],
  ["who was accused over SamSam", "single", /^Whom did the US Justice Department hold responsible for the SamSam/, ["Two Iranian men"]],
  ["over which outbreak two Iranian men were accused", "single", /^Which incident did the US Justice Department attribute to two Iranian men/, ["The SamSam ransomware outbreak"]],
  ["which body the attackers in the UK were connected with", "single", /^With which body did US security experts connect the group behind the coordinated attack in the UK/, ["The Iranian Revolutionary Guards"]],
  ["which UK targets were named", "multiple", /targets of the coordinated attack in the UK/, ["Local government networks", "The Post Office"]],
  ["what was struck in September 2019", "single", /target of the drone and missile strike/, ["Saudi Arabia’s oil facilities"]],
  ["what the secret attack on Iran took aim at", "single", /^What was the aim of the secret cyber-attack on Iran/, ["To weaken the spread of propaganda"]],
  ["who announced the second attack", "single", /^Who announced the second attack that Iran said it had fended off/, ["Iran’s telecoms minister"]],
  ["what the secret attack on Iran affected", "single", /^What effect did the secret cyber-attack on Iran have/, ["Consequences for physical hardware"]],
  ["how to record a claim", "single", /minister writes online .* How do you record it/, ["As a claim by the minister that awaits other evidence"]],
  ["what a false flag is", "single", /what is meant by a false-flag operation/, ["An attack made to look like the work of somebody else"]],
  ["what Iran said it had found a new version of", "short", /Iran.* was a new version of which malware/, ["Stuxnet"]],
];

describe("the facts of one article", () => {
  test.each(WANTED)("ask %s", (_, kind, stem, keys) => {
    const asked = found(kind, stem);
    expect(asked.map(keysOf)).toContainEqual(keys);
    for (const question of asked) if (isChoice(question) && kind !== "true_false") expect(question.options.length - keysOf(question).length, question.stem).toBeGreaterThanOrEqual(2);
  });

  test("match attackers with the countries that they are linked with, one to spare", () => {
    const right = ["APT27: China", "APT33: Iran", "Lazarus Group: North Korea", "OilRig: Iran", "Turla: Russia"];
    const matched = found("matching", /attacker with the country/);
    expect(matched.length).toBeGreaterThan(0);
    for (const question of matched) {
      for (const pair of keysOf(question)) expect(right).toContain(pair);
      expect(question.kind === "matching" && question.responses).toEqual(["China", "Iran", "North Korea", "Russia"]);
    }
  });

  test.each([
    ["the events of autumn 2019", ["strike in the Gulf takes place", "secret cyber-attack on Iran becomes public", "“massive” attack .* becomes public", "second attack .* becomes public"], 3],
    ["what came before and after the attack in the UK", ["in the UK takes place", "in the UK becomes public", "strike in the Gulf takes place", "hijacked tools becomes public"], 2],
  ])("put in order %s", (_, events, least) => {
    const held = found("ordering", /order/).map((question) => events.filter((event) => keysOf(question).some((line) => new RegExp(event).test(line))));
    expect(Math.max(...held.map(({ length }) => length))).toBeGreaterThanOrEqual(least);
  });

  test("give at least sixty questions, no two of them the same", () => {
    const words = questions.map((question) => `${question.kind} ${question.stem} ${keysOf(question).join()}`);
    expect(words.length).toBeGreaterThanOrEqual(60);
    expect(new Set(words).size).toBe(words.length);
  });

  test("ask for names to be typed only where there are names", () => {
    for (const question of questions) if (question.kind === "short") expect(question.answer.accept[0], question.stem).toMatch(/^[\p{Lu}\d]/u);
  });
});

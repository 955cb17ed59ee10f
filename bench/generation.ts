/**
 * What making questions from threat intelligence costs, on a bundle the size of ATT&CK and on two and four times as much: `npm run bench -- generation [FILE]`.
 * Each size runs in processes of its own, three times, in turns; the medians are printed. With a FILE (a STIX bundle) that is measured instead.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { generate } from "../src/engine/generation/generate.ts";
import { parseContent } from "../src/engine/knowledge/content.ts";
import { readStix } from "../src/engine/knowledge/imports/stix.ts";
import { buildKnowledge } from "../src/engine/knowledge/knowledge.ts";
import { guess } from "../src/engine/questions/guessing.ts";
import { contextOf } from "../src/engine/questions/linting/knowledge-context.ts";
import { lint } from "../src/engine/questions/linting/lint.ts";
import { listContentFiles } from "../src/storage/content-files.ts";
import { makeBundle } from "../test/support/bundle.ts";

interface Measured { facts: number; questions: number; seconds: number; megabytes: number; warned: number; blocked: number; guesses: string[] }

const SIZES = [1, 2, 4];
const ROUNDS = 3;
const BUNDLE = { groups: 170, software: 780, techniques: 690, campaigns: 50, mitigations: 44, relationships: 22_000 };

/** Time and memory first; what the questions are worth is looked at afterwards and costs extra. */
function measure(text: string): Measured {
  const { relations } = parseContent(listContentFiles("questions").filter(({ name }) => name.startsWith("vocabulary/")));
  const start = performance.now();
  const knowledge = buildKnowledge({ entities: [], facts: [], incidents: [], relations, collections: [readStix(text, { name: "the bundle", version: "1" })] });
  const questions = generate(knowledge);
  let written = 0;
  for (const question of questions) written += JSON.stringify(question).length;
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  if (written === 0) throw new Error("Nothing was written.");

  const context = contextOf(knowledge);
  const findings = questions.map((question) => lint(question, context));
  return {
    facts: knowledge.facts.length, questions: questions.length, seconds, megabytes,
    warned: findings.filter((found) => found.length > 0).length / questions.length, blocked: findings.filter((found) => found.some(({ severity }) => severity === "blocking")).length,
    guesses: guess(questions).map(({ kind, chance, strategies }) => { const [best] = [...strategies].sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain)); return `${kind} ${(chance * 100).toFixed(1)} ${best!.gain >= 0 ? "+" : ""}${(best!.gain * 100).toFixed(1)} (${best!.name})`; }),
  };
}

function inChild(what: string): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--max-semi-space-size=32", fileURLToPath(import.meta.url), "--child", what], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function textOf(what: string): string {
  const size = Number(what);
  if (size > 0) return JSON.stringify(makeBundle(Object.fromEntries(Object.entries(BUNDLE).map(([part, count]) => [part, count * size]))));
  const bytes = readFileSync(what);
  return (what.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

function main(): void {
  const [, , flag, what] = process.argv;
  if (flag === "--child") return console.log(JSON.stringify(measure(textOf(what!))));
  const sizes = flag ? [flag] : SIZES.map(String);
  const rounds = Array.from({ length: ROUNDS }, () => sizes.map(inChild));
  const medians = sizes.map((size, place) => ({ size, ...rounds[0]![place]!, seconds: median(rounds.map((round) => round[place]!.seconds)), megabytes: median(rounds.map((round) => round[place]!.megabytes)) }));
  for (const [place, { size, facts, questions, seconds, megabytes, warned, blocked, guesses }] of medians.entries()) {
    console.log(`${size}: ${facts} facts, ${questions} questions in ${seconds.toFixed(1)} s (${Math.round(questions / seconds)} a second), ${Math.round(megabytes)} MB; ${blocked} blocked, ${(warned * 100).toFixed(1)} % warned`);
    console.log(`   chance and the best or worst guess of each kind: ${guesses.join(", ")}`);
    const before = medians[place - 1];
    if (before) console.log(`   time grew ${(seconds / before.seconds).toFixed(2)} times for ${(facts / before.facts).toFixed(2)} times the facts; n log n would be ${((facts * Math.log(facts)) / (before.facts * Math.log(before.facts))).toFixed(2)}`);
  }
}

main();

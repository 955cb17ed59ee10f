import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { oddIn } from "../test/support/xapi-rules.ts";

/** Tries our rules for statements on the cases of ADL's conformance tests: a list of { name, expect: 200 | 400, statement } as JSON, gzipped or not. */
const path = process.argv[2];
if (!path) throw new Error("Name a file of cases: npm run bench -- statements cases.json.gz");
const content = readFileSync(path);
const cases = JSON.parse(String(path.endsWith(".gz") ? gunzipSync(content) : content)) as { group: string; name: string; expect: 200 | 400; statement: unknown }[];
const odd = cases.filter(({ expect, statement }) => (oddIn(statement) === undefined) !== (expect === 200));
for (const { group, name, expect } of odd) console.log(`${expect} expected: ${name} (${group})`);
console.log(`${cases.length - odd.length} of ${cases.length} as expected`);
process.exitCode = odd.length > 0 ? 1 : 0;

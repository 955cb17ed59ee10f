import { cmi5Structure, scorm12Manifest, scorm2004Manifest, type PackageFacts } from "../engine/packages/package-xml.ts";

/** A kind of package: how its manifest is called and written, and the lines of the page's script that lead to the learning system. */
export interface PackageFormat { name: "scorm12" | "scorm2004" | "cmi5"; /** In keys of the catalogues. */ words: string; manifest: string; write: (facts: PackageFacts) => string; engine: readonly string[]; connecting: string }

const scorm = (module: string, name: string) => [
  `import { connectScorm } from "./js/package/scorm-connection.js";`, `import { ${name} } from "./engine/packages/${module}.js";`, `const connect = () => connectScorm(${name}, quiz, engine);`,
].join("\n");
const CMI5 = 'import { connectCmi5 } from "./js/package/cmi5-connection.js";\nconst connect = () => connectCmi5(quiz, engine);';
/** What every page marks and remembers with. */
const COMMON = ["engine/packages/packaged-quiz.js", "engine/packages/sitting.js", "engine/packages/remembered-sitting.js", "engine/packages/recorded-answer.js"];

/** Every kind of package, in the order in which they are offered. */
export const PACKAGE_FORMATS: readonly PackageFormat[] = [
  { name: "scorm12", words: "scorm-one-two", manifest: "imsmanifest.xml", write: scorm12Manifest, engine: [...COMMON, "engine/packages/scorm-12.js"], connecting: scorm("scorm-12", "SCORM_12") },
  { name: "scorm2004", words: "scorm-two-thousand-four", manifest: "imsmanifest.xml", write: scorm2004Manifest, engine: [...COMMON, "engine/packages/scorm-2004.js"], connecting: scorm("scorm-2004", "SCORM_2004") },
  { name: "cmi5", words: "cmi-five", manifest: "cmi5.xml", write: cmi5Structure, engine: [...COMMON, "engine/packages/cmi5-launch.js", "engine/packages/cmi5-statements.js"], connecting: CMI5 },
];

export function findPackageFormat(name: string): PackageFormat | undefined {
  return PACKAGE_FORMATS.find((format) => format.name === name);
}

/** The module that the page begins with. */
export function startOf({ engine, connecting }: PackageFormat): string {
  const modules = engine.filter((path) => !/scorm-\w+\.js$/.test(path));
  const parts = modules.map((_, place) => `part${place}`);
  return [
    'import { quiz, texts } from "./quiz.js";', 'import { showQuiz } from "./js/package/quiz-page.js";', ...modules.map((path, place) => `import * as ${parts[place]} from "./${path}";`),
    connecting.replace(/^const connect/m, `const engine = { ${parts.map((part) => `...${part}`).join(", ")} };\nconst connect`), "showQuiz(quiz, texts, engine, await connect());", "",
  ].join("\n");
}

import { defineConfig } from "vitest/config";
import { builtSources } from "./test/support/built.ts";
import { LongestFirst } from "./test/support/longest-first.ts";
import { openRunFolder } from "./test/support/run-folder.ts";

const DATABASE_TESTS = ["test/api/**/*.test.ts", "test/faults/**/*.test.ts", "test/domain/**/*.test.ts", "test/storage/**/*.test.ts", "test/web/**/*.test.ts"];

/** Who may open what, in which words, and whether an answer of another system is right is decided above the database: once is enough. */
const ONE_DATABASE = [
  "test/faults/**/*.test.ts", "test/web/http/*.test.ts", "test/api/access.test.ts", "test/api/document.test.ts", "test/web/access.test.ts", "test/web/one-spelling.test.ts", "test/web/styleguide.test.ts", "test/web/**/german.test.ts", "test/web/admin/hooks.test.ts", "test/domain/packaging-quizzes.test.ts", "test/web/studio/packs.test.ts",
  "test/web/lti/launches.test.ts", "test/web/life-cycle.test.ts", "test/web/one-question.test.ts", "test/domain/single-sign-on.test.ts", "test/web/sign-in/{openid-connect,saml}.test.ts",
];

/** What these ask of a database others ask of PostgreSQL too: the deeds in test/domain, the pages in test/web/every-page.test.ts. docs/decisions/054 says how that is found. */
const ASKED_ELSEWHERE = [
  "test/web/{assets,attempts,certificate-document,certificates,collections,home,languages,problem-reports,quizzes}.test.ts", "test/web/http/*.test.ts",
  "test/web/{reminders,secrecy,sessions,setups,telling}.test.ts", "test/web/admin/overview.test.ts", "test/web/studio/{articles,drops,model-readings,overview,question-writing,translations}.test.ts",
  "test/web/desk/{attacker,other-teams}.test.ts", "test/domain/{language-model,public-addresses}.test.ts",
];

openRunFolder();

/** The tests that meet a database run twice: the setup of each project says which database. */
export default defineConfig({
  plugins: [builtSources()],
  test: {
    pool: "forks", maxWorkers: 4, isolate: false, testTimeout: 60_000, hookTimeout: 120_000, teardownTimeout: 30_000, passWithNoTests: false,
    sequence: { sequencer: LongestFirst }, setupFiles: ["test/support/remembered-verdicts.ts", "test/support/counted-anew.ts"], server: { deps: { external: [/\/dist\/.*\.js$/] } },
    projects: [
      { extends: true, test: { name: "unit", include: ["test/lib/**/*.test.ts", "test/engine/**/*.test.ts", "test/*.test.ts"] } },
      { extends: true, test: { name: "sqlite", include: DATABASE_TESTS, exclude: ["test/storage/postgres/**", "test/web/every-page.test.ts"], globalSetup: ["test/support/sqlite.ts"] } },
      { extends: true, test: { name: "postgres", include: DATABASE_TESTS, exclude: [...ONE_DATABASE, ...ASKED_ELSEWHERE], globalSetup: ["test/support/postgres.ts"] } },
      { extends: true, test: { name: "browser", include: ["test/browser/**/*.test.ts"], globalSetup: ["test/support/sqlite.ts", "test/support/browser.ts"], testTimeout: 60_000, retry: 2 } },
    ],
  },
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAudit } from "../../src/domain/checking-audit.ts";
import { findLikeQuestions } from "../../src/domain/like-questions.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import { listQuestions, type QuestionFilter } from "../../src/storage/questions.ts";
import type { Db } from "../../src/storage/tables.ts";
import { emptyDatabase } from "../support/empty-database.ts";
import { choice } from "../support/questions.ts";

const AT = "2026-01-01T08:00:00.000Z";
const NOTHING: QuestionFilter = { q: "", topic: "", kind: "", level: "", state: "", incident: "", origin: "" };
let db: Db;
let remove: () => Promise<void>;

beforeAll(async () => {
  const empty = await emptyDatabase();
  [db, remove] = [openDatabase(empty.url), empty.remove];
  await migrate(db, "017-question-imports");
  for (const subject of ["q0", "q1"]) await db("audit_events").insert({ at: AT, actor_id: null, deed: "question.written", subject, detail: '{"kind":"single"}' });
  const stems = [["Which group was it?", "Which group hid in 2019?"], ["Who lost a ship’s map?"]];
  for (const [place, versions] of stems.entries()) {
    const [row] = await db("questions").insert({ public_id: `q${place}`, origin_key: null, incident_id: null, topic: "attribution", kind: "single", level: "recall", state: place === 0 ? "published" : "draft", author_id: null, created_at: AT }).returning("*");
    for (const [index, stem] of versions.entries()) {
      const body = choice(stem, ["*Turla", "APT28"], { difficulty: "hard", tags: ["Old"], ...(place === 1 ? { explanation: "" } : {}) });
      const marked = place === 1 ? { stem: `<p>${stem}</p>`, format: "html" } : { stem };
      await db("question_versions").insert({ question_id: row!.id, number: index + 1, stem: marked.stem, body: JSON.stringify({ ...body, ...marked }), author_id: null, created_at: AT });
    }
  }
  const [quiz] = await db("quizzes").insert({ slug: "q", title: "Q", summary: "", topic: "attribution", draw_count: null, pass_percent: 80, state: "published", author_id: null, created_at: AT }).returning("*");
  const [version] = await db("quiz_versions").insert({ quiz_id: quiz!.id, number: 1, title: "Q", summary: "", draw_count: null, pass_percent: 80, publisher_id: null, published_at: AT }).returning("*");
  await db("quiz_version_questions").insert({ quiz_version_id: version!.id, question_version_id: 1, position: 1 });
  await db.raw("INSERT INTO teams (id, public_id, name, parent_id) VALUES (1, 't1', 'Top', NULL), (2, 't2', 'Below', 1)");
  await db.raw("INSERT INTO people (id, public_id, email, name, team_id, created_at) VALUES (1, 'p1', 'p1@x.test', 'P', 2, '2026-01-01'), (2, 'p2', 'p2@x.test', 'Q', NULL, '2026-01-01')");
  await db.raw("INSERT INTO assignments (public_id, quiz_id, team_id, due_at, created_at) SELECT 'a1', id, 1, '2026-02-03T23:59:59.999Z', '2026-01-02T08:00:00.000Z' FROM quizzes");
  await db.raw("INSERT INTO assignments (public_id, quiz_id, team_id, due_at, created_at) SELECT 'a2', id, NULL, NULL, '2026-01-02T08:00:00.000Z' FROM quizzes");
  await migrate(db);
});
afterAll(async () => { await db.destroy(); await remove(); });

describe("questions from before the bank", () => {
  test("are found by their words and filters, in their newest version and without markup", async () => {
    const stems = async (filter: Partial<QuestionFilter>) => (await listQuestions(db, { ...NOTHING, ...filter }, 1)).rows.map(({ stem }) => stem);
    expect([await stems({ q: "id 2019" }), await stems({ q: "was" }), await stems({ tag: "old", flag: "unexplained" }), await stems({ flag: "unused" })]).toEqual([["Which group hid in 2019?"], [], ["Who lost a ship’s map?"], ["Who lost a ship’s map?"]]);
    expect((await findLikeQuestions(db, choice("Who lost a map, a ship’s?", ["*Turla", "x"])))[0]).toMatchObject({ public_id: "q1" });
  });

  test("are approved in the version that learners are asked, and know each newer one at once", async () => {
    expect(await db("questions").orderBy("id").select("newest_version_id", "approved_version_id", "used", "difficulty")).toEqual([
      { newest_version_id: 2, approved_version_id: 1, used: 1, difficulty: "hard" }, { newest_version_id: 3, approved_version_id: null, used: 0, difficulty: "hard" },
    ]);
    await db("question_versions").insert({ question_id: 2, number: 2, stem: "Newer", body: JSON.stringify(choice("Newer", ["*a", "b"])), author_id: null, created_at: AT });
    expect((await listQuestions(db, NOTHING, 1)).rows[0]).toMatchObject({ number: 2, stem: "Newer" });
  });

  test("chains what was noted so far", async () => {
    expect(await checkAudit(db, "a secret of the tests", new Date(AT))).toMatchObject({ number: 2, problems: [] });
    await expect(db("audit_events").where({ number: 1 }).delete()).rejects.toThrow("only grow");
  });
});

describe("assignments from before there were audiences", () => {
  test("are for the same people, until the same day", async () => {
    const duties = await db("duties").join("assignments", "assignments.id", "duties.assignment_id").orderBy(["public_id", "person_id"]).select("public_id", "person_id", "duties.due_on", "duties.state");
    expect(duties).toEqual([["a1", 1, "2026-02-03"], ["a2", 1, null], ["a2", 2, null]].map(([public_id, person_id, due_on]) => ({ public_id, person_id, due_on, state: "open" })));
    expect(await db("assignment_audiences").orderBy("id").select("kind", "team_id")).toEqual([{ kind: "team", team_id: 1 }, { kind: "everyone", team_id: null }]);
  });
});

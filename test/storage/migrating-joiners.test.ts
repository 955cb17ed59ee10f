import { expect, test } from "vitest";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import { emptyDatabase } from "../support/empty-database.ts";

const MADE = "2026-01-01T08:00:00.000Z";
/** Those who were there, who joined in the month, after it, after it with more time, and after it having done the quiz. */
const PEOPLE = [["there", "2026-11-20"], ["within", "2026-11-25"], ["after", "2027-02-01"], ["granted", "2027-02-01"], ["did", "2027-02-01"]] as const;

test("joiners of months that were given before have two weeks, and are not asked for those that were over", async () => {
  const { url, remove } = await emptyDatabase();
  const db = openDatabase(url);
  await migrate(db, "053-filling");
  await db("people" as never).insert(PEOPLE.map(([name], place) => ({ id: place + 1, public_id: name, email: `${name}@x.test`, name, created_at: MADE })) as never);
  for (const id of [1, 2]) await db("quizzes" as never).insert({ id, slug: `q${id}`, title: `Q${id}`, summary: "", topic: "phishing", pass_percent: 60, state: "published", created_at: MADE } as never);
  await db("path_weeks").insert({ path: "everybody", week: 1, quiz_id: 1 });
  for (const id of [1, 2]) {
    await db("assignments").insert({ id, public_id: `a${id}`, title: "", opens_on: "2026-11-01", due_on: "2026-11-30", created_at: "2026-11-20T08:00:00.000Z" });
    await db("assignment_quizzes").insert({ assignment_id: id, quiz_id: id, position: 1 });
    await db("assignment_audiences").insert({ assignment_id: id, kind: "everyone" });
    for (const [place, [name, joined_on]] of PEOPLE.entries()) {
      await db("assignment_members").insert({ assignment_id: id, person_id: place + 1, joined_on });
      await db("duties").insert({ assignment_id: id, person_id: place + 1, round: 1, quiz_id: id, position: 1, state: name === "did" ? "done" : "open", opens_on: "2026-11-01", due_on: name === "granted" ? "2027-03-01" : "2026-11-30" });
    }
    await db("assignment_exceptions").insert({ assignment_id: id, person_id: 4, kind: "extension", round: 1, due_on: "2027-03-01", reason: "New", created_at: MADE });
  }
  await migrate(db);
  const daysOf = async (id: number) => (await db("duties").where({ assignment_id: id }).orderBy("person_id")).map(({ person_id, due_on }) => [PEOPLE[person_id - 1]![0], due_on]);
  const asked = [["there", "2026-11-30"], ["within", "2026-12-09"], ["granted", "2027-03-01"], ["did", "2026-11-30"]];
  expect(await daysOf(1)).toEqual(asked);
  expect(await daysOf(2)).toEqual(PEOPLE.map(([name]) => [name, name === "granted" ? "2027-03-01" : "2026-11-30"]));
  await db.transaction((tx) => refreshDuties(tx, { assignments: [1] }, new Date("2027-02-03T09:00:00Z")));
  expect(await daysOf(1)).toEqual(asked);
  await db.destroy();
  await remove();
});

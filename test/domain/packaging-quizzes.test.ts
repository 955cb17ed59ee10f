import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { usualSettings } from "../../src/domain/installation.ts";
import { findPackageFormat } from "../../src/domain/package-formats.ts";
import { packageQuiz } from "../../src/domain/packaging-quizzes.ts";
import { questionSchema } from "../../src/engine/questions/question.ts";
import { readArchive } from "../../src/lib/archive.ts";
import { readerOf } from "../../src/lib/readers.ts";
import { childOf, childrenOf, readXml, textOf } from "../../src/lib/xml.ts";
import { keepPicture } from "../../src/domain/keeping-pictures.ts";
import { debrief } from "../support/command-line.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { makePerson, makeQuiz, makeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(async () => { await world?.close(); });
beforeEach(() => { world.travelTo("2026-01-05T09:00:00Z"); });

const text = (files: ReadonlyMap<string, Uint8Array>, path: string) => Buffer.from(files.get(path)!).toString();
const packaged = async (slug: string, format: string, language: "en" | "de" = "en") =>
  readArchive(await packageQuiz(world.db, await makePerson(world.db), { slug }, findPackageFormat(format)!, { ...usualSettings(world.config), accentLight: "#6b1f7a", site: "https://debrief.example" }, readerOf(language, "UTC"), world.now()));

describe("a package of a quiz", () => {
  test("has a manifest that names every file of it, its title and its pass mark", async () => {
    const { quiz } = await makeQuiz(world.db, { title: 'Ransom & "more" <now>', pass_percent: 75 });
    for (const format of ["scorm12", "scorm2004"]) {
      const files = await packaged(quiz.slug, format);
      const manifest = readXml(text(files, "imsmanifest.xml"));
      const resource = childOf(childOf(manifest, "resources")!, "resource")!;
      expect(childrenOf(resource, "file").map(({ attributes }) => attributes.get("href")).sort()).toEqual([...files.keys()].filter((path) => path !== "imsmanifest.xml").sort());
      const item = childOf(childOf(childOf(manifest, "organizations")!, "organization")!, "item")!;
      expect(textOf(childOf(item, "title"))).toBe('Ransom & "more" <now>');
      expect([resource.attributes.get("href"), resource.attributes.get("scormtype") ?? resource.attributes.get("scormType"), item.attributes.get("identifierref")]).toEqual(["index.html", "sco", resource.attributes.get("identifier")]);
      expect(text(files, "imsmanifest.xml")).toContain(format === "scorm12" ? "<adlcp:masteryscore>75</adlcp:masteryscore>" : "<imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure>");
      expect(text(files, "index.html")).toContain("Ransom &amp; &quot;more&quot; &lt;now&gt;");
      expect(text(files, "package.css")).toContain("#6b1f7a");
    }
    const course = readXml(text(await packaged(quiz.slug, "cmi5"), "cmi5.xml"));
    expect(course.space).toBe("https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd");
    const unit = childOf(course, "au")!;
    expect([childOf(course, "course")!.attributes.get("id"), unit.attributes.get("id"), unit.attributes.get("masteryScore"), unit.attributes.get("moveOn"), textOf(childOf(unit, "url"))])
      .toEqual([`https://debrief.example/quizzes/${quiz.slug}`, `https://debrief.example/quizzes/${quiz.slug}/questions`, "0.75", "Passed", "index.html"]);
  });

  test("speaks the language that was asked for, carries the pictures, and leaves out what only trainers see and what is withdrawn", async () => {
    const address = await keepPicture(world.db, await makePerson(world.db), { alternative: "A red dot", bytes: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") }, world.now());
    const digest = address.split("/").at(-1)!;
    const shown = await keepQuestion(world.db, questionSchema.parse({ ...EVERY_KIND[0]!, id: "with-picture", name: "For trainers", format: "html", stem: `What is <b>this</b>? <img src="/pictures/${digest}" alt="A red dot"><script>alert(1)</script>` }));
    const doubted = await makeQuestion(world.db, { stem: "Which one is suspended?" });
    const { quiz } = await makeQuiz(world.db, { questions: [shown, doubted] });
    await world.db("suspensions").insert({ question_id: doubted.row.id, report_id: null, person_id: null, at: "2026-01-04T09:00:00.000Z", ended_by: null, ended_at: null });
    const files = await packaged(quiz.slug, "scorm12", "de");
    const content = text(files, "quiz.js");
    expect(content).toContain("Quiz starten");
    expect([...files.keys()]).toContain(`pictures/${digest}.png`);
    expect(content).toContain(`pictures/${digest}.png`);
    for (const secret of ["For trainers", "<script>", `"/pictures/${digest}`, "Which one is suspended?"]) expect(content).not.toContain(secret);
    expect(await world.db("audit_events").where({ deed: "quiz.packaged" }).orderBy("id", "desc").first()).toMatchObject({ subject: quiz.slug });
  });

  test("is refused for what is not published or withdrawn as a whole, and for more questions than learning systems remember", async () => {
    const { quiz, version, questions: [one] } = await makeQuiz(world.db, { questions: 1 });
    const { question_id, stem, body, created_at } = one!.version;
    const more = Array.from({ length: 400 }, (_, place) => ({ question_id, number: place + 2, stem, body, author_id: null, created_at }));
    await world.db.batchInsert("question_versions", more, 50);
    const ids = await world.db("question_versions").where({ question_id }).where("number", ">", 1).select("id");
    await world.db.batchInsert("quiz_version_questions", ids.map(({ id }, place) => ({ quiz_version_id: version.id, question_version_id: id, position: place + 2, tags: "[]" })), 50);
    await expect(packaged(quiz.slug, "scorm12")).rejects.toThrow("This quiz asks 401 questions. A package can ask at most 400");
    await world.db("suspensions").insert({ question_id, report_id: null, person_id: null, at: "2026-01-04T09:00:00.000Z", ended_by: null, ended_at: null });
    await expect(packaged(quiz.slug, "scorm12")).rejects.toThrow("Every question of this quiz is withdrawn");
    const draft = (await makeQuiz(world.db, { state: "draft" })).quiz;
    await expect(packaged(draft.slug, "scorm12")).rejects.toThrow("Publish the quiz first");
    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    await trainer.get(`/studio/quizzes/${draft.slug}/package`).expect(200, /Publish the quiz first/);
    await trainer.post(`/studio/quizzes/${draft.slug}/package`).type("form").send({ format: "scorm12", language: "en" }).expect(422, /Publish the quiz first/);
    await trainer.post(`/studio/quizzes/${draft.slug}/package`).type("form").send({ format: "../x", language: "en" }).expect(404);
  });

  test("is downloaded in the studio and written by the command line, and the same quiz as QTI", async () => {
    const { quiz } = await makeQuiz(world.db);
    const person = await makePerson(world.db, { roles: ["trainer"] });
    const trainer = await world.signedInAs(person);
    const answer = await trainer.post(`/studio/quizzes/${quiz.slug}/package`).type("form").send({ format: "cmi5", language: "de" }).buffer(true).parse((response, done) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
    }).expect(200).expect("Content-Disposition", `attachment; filename=${quiz.slug}-cmi5.zip`);
    expect([...(await readArchive(answer.body as Buffer)).keys()]).toContain("cmi5.xml");
    const folder = await mkdtemp(join(tmpdir(), "debrief-export-"));
    const env = { DATABASE_URL: world.config.databaseUrl };
    for (const [format, first] of [["scorm2004", "imsmanifest.xml"], ["qti-two-one", "imsmanifest.xml"]] as const) {
      const file = `${folder}/${format}.zip`;
      expect(await debrief(["export", "quiz", file, "--quiz", quiz.slug, "--format", format, "--by", person.email], { env })).toMatchObject({ status: 0 });
      expect([...(await readArchive(await readFile(file))).keys()]).toContain(first);
    }
    expect((await debrief(["export", "quiz", `${folder}/x.zip`, "--quiz", "nothing", "--format", "scorm12", "--by", person.email], { env })).stderr).toContain("Publish the quiz first");
    expect((await debrief(["export", "questions", `${folder}/x.zip`, "--format", "scorm12", "--by", person.email], { env })).stderr).toContain("There is no format scorm12");
  });
});

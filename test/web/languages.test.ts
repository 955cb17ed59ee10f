import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { findActiveMember } from "../../src/storage/visitors.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld({ mirrored: true }); });
afterAll(() => world.close());

const GERMAN = "de-AT,de;q=0.9,en;q=0.5";

describe("the language of a page", () => {
  test("is what the browser asks for, and caches are told", async () => {
    const { text, headers } = await world.visitor().get("/session/new").set("Accept-Language", GERMAN).expect(200);
    expect(text).toContain('<html lang="de" dir="ltr">');
    expect(text).toContain('<button class="button">Anmelden</button>');
    expect(headers["vary"]).toContain("Accept-Language");
  });

  test.each([["", "en"], ["fr", "en"], ["*", "en"], ["fr, de;q=0.2", "de"], ["de;q=0, en;q=0.1", "en"], [";;,q=x" + "a,".repeat(500), "en"]])("for a browser that asks for %j is %s", async (asked, language) => {
    expect((await world.visitor().get("/session/new").set("Accept-Language", asked)).text).toContain(`<html lang="${language}"`);
  });

  test("is that of the installation where a browser asks for none that there is", async () => {
    const other = await openWorld({ language: "de" });
    expect((await other.visitor().get("/session/new")).text).toContain('<html lang="de"');
    await other.close();
  });

  test("can be switched by a link before signing in, and stays so", async () => {
    const visitor = world.visitor();
    const { text } = await visitor.get("/session/new?to=/quizzes").expect(200);
    expect(text).toContain('href="/session/new?language=de&amp;to=%2Fquizzes" lang="de" hreflang="de">Deutsch</a>');
    await visitor.get("/session/new?language=de").expect(200);
    const { email } = await makePerson(world.db);
    expect((await visitor.post("/session").type("form").send({ email, password: "wrong" }).expect(422)).text).toContain("E-Mail-Adresse oder Passwort stimmt nicht.");
    await visitor.post("/session").type("form").send({ email, password: PASSWORD }).expect(303);
    expect((await visitor.get("/").expect(200)).text).toContain("Ihre Quiz");
  });

  test("takes no language that there is not", async () => {
    for (const language of ["fr", "__proto__", "de; Path=/x", "../de"]) {
      const { text, headers } = await world.visitor().get("/session/new").query({ language }).expect(200);
      expect(text).toContain('<html lang="en"');
      expect(headers["set-cookie"]).toBeUndefined();
    }
    expect((await world.visitor().get("/session/new").set("Cookie", "debrief.language=constructor")).text).toContain('<html lang="en"');
  });

  test("is the same in what is refused and not found", async () => {
    const visitor = world.visitor();
    await visitor.get("/session/new?language=de");
    expect((await visitor.get("/nowhere").expect(404)).text).toContain("Unter dieser Adresse gibt es nichts");
    expect((await visitor.post("/session").send({ email: "x" }).expect(415)).text).toContain("Diese Art von Inhalt nimmt die Seite nicht an.");
    expect((await visitor.get("/setup/%00").expect(400)).text).toContain("Die Anfrage war nicht lesbar.");
  });
});

describe("settings", () => {
  test("change the language and the clock of all pages, whatever the browser asks for", async () => {
    const person = await makePerson(world.db, { roles: ["admin"], created_at: "2026-01-04T23:30:00.000Z" });
    const agent = await world.signedInAs(person);
    await agent.post("/settings").type("form").send({ language: "de", zone: "Europe/Berlin" }).expect(303);
    expect((await agent.get("/settings").expect(200)).text).toContain("Ihre Einstellungen wurden gespeichert.");
    const { text } = await agent.get(`/admin/people/${person.public_id}`).set("Accept-Language", "en").expect(200);
    expect(text).toContain('Dabei seit <time datetime="2026-01-04T23:30:00.000Z">5. Januar 2026</time>');
    expect((await agent.post("/admin/people").type("form").send({ name: "", email: "x", password: "kurz" }).expect(422)).text).toContain("Verwenden Sie mindestens 12 Zeichen.");
    expect((await agent.post(`/admin/people/${person.public_id}/deactivation`).expect(422)).text).toContain("Sich selbst können Sie nicht deaktivieren.");
  });

  test("can be left to the browser again", async () => {
    const person = await makePerson(world.db, { language: "de", time_zone: "Europe/Berlin" });
    const agent = await world.signedInAs(person);
    await agent.post("/settings").type("form").send({ language: "", zone: "" }).expect(303);
    expect((await agent.get("/").set("Accept-Language", "en").expect(200)).text).toContain('<html lang="en"');
    expect(await findActiveMember(world.db, person.id)).toMatchObject({ language: null, time_zone: null });
  });

  test.each([{ language: "fr", zone: "" }, { language: "de", zone: "Mars/Olympus" }, {}, { language: ["de", "en"], zone: "" }])("refuse %j", async (typed) => {
    const agent = await world.signedInAs(await makePerson(world.db));
    await agent.post("/settings").type("form").send(typed).expect(422);
  });

  test("that are not there any more are passed over", async () => {
    const agent = await world.signedInAs(await makePerson(world.db, { language: "tlh", time_zone: "Mars/Olympus" }));
    expect((await agent.get("/settings").expect(200)).text).toContain('<html lang="en"');
  });

  test("need somebody who is signed in", async () => {
    expect((await world.visitor().get("/settings").expect(303)).headers["location"]).toBe("/session/new?to=/settings");
  });
});

test("due days are the same on every clock, and said in the reader's language", async () => {
  const [person, { quiz }] = [await makePerson(world.db, { language: "de", time_zone: "Pacific/Auckland" }), await makeQuiz(world.db, { questions: 1 })];
  await assignQuiz(world.db, await makePerson(world.db), quiz, { teamId: null, dueAt: "2026-01-07T23:59:59.999Z" }, world.now());
  const { text } = await (await world.signedInAs(person)).get("/").expect(200);
  expect(text).toContain("fällig übermorgen.");
  expect(text).toContain(">7. Januar 2026</time>");
  expect(text).toContain("1 Frage</li><li>Etwa 1 Minute</li>");
});

test("in the mirror every text of a page runs from the right, and a name keeps its direction", async () => {
  const agent = await world.signedInAs(await makePerson(world.db, { language: "en-XB", name: "Dana Smith" }));
  const { text } = await agent.get("/").expect(200);
  expect(text).toContain('<html lang="en-XB" dir="rtl">');
  expect(text).toContain("\u202eYour\u202c \u202equizzes\u202c");
  expect(text).toMatch(/dir="auto"[^>]*>Dana Smith<\/a>/);
});

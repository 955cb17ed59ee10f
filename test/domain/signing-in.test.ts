import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, isPassword } from "../../src/domain/passwords.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { countedTry, pairOf } from "../../src/domain/tries.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import { openDatabase } from "../../src/storage/database.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const HERE = "192.0.2.1";
const ELSEWHERE = "192.0.2.2";

async function failTenTimes(email: string, ip = HERE): Promise<void> {
  for (let tries = 0; tries < 10; tries++) expect(await signIn(world.db, { email, password: "wrong" }, ip, world.now())).toBe("wrong");
}

describe("a password", () => {
  test("is kept as argon2id, with what it was made of", async () => {
    expect(await hashPassword(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("is the same however its accents were typed", async () => {
    expect(await isPassword("caf\u00e9 au lait noir", await hashPassword("cafe\u0301 au lait noir"))).toBe(true);
  });

  test("fits nobody who has none", async () => {
    expect(await isPassword("", null)).toBe(false);
    expect(await isPassword("anything", undefined)).toBe(false);
  });
});

describe("signing in", () => {
  test("says the same to the wrong password, an unknown email, somebody without a password and somebody deactivated", async () => {
    const { email } = await makePerson(world.db);
    const gone = await makePerson(world.db, { deactivated_at: "2026-01-02T00:00:00.000Z" });
    const without = await makePerson(world.db, { password_hash: null });
    const tries = [{ email, password: "wrong" }, { email: "nobody@example.test", password: PASSWORD }, { email: gone.email, password: PASSWORD }, { email: without.email, password: PASSWORD }];
    for (const credentials of tries) expect(await signIn(world.db, credentials, HERE, world.now())).toBe("wrong");
  });

  test("is refused after ten failures, even with the right password", async () => {
    const { email } = await makePerson(world.db);
    await failTenTimes(email);
    expect(await signIn(world.db, { email, password: PASSWORD }, HERE, world.now())).toBe("too often");
  });

  test("counts an email in any case as one account", async () => {
    const { email } = await makePerson(world.db);
    await failTenTimes(email);
    expect(await signIn(world.db, { email: ` ${email.toUpperCase()}`, password: PASSWORD }, HERE, world.now())).toBe("too often");
  });

  test("from another address still works: nobody can lock somebody else out", async () => {
    const person = await makePerson(world.db);
    await failTenTimes(person.email);
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, ELSEWHERE, world.now())).toMatchObject({ id: person.id });
  });

  test("to another account from the same address still works", async () => {
    const [one, other] = [await makePerson(world.db), await makePerson(world.db)];
    await failTenTimes(one.email);
    expect(await signIn(world.db, { email: other.email, password: PASSWORD }, HERE, world.now())).toMatchObject({ id: other.id });
  });

  test("opens again when fifteen minutes have passed, and not before", async () => {
    const person = await makePerson(world.db);
    await failTenTimes(person.email);
    const credentials = { email: person.email, password: PASSWORD };
    expect(await signIn(world.db, credentials, HERE, later(world.now(), 15 * MINUTE - 1))).toBe("too often");
    expect(await signIn(world.db, credentials, HERE, later(world.now(), 15 * MINUTE))).toMatchObject({ id: person.id });
  });

  test("forgets earlier failures", async () => {
    const { email } = await makePerson(world.db);
    for (let tries = 0; tries < 9; tries++) await signIn(world.db, { email, password: "wrong" }, HERE, world.now());
    await signIn(world.db, { email, password: PASSWORD }, HERE, world.now());
    await failTenTimes(email);
  });

  test("checks ten passwords at most when forty come at once", async () => {
    const { email } = await makePerson(world.db);
    const outcomes = await world.atOnce(...Array.from({ length: 40 }, () => () => signIn(world.db, { email, password: "wrong" }, HERE, world.now())));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "wrong")).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "too often")).toHaveLength(30);
  });

  test("checks ten passwords at most also when they come to two processes", async () => {
    const { email } = await makePerson(world.db);
    const another = (await readFile("dist/domain/tries.js", "utf8")).replace(/"\.\.\/(floors\/domain\.js)"/, `"${pathToFileURL(resolve("dist")).href}/$1?another-process"`);
    const there = { ...((await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(another)}`)) as { countedTry: typeof countedTry }), db: openDatabase(world.config.databaseUrl) };
    expect(there.countedTry).not.toBe(countedTry);
    const tryThere = () => there.countedTry<Person>(there.db, pairOf(email, HERE), () => Promise.resolve("wrong" as const), world.now());
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => [signIn(world.db, { email, password: "wrong" }, HERE, world.now()), tryThere()]).flat());
    await there.db.destroy();
    expect(outcomes.filter((outcome) => outcome === "wrong")).toHaveLength(10);
  });

  test("lets the right password in as often as it comes at once", async () => {
    const { email } = await makePerson(world.db);
    const outcomes = await world.atOnce(...Array.from({ length: 40 }, () => () => signIn(world.db, { email, password: PASSWORD }, HERE, world.now())));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && typeof outcome.value === "object")).toHaveLength(40);
  });
});

describe("one address", () => {
  const CROWD = "203.0.113.7";
  const PASSER_BY = "203.0.113.8";

  test("fails a hundred times at most over all accounts, however many come at once, until fifteen minutes have passed", async () => {
    const person = await makePerson(world.db);
    const guess = (number: number) => () => signIn(world.db, { email: `guessed${number}@example.test`, password: "wrong" }, CROWD, world.now());
    const outcomes = await world.atOnce(...Array.from({ length: 120 }, (_, number) => guess(number)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "wrong")).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "too many")).toHaveLength(20);

    const credentials = { email: person.email, password: PASSWORD };
    expect(await signIn(world.db, credentials, CROWD, world.now())).toBe("too many");
    expect(await signIn(world.db, credentials, PASSER_BY, world.now())).toMatchObject({ id: person.id });
    expect(await signIn(world.db, credentials, CROWD, later(world.now(), 15 * MINUTE))).toMatchObject({ id: person.id });
  });

  /** As if that many accounts had failed from there before. */
  async function failedBefore(count: number, address: string): Promise<void> {
    const at = world.now().toISOString();
    for (let made = 0; made < count; made++) await world.db("sign_in_tries").insert({ account: `account ${made}`, address, times: JSON.stringify([at]), last_at: at });
  }

  test("has one try left after ninety-nine failures, though several take it at once", async () => {
    await failedBefore(99, "203.0.113.9");
    const guess = (number: number) => () => signIn(world.db, { email: `last${number}@example.test`, password: "wrong" }, "203.0.113.9", world.now());
    const outcomes = await world.atOnce(...Array.from({ length: 12 }, (_, number) => guess(number)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "wrong")).toHaveLength(1);
  });

  test("lets everybody in who knows their password, however many come at once", async () => {
    await failedBefore(90, "203.0.113.10");
    const people: Person[] = [];
    while (people.length < 40) people.push(await makePerson(world.db));
    const outcomes = await world.atOnce(...people.map(({ email }) => () => signIn(world.db, { email, password: PASSWORD }, "203.0.113.10", world.now())));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && typeof outcome.value === "object")).toHaveLength(40);
  });
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import request from "supertest";
import { inject } from "vitest";
import { createApp } from "../../src/app.ts";
import { readConfig, type Config } from "../../src/config.ts";
import { keepRequests } from "../../src/domain/directory-requests.ts";
import { keepShown } from "../../src/domain/showing.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { watchCommits } from "../../src/storage/sqlite/client.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { newDatabase } from "./database.ts";
import { PASSWORD } from "./make.ts";

export type Agent = ReturnType<typeof request.agent>;
export interface World {
  db: Db; config: Config;
  /** Where a browser finds the app, such as http://127.0.0.1:40123 */
  address: string;
  now: () => Date;
  travelTo: (to: string | Date) => void;
  visitor: () => Agent;
  signedInAs: (person: Person) => Promise<Agent>;
  /** Starts every deed at the same moment and says how each ended. */
  atOnce: <T>(...deeds: (() => Promise<T>)[]) => Promise<PromiseSettledResult<T>[]>;
  close: () => Promise<void>;
}

/** A real app on a real, empty, migrated database. Only the clock is ours. */
export async function openWorld(overrides: Partial<Config> = {}): Promise<World> {
  return openOn(await newDatabase(inject("database")), overrides);
}

/** The same on a database that is there. */
export async function openOn({ url, remove }: { url: string; remove: () => Promise<void> }, overrides: Partial<Config> = {}): Promise<World> {
  const config = { ...readConfig({ DATABASE_URL: url, TIME_ZONE: "UTC" }), ...overrides };
  const db = openDatabase(url);
  await watchCommits(db);
  let time = new Date("2026-01-05T09:00:00Z");
  const now = () => time;
  let app: ReturnType<typeof createApp> | undefined;
  const server = createServer((req, res) => { app ??= createApp({ db, now, config, secret: "the secret of the tests" }); app(req, res); });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A browser: keeps its cookies and says that its forms come from our own pages. */
  const visitor = () => request.agent(address).set("Sec-Fetch-Site", "same-origin");

  return {
    db, config, address, now, visitor,
    travelTo(to) { time = new Date(to); },
    async signedInAs({ email }) {
      const agent = visitor();
      await agent.post("/session").type("form").send({ email, password: PASSWORD }).expect(303);
      return agent;
    },
    async atOnce(...deeds) {
      await Promise.all(deeds.map(() => db.transaction((tx) => tx.raw("SELECT 1"))));
      return Promise.allSettled(deeds.map((deed) => deed()));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await keepShown(db);
      await keepRequests(db);
      await db.destroy();
      await remove();
    },
  };
}

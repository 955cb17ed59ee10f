import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import request from "supertest";
import { createApp } from "../../src/app.ts";
import { openDatabases, type Databases } from "../../src/storage/databases.ts";
import { watchCommits } from "../../src/storage/sqlite/client.ts";
import type { Agent, World } from "./world.ts";

export interface Beside { databases: Databases; visitor: () => Agent; close: () => Promise<void> }

/** What another process would be: an app of its own on connections of its own to the same database. */
export async function openBeside({ config, now }: World): Promise<Beside> {
  const databases = openDatabases(config);
  await watchCommits(databases.db);
  const server = createServer(createApp({ db: databases.db, now, config, secret: "the secret of the tests" }));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    databases, visitor: () => request.agent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).set("Sec-Fetch-Site", "same-origin"),
    close: async () => { server.closeAllConnections(); await new Promise((closed) => server.close(closed)); await databases.close(); },
  };
}

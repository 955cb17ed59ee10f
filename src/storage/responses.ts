import type { Db, New, ResponseRow } from "./tables.ts";

export async function insertResponse(db: Db, response: New<ResponseRow>): Promise<void> {
  await db("responses").insert(response);
}

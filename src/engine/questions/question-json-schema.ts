import { z } from "zod";
import { questionSchema } from "./question.ts";

/** The JSON Schema (draft 2020-12) of one question, made from the schema that the program itself checks with. */
export function questionJsonSchema(): object {
  return { title: "A question of Debrief", ...z.toJSONSchema(questionSchema, { io: "input" }) };
}

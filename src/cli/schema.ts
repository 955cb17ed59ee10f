import { Command } from "commander";
import { questionJsonSchema } from "../engine/questions/question-json-schema.ts";

/** `debrief schema`: the JSON Schema of a question. */
export function printSchema(): Command {
  return new Command("schema").description("print the JSON Schema of a question (docs/formats/question.md)").action(() => console.log(JSON.stringify(questionJsonSchema(), null, 2)));
}

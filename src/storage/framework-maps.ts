import { readFileSync } from "node:fs";
import type { Knex } from "knex";
import { parseFrameworkMaps, type FrameworkMaps } from "../engine/knowledge/framework-maps.ts";
import { programFile } from "../lib/program-folder.ts";
import type { Db } from "./tables.ts";

let maps: FrameworkMaps | undefined;

/** The file is read once. */
export function findFrameworkMaps(): FrameworkMaps {
  return (maps ??= parseFrameworkMaps(readFileSync(programFile("frameworks/awareness.yaml"), "utf8")));
}

/** Which published quizzes have questions of which topics in their newest version. */
export async function listTopicsOfQuizzes(db: Db): Promise<{ quiz_id: number; topic: string }[]> {
  const newest = db("quiz_versions").join("quizzes", "quizzes.id", "quiz_versions.quiz_id").where("quizzes.state", "published").groupBy("quiz_id").max("quiz_versions.id");
  const rows: Knex.QueryBuilder = db("quiz_version_questions").join("quiz_versions", "quiz_versions.id", "quiz_version_questions.quiz_version_id")
    .join("question_versions", "question_versions.id", "quiz_version_questions.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .whereIn("quiz_versions.id", newest).distinct("quiz_versions.quiz_id", "questions.topic");
  return (await rows) as { quiz_id: number; topic: string }[];
}

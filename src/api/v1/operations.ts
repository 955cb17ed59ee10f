import type { Route } from "../http/routes.ts";
import { assignments } from "./assignments.ts";
import { audit } from "./audit.ts";
import { certificates } from "./certificates.ts";
import { groups } from "./groups.ts";
import { incidents } from "./incidents.ts";
import { packs } from "./packs.ts";
import { paths } from "./paths.ts";
import { people } from "./people.ts";
import { questions } from "./questions.ts";
import { quizzes } from "./quizzes.ts";
import { reports } from "./reports.ts";
import { results } from "./results.ts";
import { teams } from "./teams.ts";
import { tokens } from "./tokens.ts";

/** Every operation there is: the router serves them and the document tells of them, in this order. */
export const OPERATIONS: readonly Route[] = [...tokens, ...people, ...teams, ...groups, ...questions, ...quizzes, ...paths, ...assignments, ...results, ...certificates, ...reports, ...incidents, ...packs, ...audit];
export const GROUPS = [...new Set(OPERATIONS.map(({ group }) => group))];

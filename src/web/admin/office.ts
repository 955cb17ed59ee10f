import { Router } from "express";
import type { Deps } from "../deps.ts";
import { only } from "../http/locals.ts";
import { groups } from "./groups.ts";
import { people } from "./people.ts";
import { peopleBatches } from "./people-batches.ts";
import { peopleImports } from "./people-imports.ts";
import { peopleList } from "./people-list.ts";
import { retention } from "./retention.ts";
import { teamEnds } from "./team-ends.ts";
import { teams } from "./teams.ts";

/** Where administrators look after people, groups and teams, and after how long records are kept. */
export function office(deps: Deps): Router {
  return Router()
    .use("/admin", only("admin"))
    .use(peopleList(deps))
    .use(peopleImports(deps))
    .use(peopleBatches(deps))
    .use(people(deps))
    .use(groups(deps))
    .use(teamEnds(deps))
    .use(teams(deps))
    .use(retention(deps));
}

import type { Response, Router } from "express";
import { writePeople } from "../../domain/writing-people.ts";
import { listGroups } from "../../storage/groups.ts";
import { listInUse, listPeople, NO_TEAM, type PeopleFilter, type PeopleOrder } from "../../storage/people-filter.ts";
import { listPersonRoles } from "../../storage/people.ts";
import type { Person, PersonRole } from "../../storage/tables.ts";
import type { Page } from "../../storage/page.ts";
import { listTeams } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { ticksIn, type Ticks } from "../http/ticks.ts";
import { peopleFilterIn, peopleOrderIn, peopleQuery } from "./people-filter.ts";
import { pathOf, teamOptions } from "./team-tree.ts";

interface Choice { value: string; label: string }

/** One page of everybody who fits, and what it can be narrowed to. */
export interface PeopleListPage {
  people: Page<Person>; roles: PersonRole[]; paths: Map<number, string>; filter: PeopleFilter; order: PeopleOrder; query: string; ticks: Ticks; hasTeams: boolean;
  choices: { teams: Choice[]; groups: Choice[]; departments: Choice[]; sites: Choice[] };
}

const same = (texts: readonly string[]) => texts.map((text) => ({ value: text, label: text }));

/** Who is here: found, narrowed, sorted, a page at a time. */
export function peopleList({ db, now }: Deps): Router {
  return exactRouter()
    .get("/admin/people", async (req, res) => {
      const [filter, order] = [peopleFilterIn(req.query), peopleOrderIn(req.query)];
      const people = await listPeople(db, filter, order, pageNumber(req));
      const [roles, teams, groups] = [await listPersonRoles(db, people.rows.map(({ id }) => id)), await listTeams(db), await listGroups(db)];
      const paths = new Map(people.rows.flatMap(({ team_id }) => (team_id === null ? [] : [[team_id, pathOf(teams, team_id)] as const])));
      render(res, "admin/people/index", {
        people, roles, paths, filter, order, query: peopleQuery(filter, order), ticks: ticksIn(req, "person"), hasTeams: teams.length > 0,
        choices: { teams: [...(teams.length > 0 ? [{ value: NO_TEAM, label: res.locals.reader.t("people.no-team") }] : []), ...teamOptions(teams)], groups: groups.map(({ public_id, name }) => ({ value: public_id, label: name })), departments: same(await listInUse(db, "department")), sites: same(await listInUse(db, "site")) },
      });
    })
    .post("/admin/people/export", async (_req, res) => {
      res.attachment("people.csv").type("text/csv");
      for await (const piece of writePeople(db, actorOf(res), sheetLanguage(res), now())) if (!res.write(piece)) await drained(res);
      res.end();
    })
    .get("/admin/people/export", (_req, res) => res.redirect(303, "/admin/people"));
}

export function sheetLanguage(res: Response): "en" | "de" {
  return res.locals.reader.language === "de" ? "de" : "en";
}

function drained(res: Response): Promise<void> {
  return new Promise((resolve) => { res.once("drain", resolve).once("close", resolve); });
}

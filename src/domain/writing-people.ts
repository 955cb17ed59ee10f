import { inOrder } from "../engine/people/roles.ts";
import { peopleHeading, personLine } from "../engine/people/writing.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listWrittenPeople } from "../storage/written-people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { listTeams, withAbove } from "../storage/teams.ts";

const PORTION = 2_000;

/** Everybody who is active, as a file that an import takes: brought back unchanged, it changes nothing. In pieces; that somebody took it out is noted first. */
export async function* writePeople(db: Db, actor: Pick<Person, "id"> | null, language: "en" | "de", at: Date): AsyncGenerator<string> {
  await insertAuditEvent(db, actor?.id ?? null, "people.exported", "people", {}, at);
  const teams = await listTeams(db);
  const paths = new Map(teams.map((team) => [team.id, withAbove(teams, team.id).map(({ name }) => name).reverse().join(" / ")]));
  yield peopleHeading(language);
  for (let after = 0; ;) {
    const people = await listWrittenPeople(db, after, PORTION);
    if (people.length === 0) return;
    yield people.map(({ team_id, held, ...person }) => personLine({ ...person, roles: inOrder(held), team: team_id === null ? "" : (paths.get(team_id) ?? "") })).join("");
    after = people.at(-1)!.id;
  }
}

import type { SecondFactors } from "../../domain/second-factors.ts";
import type { GroupRule } from "../../engine/people/group-rule.ts";
import type { Page } from "../../storage/page.ts";
import type { Group } from "../../storage/people-tables.ts";
import type { listPeopleImports } from "../../storage/people-imports.ts";
import type { Person, Team } from "../../storage/tables.ts";
import type { Form } from "../http/forms.ts";
import type { GroupFormPage } from "./group-form-page.ts";
import type { PeopleBatchPage } from "./people-batches.ts";
import type { PeopleImportPage } from "./people-import-page.ts";
import type { PeopleListPage } from "./people-list.ts";
import type { PersonPage } from "./person-page.ts";
import type { TeamBranch } from "./team-tree.ts";

interface Choice { value: string; label: string }

/** The pages of people, groups and teams. */
export interface PeopleViews {
  "admin/people/index": PeopleListPage;
  "admin/people/batch": PeopleBatchPage;
  "admin/people/new": { form: Form; teams: Choice[]; canMail: boolean };
  "admin/people/edit": PersonPage & { form: Form; passwordForm: Form; canMail: boolean; factors: SecondFactors };
  "admin/people/imports/index": { imports: Awaited<ReturnType<typeof listPeopleImports>> };
  "admin/people/imports/new": { form: Form; canMail: boolean; endings: string[]; most: number; mostPeople: number };
  "admin/people/imports/show": PeopleImportPage;
  "admin/groups/index": { groups: Group[]; sizes: Map<number, number> };
  "admin/groups/show": { group: Group; rule: GroupRule | undefined; members: Page<Person>; teamNames: Map<string, string> };
  "admin/groups/form": GroupFormPage;
  "admin/teams/index": { tree: TeamBranch[]; sizes: Map<number, number>; managers: Map<number, string>; search: string; total: number; hits: { team: Team; path: string }[] | undefined };
  "admin/teams/form": { form: Form; team: Team | undefined; teams: Choice[]; managers: Choice[] };
  "admin/teams/merge": { team: Team; form: Form; teams: Choice[]; holds: { people: number; teams: number; assignments: number } };
}

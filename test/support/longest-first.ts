import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long or wait for processes of their own. A fresh checkout knows no times, and one of these that began last would end alone. */
const LONG = [
  "server", "mail", "cli", "threat-intelligence", "faults/killed", "desk/attacker", "behind-nginx", "domain/backups", "domain/shipping",
  "browser/studio/articles", "browser/road", "browser/admin/people", "browser/looks", "domain/digests", "web/access", "domain/articles",
  "web/studio/articles", "web/studio/imports", "desk/other-teams", "replacements", "hostile", "cli-import", "cli-check", "generation/generate",
].map((name) => `/${name}.test.ts`);

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? LONG.length : place;
}

/** One project after the other, since a worker belongs to one; within each the long files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => one.project.name.localeCompare(other.project.name) || placeOf(one) - placeOf(other));
  }
}

import type { Knex } from "knex";
import { overdueAt } from "./deadlines.ts";
import { statement } from "./statements.ts";
import type { Db, Person, Role } from "./tables.ts";

/** A person with the time zone that they chose and the roles they hold, learner always among them. */
export interface Member extends Person { time_zone: string | null; roles: Role[] }
/** `overdue`: how many attempts of theirs are open although their time is up. */
export interface Visitor extends Member { overdue: number }

/** Somebody who may come in: there, and not deactivated. */
export async function findActiveMember(db: Db, id: number): Promise<Member | undefined> {
  const visitor = await findVisitor(db, id, new Date(0));
  if (!visitor) return undefined;
  const { overdue: _, ...member } = visitor;
  return member;
}

/** The same with what a page must see to first. */
export async function findVisitor(db: Db, id: number, at: Date): Promise<Visitor | undefined> {
  return visitorIn(await activeVisitor(db, at.toISOString(), id));
}

const activeVisitor = statement<[at: string, id: number], VisitorRow>((db, at, id) => withVisitor(db, db("people"), at).where("people.id", id).whereNull("people.deactivated_at"));

/** A row a role. */
export type VisitorRow = Omit<Visitor, "roles"> & { role: Role | null };

/** Whoever is in a query of people, as they come to a page at that moment. */
export function withVisitor(db: Db, people: Knex.QueryBuilder, at: string): Knex.QueryBuilder {
  const overdue = overdueAt(db, at).where("attempts.person_id", db.ref("people.id")).clearSelect().clearOrder().count("*").as("overdue");
  return people.leftJoin("reminders", "reminders.person_id", "people.id").leftJoin("person_roles", "person_roles.person_id", "people.id").orderBy("person_roles.role")
    .select("people.*", "reminders.time_zone", "person_roles.role", overdue);
}

export function visitorIn(rows: readonly VisitorRow[]): Visitor | undefined {
  if (!rows[0]) return undefined;
  const { role: _, ...person } = rows[0];
  return { roles: ["learner", ...rows.flatMap(({ role }) => (role === null || role === "learner" ? [] : [role]))], ...person, overdue: Number(person.overdue) };
}

import type { LaunchState, LaunchTicket } from "./learning-tables.ts";
import type { Db } from "./tables.ts";

export async function insertLaunchState(db: Db, state: LaunchState): Promise<void> {
  await db("launch_states").insert(state);
}

/** Gives the state to the first who brings it, while it lasts; whoever comes after finds nothing. */
export async function takeLaunchState(db: Db, stateHash: string, at: string): Promise<LaunchState | undefined> {
  const state = await db("launch_states").where({ state_hash: stateHash }).first();
  const isFirst = (await db("launch_states").where({ state_hash: stateHash }).delete()) > 0;
  return isFirst && state && state.expires_at > at ? state : undefined;
}

export async function insertLaunchTicket(db: Db, ticket: LaunchTicket): Promise<void> {
  await db("launch_tickets").insert(ticket);
}

export function findLaunchTicket(db: Db, ticketHash: string, at: string): Promise<LaunchTicket | undefined> {
  return db("launch_tickets").where({ ticket_hash: ticketHash }).where("expires_at", ">", at).first();
}

/** As `takeLaunchState`. */
export async function takeLaunchTicket(db: Db, ticketHash: string, at: string): Promise<LaunchTicket | undefined> {
  const ticket = await db("launch_tickets").where({ ticket_hash: ticketHash }).first();
  const isFirst = (await db("launch_tickets").where({ ticket_hash: ticketHash }).delete()) > 0;
  return isFirst && ticket && ticket.expires_at > at ? ticket : undefined;
}

/** What was begun and never came to its end. */
export async function deleteStaleLaunches(db: Db, at: string): Promise<void> {
  await db("launch_states").where("expires_at", "<=", at).delete();
  await db("launch_tickets").where("expires_at", "<=", at).delete();
  await db("learning_invitations").where("expires_at", "<=", at).delete();
}

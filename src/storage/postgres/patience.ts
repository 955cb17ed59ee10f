/** How long PostgreSQL is waited for, in milliseconds, and over how many connections at most. `idle`: how long a transaction may stay open with nobody asking anything in it. */
export interface Patience { connections: number; connect: number; statement: number; lock: number; idle: number }

/** Of whoever has somebody waiting for a page. */
export const USUAL: Patience = { connections: 10, connect: 5_000, statement: 30_000, lock: 10_000, idle: 60_000 };
/** Of errands, starts and commands: one after the other, and each may take its time. */
export const PATIENT: Patience = { connections: 4, connect: 15_000, statement: 15 * 60_000, lock: 5 * 60_000, idle: 15 * 60_000 };
/** Of reports: many rows are read, and somebody waits. */
export const THOROUGH: Patience = { connections: 5, connect: 5_000, statement: 2 * 60_000, lock: 10_000, idle: 60_000 };

/** The one place that asks the machine what time it is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}

/** Of a day such as 2026-01-05: 1 for Monday to 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

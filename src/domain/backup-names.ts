/** Scheduled ones have names of this kind; whatever else lies in the folder is left alone. */
const NAME = /^debrief-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/;

/** The name of a backup of this moment, in UTC: names are in the order of time. */
export function backupName(at: Date): string {
  return `debrief-${at.toISOString().slice(0, 19).replaceAll(":", "")}Z.backup`;
}

/** When the backup of this name was made; undefined for names of another kind. */
export function momentIn(name: string): Date | undefined {
  const [, day, hour, minute, second] = NAME.exec(name) ?? [];
  return day === undefined ? undefined : new Date(`${day}T${hour}:${minute}:${second}Z`);
}

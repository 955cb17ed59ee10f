import { z } from "zod";

const whole = (least: number, most: number) => z.coerce.number("backups.no-count").int("backups.no-count").min(least, "backups.no-count").max(most, "backups.no-count");

/** When backups are made and which are kept. The folder is the operator's to choose: BACKUP_DIR. */
export const backupSection = z.object({
  backupsEnabled: z.preprocess((value) => value === true || value === "1", z.boolean()),
  backupHour: z.coerce.number("installation.no-hour").int("installation.no-hour").min(0, "installation.no-hour").max(23, "installation.no-hour"),
  backupDays: whole(1, 90), backupWeeks: whole(0, 52), backupMonths: whole(0, 60),
});

export const USUAL_BACKUPS: z.infer<typeof backupSection> = { backupsEnabled: true, backupHour: 3, backupDays: 7, backupWeeks: 4, backupMonths: 6 };

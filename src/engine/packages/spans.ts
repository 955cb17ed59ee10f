/** Seconds as SCORM 2004 and xAPI have a span: ISO 8601 with hundredths, "PT1H2M3.04S". */
export function isoSpan(seconds: number): string {
  const [hours, minutes, rest] = partsOf(seconds);
  return `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${Number(rest.toFixed(2))}S`;
}

/** Seconds as SCORM 1.2 has a CMITimespan: "0001:02:03.04" (run-time environment 1.2, section 3.4.1). */
export function clockSpan(seconds: number): string {
  const [hours, minutes, rest] = partsOf(Math.min(seconds, LONGEST));
  return `${String(hours).padStart(4, "0")}:${String(minutes).padStart(2, "0")}:${rest.toFixed(2).padStart(5, "0")}`;
}

const LONGEST = 9999 * 3600;

function partsOf(seconds: number): [number, number, number] {
  const hundredths = Math.max(0, Math.floor(seconds * 100 + 1e-6));
  return [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6_000) % 60, (hundredths % 6_000) / 100];
}

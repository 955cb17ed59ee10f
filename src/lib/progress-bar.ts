/** A bar on a terminal; elsewhere one line at the end, where there is a unit to count in. Words go to standard error. */
export function showProgress(title: string, unit = ""): (done: number, of: number) => void {
  const isTerminal = process.stderr.isTTY;
  return (done, of) => {
    const filled = Math.round((20 * done) / of);
    if (isTerminal) process.stderr.write(`\r${title} [${"#".repeat(filled)}${"-".repeat(20 - filled)}] ${done}/${of}${done === of ? "\n" : ""}`);
    else if (done === of && unit !== "") process.stderr.write(`${title}: ${of} ${unit}\n`);
  };
}

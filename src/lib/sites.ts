/** The address of the installation, without a slash at its end: the one that it was given, else the one that was asked. */
export function siteOf({ protocol, host }: { protocol: string; host: string }, publicUrl: string): string {
  return publicUrl ? publicUrl.replace(/\/+$/, "") : `${protocol}://${host}`;
}

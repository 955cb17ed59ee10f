/** The token in an Authorization header (RFC 6750); undefined where there is none. */
export function bearerIn(header: string | undefined): string | undefined {
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(header ?? "")?.[1];
}

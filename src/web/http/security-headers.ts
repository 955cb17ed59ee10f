import type helmet from "helmet";

/** Nothing from elsewhere, nothing inline. Only an https installation may promise https. */
export function securityHeaders(publicUrl: string): NonNullable<Parameters<typeof helmet>[0]> {
  const isHttps = publicUrl.startsWith("https:");
  const directives = { "default-src": ["'self'"], "base-uri": ["'none'"], "form-action": ["'self'"], "frame-ancestors": ["'none'"], "object-src": ["'none'"], ...(isHttps ? { "upgrade-insecure-requests": [] } : {}) };
  return {
    referrerPolicy: { policy: "same-origin" },
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000 },
    crossOriginOpenerPolicy: isHttps && { policy: "same-origin" },
    originAgentCluster: isHttps,
  };
}

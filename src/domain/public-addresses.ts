import { BlockList, isIP } from "node:net";

/** Ranges of IPv4 that are not of the public internet: IANA's special-purpose registry, multicast and what is reserved. */
const INSIDE_4 = [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15],
  ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
] as const;
/** Of IPv6 only 2000::/3 is public at all; in it, what is for documentation, benchmarks and the ways around IPv4 (Teredo, 6to4), which carry another address inside. */
const INSIDE_6 = [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]] as const;

const inside = new BlockList();
for (const [address, bits] of INSIDE_4) inside.addSubnet(address, bits, "ipv4");
for (const [address, bits] of INSIDE_6) inside.addSubnet(address, bits, "ipv6");
const public6 = new BlockList();
public6.addSubnet("2000::", 3, "ipv6");

/** Whether this IP address, as text, is one of the public internet. Anything else is not: names, zones, IPv4 inside IPv6. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, "ipv4");
  return family === 6 && !address.includes("%") && public6.check(address, "ipv6") && !inside.check(address, "ipv6");
}

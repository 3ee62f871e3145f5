import { AppError } from "@veche/kernel";
import { lookup as lookupName, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Prefixes that carry an IPv4 address inside an IPv6 one: what counts is the address inside. @see RFC 6052, RFC 3056, RFC 4380 */
const nat64Bytes = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

/**
 * Whether an address belongs to the public internet: not loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast,
 * reserved, or any of these dressed as IPv6.
 * @see IANA special-purpose address registries, RFC 6890
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed.kind() === "ipv4") return isPublicIPv4(parsed);
  const inner = findInnerIPv4(parsed as ipaddr.IPv6);
  return inner ? isPublicIPv4(inner) && parsed.range() !== "teredo" : parsed.range() === "unicast";
}

function isPublicIPv4(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === "unicast";
}

function findInnerIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  if (nat64Bytes.every((byte, index) => bytes[index] === byte)) return new ipaddr.IPv4(bytes.slice(12));
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return new ipaddr.IPv4(bytes.slice(2, 6));
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12).some((byte) => byte !== 0);
  return isCompatible ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
}

/** Resolves a name; only for addresses that may be reached. A connection goes to exactly what was checked, so a name cannot change between. */
export function createGuardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    const wanted: LookupOptions = { ...options, all: true };
    lookupName(hostname, wanted, (error, addresses) => {
      if (error) return callback(error, []);
      const found = addresses as unknown as readonly LookupAddress[];
      // One private answer among public ones is an attack as well: the whole name is refused.
      if (found.length === 0 || (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))) {
        return callback(toRefusal(hostname), []);
      }
      if (options.all) return callback(null, [...found]);
      return callback(null, found[0]!.address, found[0]!.family);
    });
  };
}

/** A literal address never comes to the lookup, so it is checked before. @throws AppError forbidden `reason: private_address` */
export function checkLiteralAddress(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare) && !isPublicAddress(bare)) throw toRefusal(hostname);
}

function toRefusal(hostname: string): AppError {
  return new AppError("forbidden", { reason: "private_address", host: hostname });
}

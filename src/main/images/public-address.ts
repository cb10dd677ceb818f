// Tells addresses of the internet from those of this computer and its own networks, which a mail must not reach into.
import { BlockList, isIP } from 'node:net'

const reserved = new BlockList()
// IANA's special-purpose registries: https://www.iana.org/assignments/iana-ipv4-special-registry
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  reserved.addSubnet(network, prefix, 'ipv4')
// https://www.iana.org/assignments/iana-ipv6-special-registry; of the rest only 2000::/3 is handed out.
for (const [network, prefix] of [
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  // Of one link, and what was of one site before fc00:: was (RFC 3879).
  ['fe80::', 9],
  ['ff00::', 8],
] as const)
  reserved.addSubnet(network, prefix, 'ipv6')
reserved.addSubnet('::', 96, 'ipv6')

/** Whether this IP address is one of the internet. An IPv4 address that is written as IPv6 counts as what it is. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return !reserved.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

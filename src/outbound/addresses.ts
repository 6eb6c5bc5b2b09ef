import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** How far a host may be reached: anybody may call the internet, an operator may open his own network. */
export type Reach = 'internet' | 'private'

/** IPv4 addresses that are not on the internet (IANA special-purpose registry). */
const notInternet4 = listOf([
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

/** Of 2000::/3, the only part of IPv6 that is routed: Teredo and other protocols, documentation, 6to4 (which may hold any IPv4). */
const notInternet6 = listOf([
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])
const routed6 = listOf([['2000::', 3]])

/** Not even an operator opens these: metadata of clouds (Alibaba's lies outside link-local), link-local, "this host", multicast. */
const never = listOf([
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['fd00:ec2::254', 128],
  ['fe80::', 10],
  ['ff00::', 8],
])
const ownNetwork6 = listOf([
  ['::1', 128],
  ['fc00::', 7],
])

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, isIPv4(net) ? 'ipv4' : 'ipv6')
  return list
}

/**
 * May a connection go to this address? Decided on the address that was resolved, never on a name.
 * IPv6 that wraps an IPv4 (`::ffff:10.0.0.1`, `::127.0.0.1`, `64:ff9b::/96`) is refused, whatever is inside.
 */
export function mayReach(address: string, reach: Reach): boolean {
  const bare = address.split('%')[0] ?? ''
  if (isIPv4(bare)) return !(reach === 'private' ? never : notInternet4).check(bare, 'ipv4')
  if (!isIPv6(bare)) return false
  if (routed6.check(bare, 'ipv6')) return !notInternet6.check(bare, 'ipv6')
  return reach === 'private' && ownNetwork6.check(bare, 'ipv6') && !never.check(bare, 'ipv6')
}

/** What an operator wrote, `host` or `host:port`, against where a call goes. */
export function isListed(url: URL, hosts: readonly string[]): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '')
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const names = [host, `${host}:${port}`, `[${host}]`, `[${host}]:${port}`]
  return hosts.some((listed) => names.includes(listed.trim().toLowerCase()))
}

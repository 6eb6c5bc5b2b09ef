import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { Agent } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { mayReach, type Reach } from './addresses.js'

/** The name resolved, but to an address nobody here may connect to. */
export class AddressRefused extends Error {
  readonly code = 'EADDRESSREFUSED'

  constructor(readonly address: string) {
    super(`address ${address} is not open to outgoing calls`)
  }
}

export type Lookup = (host: string, options: LookupOptions & { readonly all: true }, answer: LookupAnswer) => void
type LookupAnswer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/** An agent that looks at every address after the name was resolved and before the connection is made: twice, by our list and the library's. */
export function guardedAgent(url: URL, reach: Reach, resolve: Lookup = lookup): Agent {
  const options = { keepAlive: false, allowPrivateIPAddress: reach === 'private', lookup: guardedLookup(reach, resolve) }
  return url.protocol === 'https:' ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options)
}

/** An address written into the URL itself never passes a lookup. @throws AddressRefused */
export function assertLiteralReachable(url: URL, reach: Reach): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(host, reach)) throw new AddressRefused(host)
}

/** One refused address among several refuses the name. */
function guardedLookup(reach: Reach, resolve: Lookup): LookupFunction {
  return (host, options, answer) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const refused = error === null ? addresses.find(({ address }) => !mayReach(address, reach)) : undefined
      const first = addresses?.[0]
      if (error !== null || first === undefined) answer(error ?? new Error(`no address for ${host}`), '', 0)
      else if (refused !== undefined) answer(new AddressRefused(refused.address), '', 0)
      else if (options.all === true) answer(null, addresses)
      else answer(null, first.address, first.family)
    })
  }
}

import { describe, expect, it } from '@jest/globals'
import { mayReach } from '../../src/outbound/addresses.js'
import type { Lookup } from '../../src/outbound/guarded-agent.js'
import { createOutbound } from '../../src/outbound/outbound.js'

const spellings = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://LOCALHOST/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://0/',
  'http://0.0.0.0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[ff02::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://100.100.100.200/latest/meta-data/',
  'http://169.254.169.254/latest/meta-data/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'https://127.0.0.1/',
]

/** Answers every name with the given addresses. */
const resolvingTo =
  (...addresses: string[]): Lookup =>
  (_host, _options, answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

const get = (url: string) => ({ url, method: 'GET', timeoutMs: 500 }) as const

describe('addresses that must not be called', () => {
  it.each(spellings)('%s', async (url) => {
    await expect(createOutbound({ allowPrivate: [] }).callOut(get(url))).rejects.toMatchObject({ code: 'outbound-address' })
  })

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '169.254.169.254', '::1'])('a public name that resolves to %s', async (address) => {
    const outbound = createOutbound({ allowPrivate: [], lookup: resolvingTo('93.184.216.34', address) })

    await expect(outbound.callOut(get('http://rebinding.example/'))).rejects.toMatchObject({
      code: 'outbound-address',
      details: { address },
    })
  })

  it.each(['169.254.169.254', '100.100.100.200', '0.0.0.0', '224.0.0.1', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254'])(
    'a host the operator opened, once it resolves to %s',
    async (address) => {
      const outbound = createOutbound({ allowPrivate: ['erp.example'], lookup: resolvingTo(address) })

      await expect(outbound.callOut(get('http://erp.example/'))).rejects.toMatchObject({ code: 'outbound-address' })
    },
  )

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'http://user:secret@example.com/',
    'http://',
    '//example.com',
  ])('%s, which is no plain web address', async (url) => {
    await expect(createOutbound({ allowPrivate: [] }).callOut(get(url))).rejects.toMatchObject({ code: 'outbound-url' })
  })
})

describe('addresses', () => {
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2400:3200::1'])('%s is on the internet', (address) => {
    expect(mayReach(address, 'internet')).toBe(true)
  })

  it.each(['10.0.0.8', '192.168.1.5', '127.0.0.1', '::1', 'fd12::1', '8.8.8.8'])('%s may be opened by an operator', (address) => {
    expect(mayReach(address, 'private')).toBe(true)
  })
})

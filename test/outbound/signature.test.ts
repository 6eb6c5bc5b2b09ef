import { describe, expect, it } from '@jest/globals'
import { signBody, verifySignature } from '../../src/outbound/signature.js'

const now = Date.UTC(2026, 10, 22, 7, 30)
const timestamp = now / 1000
const body = '{"event":"posted","number":"0001"}'

describe('a signed message', () => {
  it('reads t=…,v1=…, the HMAC-SHA256 of time and body', () => {
    expect(signBody('key', 1_795_000_000, 'body')).toBe('t=1795000000,v1=03311638ea2438e0c44e54b0583f11ab9fde32e3f07cda0a56875007dbbf6ce4')
  })

  it('is accepted with the right secret, body and time', () => {
    expect(verifySignature('secret', { header: signBody('secret', timestamp, body), body, now })).toBe(true)
  })

  it('is accepted by either secret while one is being changed', () => {
    const header = `${signBody('old', timestamp, body)},${signBody('new', timestamp, body).split(',')[1]}`

    expect(verifySignature('new', { header, body, now })).toBe(true)
    expect(verifySignature('old', { header, body, now })).toBe(true)
  })

  it.each([
    ['another secret', 'other', signBody('secret', timestamp, body), body, now],
    ['another body', 'secret', signBody('secret', timestamp, body), `${body} `, now],
    ['an old message', 'secret', signBody('secret', timestamp, body), body, now + 301_000],
    ['a message from the future', 'secret', signBody('secret', timestamp, body), body, now - 301_000],
    ['another time', 'secret', signBody('secret', timestamp, body).replace(`t=${timestamp}`, `t=${timestamp + 1}`), body, now],
    ['a cut signature', 'secret', signBody('secret', timestamp, body).slice(0, -2), body, now],
    ['no signature', 'secret', `t=${timestamp}`, body, now],
    ['nothing', 'secret', '', body, now],
    ['a strange time', 'secret', 't=1e9,v1=00', body, now],
  ])('is refused with %s', (_, secret, header, received, at) => {
    expect(verifySignature(secret, { header, body: received, now: at })).toBe(false)
  })
})

import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Context } from '../../src/records/door.js'
import { explainFor } from '../../src/records/explaining.js'
import { anOrder, aShop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let ada: Context
let own: string
let others: string
beforeAll(async () => {
  platform = await testPlatform()
  ada = await platform.as('salesRep', 'ada')
  own = (await anOrder(platform, await aShop(platform, { onHand: '0', owner: ada.actor.id ?? '' }), { quantity: '1' })).id
  others = (await anOrder(platform, await aShop(platform, { onHand: '0' }), { quantity: '1' })).id
})
afterAll(() => platform.drop())

async function explained(asker: Context, id: string | null) {
  const { database: sql, clock, records, accounts, models } = platform
  const actorFor = (userId: string) => accounts.actorFor({ userId, model: models.current(), via: 'api' })
  const question = { user: ada.actor.id ?? '', action: 'read', resource: 'order', id }
  return (await explainFor({ sql, clock, records, actorFor }, asker, question)) as unknown as {
    readonly allowed: boolean
    readonly tried: readonly { readonly role: string; readonly matches: boolean | null }[]
    readonly restriction: { readonly holds: boolean | null }
  }
}

it('tells who may not explain what their role gives in general, whatever row they ask about', async () => {
  const general = await explained(ada, null)

  expect(await explained(ada, own)).toEqual(general)
  expect(await explained(ada, others)).toEqual(general)
  expect(general.allowed).toBe(true)
  expect(new Set(general.tried.map(({ matches }) => matches))).toEqual(new Set([null]))
  expect(general.restriction.holds).toBeNull()
})

it('names no grant of a role that the asker does not hold', async () => {
  const roles = new Set((await explained(ada, null)).tried.map(({ role }) => role))

  expect(roles).toEqual(new Set(['salesRep']))
})

it('tells who may explain which grant decided on the row, and of all roles', async () => {
  const [mine, theirs] = [await explained(platform.admin, own), await explained(platform.admin, others)]

  expect([mine.allowed, theirs.allowed]).toEqual([true, false])
  const ofReps = ({ tried }: typeof mine) => tried.filter(({ role }) => role === 'salesRep').map(({ matches }) => matches)
  expect(ofReps(mine)).toContain(true)
  expect(ofReps(theirs)).not.toContain(true)
  expect(mine.tried.map(({ role }) => role)).toContain('salesLead')
})

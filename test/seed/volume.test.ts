import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { volumeStages } from '../../resources/demo/volume.js'
import { prepareTables } from '../../src/design/schema.js'
import { idsFrom } from '../../src/kernel/ids.js'
import type { Context } from '../../src/records/door.js'
import { createReading } from '../../src/records/reading/reading.js'
import { bulkLoad } from '../../src/seed/bulk-load.js'
import { seedOptionsFrom } from '../../src/seed.js'
import { companyModel } from '../support/company.js'
import { type TestDatabase, testDatabase } from '../support/database.js'

const clock = { now: () => Date.parse('2026-11-22T08:00:00.000Z'), zone: 'Asia/Shanghai' }
const counts = { orders: 400, customers: 40, products: 20, seed: 7 }
const model = companyModel()
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await prepareTables({ database, clock, ids: idsFrom(clock) }, model)
  await bulkLoad({ database, model, zone: clock.zone, report: () => undefined }, volumeStages({ ...counts, until: '2026-11-21' }))
})

afterAll(() => database.drop())

const reading = () => createReading({ database, clock })
const as = (role: string): Context => {
  const nobody = { id: null, login: '', name: '', department: null, departments: [], warehouse: null }
  return { model, actor: { ...nobody, roles: [role], system: [], locale: 'en', via: 'job', readOnly: false }, requestId: '', guard: null }
}

describe('a company loaded in bulk', () => {
  it.each(Object.values(model.invariants))('keeps its books: $name', async ({ resource, broken }) => {
    const rows = []
    for await (const page of reading().each(as('admin'), resource, { condition: broken }, 'read')) rows.push(...page)

    expect(rows).toEqual([])
  })

  it('has as many records as asked, some in every state, and goods that moved', async () => {
    const states = await reading().aggregate(as('admin'), 'order', { by: ['status'], measure: ['count'] })
    const moves = await reading().aggregate(as('admin'), 'stockMove', { by: ['kind'], measure: ['count'] })

    expect(states.data.map((group) => group.status)).toEqual(['approved', 'cancelled', 'closed', 'draft', 'submitted'])
    expect(states.data.reduce((sum, group) => sum + Number(group.count), 0)).toBe(counts.orders)
    expect(moves.data).toContainEqual({ kind: 'receive', count: 60 })
    expect(moves.data).toContainEqual({ kind: 'issue', count: expect.any(Number) })
  })

  it('computes what the door would compute, and finds records by their numbers', async () => {
    const { data } = await reading().list(as('admin'), 'order', {
      search: '-0001',
      size: 20,
      fields: ['total', 'subtotal', 'tax'],
      include: ['lines'],
    })

    expect(data.length).toBeGreaterThan(10)
    for (const order of data) {
      const lines = order.lines as readonly Record<string, string>[]
      const fen = (name: string) => lines.reduce((sum, line) => sum + Math.round(Number(line[name]) * 100), 0)
      expect([order.subtotal, order.tax]).toEqual([(fen('amount') / 100).toFixed(2), (fen('tax') / 100).toFixed(2)])
      expect(order.total).toBe(((fen('amount') + fen('tax')) / 100).toFixed(2))
    }
  })

  it('goes on counting where the loaded numbers end', async () => {
    const [{ number = '' } = {}] = (await reading().list(as('admin'), 'order', { size: 1 })).data as readonly { number?: string }[]
    const [counter] = await database.query('SELECT value FROM dj_sequence WHERE series = ? AND scope = ?', [
      'order.number',
      number.slice(0, -4),
    ])

    expect(Number(counter?.value)).toBe(Number(number.slice(-4)))
  })
})

describe('the options of a seed', () => {
  it('are whole numbers, with usual ones where nothing is said', () => {
    expect(seedOptionsFrom(['--orders', '5'])).toEqual({ orders: 5, customers: 1_000, products: 500, seed: 1 })
    expect(() => seedOptionsFrom(['--orders', '-5x'])).toThrow()
    expect(() => seedOptionsFrom(['--pears', '5'])).toThrow()
  })
})

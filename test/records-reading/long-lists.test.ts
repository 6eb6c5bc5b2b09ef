import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Context, ListQuery } from '../../src/records/door.js'
import { createReading } from '../../src/records/reading/reading.js'
import type { Sql } from '../../src/store/database.js'
import { type Office, openOffice } from './office.js'

let office: Office
let counts = 0
let now = Date.parse('2026-11-22T08:00:00.000Z')
const enough = 10_000

beforeAll(async () => {
  office = await openOffice()
  const mine = Array.from({ length: enough + 1 }, (_, at) => ({ name: `客户 ${at}`, owner: '1' }))
  await office.givenMany('contact', mine)
})

afterAll(async () => {
  await office.database.drop()
})

const counted = (sql: Sql): Sql =>
  watched(sql, (text) => {
    if (text.includes('COUNT(*)')) counts += 1
  })

function watched(sql: Sql, see: (text: string) => void): Sql {
  return {
    ...sql,
    query: (text, ...rest) => {
      see(text)
      return sql.query(text, ...rest)
    },
  }
}

describe('a list longer than anybody counts', () => {
  it('is counted once in a while, and at once for whoever sees other rows', async () => {
    const reading = createReading({ database: counted(office.database), clock: { now: () => now, zone: 'Asia/Shanghai' } })
    const countsOf = async (context: Context, query: ListQuery): Promise<readonly unknown[]> => {
      const before = counts
      const { page } = await reading.list(context, 'contact', { size: 2, ...query })
      return [page.total, page.more, counts - before]
    }
    const chief = office.as('chief')

    expect(await countsOf(chief, {})).toEqual([enough, true, 1])
    expect(await countsOf(chief, { page: 3 })).toEqual([enough, true, 0])
    expect(await countsOf(office.as('clerk', '1'), {})).toEqual([enough, true, 1])
    expect(await countsOf(office.as('clerk', '2'), {})).toEqual([0, false, 0])
    expect(await countsOf(chief, { where: { name: { contains: '客户 77' } } })).toEqual([111, false, 1])
    expect(await countsOf(chief, { count: 'exact' })).toEqual([enough + 1, false, 1])

    now += 31_000
    expect(await countsOf(chief, {})).toEqual([enough, true, 1])
  })

  it('is searched without looking again whether few are found', async () => {
    const reading = createReading({ database: office.database, clock: { now: () => now, zone: 'Asia/Shanghai' } })
    const query = { search: '客户', size: 3, sort: 'name,id' }
    const first = await reading.list(office.as('chief'), 'contact', query)
    const again = await reading.list(office.as('chief'), 'contact', query)

    expect(first.page).toMatchObject({ total: enough, more: true })
    expect(again).toEqual(first)
  })

  it.each(['客户', '客户 9', '客户 5'])('is found at once or not, and shows the same rows: %s', async (search) => {
    let brief = 0
    const seen = watched(office.database, (text) => {
      if (text.includes('LIMIT 150 ')) brief += 1
    })
    const fresh = () => createReading({ database: seen, clock: { now: () => now, zone: 'Asia/Shanghai' } })
    const used = fresh()
    const pages = async (page: (query: ListQuery) => ReturnType<typeof used.list>) => {
      const first = await page({})
      return [first, await page({ after: first.page.next ?? '' }), await page({ page: 5 }), await page({ page: 80 })]
    }
    const ask = (reading: typeof used) => (query: ListQuery) =>
      reading.list(office.as('clerk', '1'), 'contact', { search, size: 5, sort: 'name,id', count: 'none', ...query })
    const asked = await pages(ask(used))
    const before = brief
    const again = await pages(ask(used))
    const walked = brief - before
    const anew = await pages((query) => ask(fresh())(query))

    expect(again).toEqual(asked)
    expect(anew).toEqual(asked)
    // Of four pages one lies beyond the first rows; what is scattered is not looked for there again.
    expect(walked).toBe(search === '客户' ? 3 : 0)
  })
})

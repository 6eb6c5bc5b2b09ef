import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listPlan } from '../../src/records/reading/list-plan.js'
import { readerFor } from '../../src/records/reading/reader.js'
import { searchSources } from '../../src/records/reading/search-sources.js'
import { sourceFor } from '../../src/records/reading/source.js'
import { searchingFor } from '../../src/store/rows/search-candidates.js'
import { countFound } from '../../src/store/rows/search-count.js'
import { findRows } from '../../src/store/rows/search-rows.js'
import { clock, type Office, openOffice } from './office.js'

let office: Office
let ada: string
let bo: string

/** More than are named one by one, so that the list is walked and the search table asked for the first. */
const many = 2_400

const memoOf = (day: number) => [day % 2 === 0 ? 'even' : '', day <= 1_400 ? 'old' : ''].filter((word) => word !== '').join(', ') || null

beforeAll(async () => {
  office = await openOffice()
  ada = await office.given('user', { name: 'Ada' })
  bo = await office.given('user', { name: 'Bo' })
  const wang = await office.given('contact', { name: '王五贸易', phone: '13812345678', owner: ada })
  const li = await office.given('contact', { name: '李四商行', phone: '13900000000', owner: bo })
  const days = Array.from({ length: many }, (_, index) => index + 1)
  await office.givenMany(
    'bill',
    days.map((day) => {
      const on = new Date(Date.UTC(2019, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
      const [contact, owner] = [day === 7 ? wang : li, day % 10 === 0 ? ada : bo]
      return {
        number: `B${on.replaceAll('-', '')}-0001`,
        billedOn: on,
        contact,
        owner,
        memo: memoOf(day),
      }
    }),
  )
})

afterAll(() => office.database.drop())

const chief = () => office.as('chief')
const clerk = () => office.as('clerk', ada)
const numbersOf = (page: { readonly data: readonly Readonly<Record<string, unknown>>[] }) =>
  page.data.map((record) => String(record.number))

describe('a search of a list', () => {
  it.each(['20190108', '190108-00', 'b20190108'])('finds a number by its piece %s', async (search) => {
    expect(numbersOf(await office.reading.list(chief(), 'bill', { search }))).toEqual(['B20190108-0001'])
  })

  it.each(['王五', 'wangwu', 'wwmy', '五贸'])('finds bills by their contact %s', async (search) => {
    expect(numbersOf(await office.reading.list(chief(), 'bill', { search }))).toEqual(['B20190108-0001'])
  })

  it('gives the newest of very many first, wherever they are', async () => {
    const everywhere = await office.reading.list(chief(), 'bill', { search: '0001', size: 3 })
    const longAgo = await office.reading.list(chief(), 'bill', { search: '2019', size: 3 })

    expect(numbersOf(everywhere)).toEqual(['B20250728-0001', 'B20250727-0001', 'B20250726-0001'])
    expect(numbersOf(longAgo)).toEqual(['B20191231-0001', 'B20191230-0001', 'B20191229-0001'])
    expect(everywhere.page.total).toBe(many)
    expect(longAgo.page.total).toBe(364)
  })

  it.each(['-billedOn', 'billedOn', '-id', 'number', 'memo,-number', 'contact,-billedOn'])(
    'sorted by %s agrees with looking at every row',
    async (sort) => {
      for (const [context, search, matches] of [
        [chief(), '201', (number: string) => number.includes('201')],
        [chief(), '01-0001', (number: string) => number.endsWith('01-0001')],
        [chief(), '李四', (number: string) => number !== 'B20190108-0001'],
        [clerk(), '20200', (number: string) => number.includes('20200')],
      ] as const) {
        const wanted = (await all(context, sort)).filter(matches)
        const first = await office.reading.list(context, 'bill', { search, sort, size: 20 })
        const third = await office.reading.list(context, 'bill', { search, sort, size: 20, page: 3 })
        const after = await office.reading.list(context, 'bill', { search, sort, size: 20, after: first.page.next ?? '' })

        expect(numbersOf(first)).toEqual(wanted.slice(0, 20))
        expect(numbersOf(third)).toEqual(wanted.slice(40, 60))
        expect(numbersOf(after)).toEqual(wanted.slice(20, 40))
        expect(first.page.total).toBe(wanted.length)
      }
    },
  )

  it.each(['-billedOn', 'billedOn', '-id', 'number', 'contact,-billedOn'])(
    'of a list too long to look through, sorted by %s, finds the same',
    async (sort) => {
      for (const [context, text, where] of [
        [chief(), '201', undefined],
        [chief(), '2019', { memo: 'even, old' }],
        [chief(), 'old', undefined],
        [chief(), '01-0001', undefined],
        [chief(), '李四', undefined],
        [clerk(), '0001', undefined],
      ] as const) {
        const source = sourceFor(readerFor({ database: office.database, clock }, context, 5_000), 'bill')
        const { query } = listPlan(source, { sort, where })
        const short = await searchingFor(
          office.database,
          query,
          { text, sources: searchSources(source, true) },
          { has: () => false, add: () => {} },
        )
        const long = { ...short, isShort: async () => false }

        for (const slice of [
          { after: null, offset: 0, limit: 21 },
          { after: null, offset: 60, limit: 30 },
        ]) {
          const found = await findRows(office.database, short, slice)
          expect(await findRows(office.database, long, slice)).toEqual(found)
          const on = { after: found.at(-1)?.keys ?? null, offset: 0, limit: 5 }
          expect(await findRows(office.database, long, on)).toEqual(await findRows(office.database, short, on))
        }
        for (const limit of [100, 10_001, null]) {
          expect(await countFound(office.database, long, limit)).toBe(await countFound(office.database, short, limit))
        }
      }
    },
  )

  it('does not look where the asker may not read', async () => {
    const bosNumber = await office.reading.list(clerk(), 'bill', { search: '20190103' })
    const bosContact = await office.reading.list(clerk(), 'bill', { search: '李四' })
    const maskedPhone = await office.reading.list(clerk(), 'contact', { search: '1381' })

    expect([bosNumber, bosContact, maskedPhone].map((page) => page.data)).toEqual([[], [], []])
    expect((await office.reading.list(chief(), 'contact', { search: '1381' })).data).toHaveLength(1)
  })

  it('goes together with filters and totals', async () => {
    const page = await office.reading.list(chief(), 'bill', { search: '2019', where: { memo: 'even, old' }, size: 2 })
    const sums = await office.reading.aggregate(chief(), 'bill', { search: '2019', measure: ['count'] })

    expect(numbersOf(page)).toEqual(['B20191231-0001', 'B20191229-0001'])
    expect(page.page.total).toBe(182)
    expect(sums.data).toEqual([{ count: 364 }])
  })

  async function all(context: ReturnType<Office['as']>, sort: string): Promise<readonly string[]> {
    const rows: string[] = []
    for await (const page of office.reading.each(context, 'bill', { sort, fields: ['number'] }, 'read'))
      rows.push(...numbersOf({ data: page }))
    return rows
  }
})

describe('a search of everything', () => {
  it('finds what the asker may read, each resource in turn', async () => {
    const hits = await office.reading.search(chief(), 'wang', 10)
    const mine = await office.reading.search(clerk(), '2019', 10)

    expect(hits.map((hit) => [hit.resource, hit.label])).toEqual([['contact', '王五贸易']])
    expect(mine).toHaveLength(8)
    expect(mine[0]).toMatchObject({ resource: 'bill', label: 'B20191227-0001' })
    expect(await office.reading.search(office.as('helper'), '王', 10)).toEqual([])
  })
})

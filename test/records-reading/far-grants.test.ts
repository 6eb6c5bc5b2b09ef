import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { longestWalk } from '../../src/store/rows/walk.js'
import { type Office, openOffice, type Values } from './office.js'

/** Bills of one agent are those they own, and those of contacts they own: the second grant reads another table than the list is ordered by. */
let office: Office
let ada: string
let mine: readonly string[]
let rare: string

const bills = 3_000

beforeAll(async () => {
  office = await openOffice()
  ada = await office.given('user', { name: 'Ada' })
  const bo = await office.given('user', { name: 'Bo' })
  rare = await office.given('user', { name: 'Cy' })
  const followed = await office.given('contact', { name: '甲', owner: ada })
  const other = await office.given('contact', { name: '乙', owner: bo })
  const seldom = await office.given('contact', { name: '丙', owner: rare })
  const bill = (at: number): Values => ({
    number: `B${String(at).padStart(5, '0')}`,
    billedOn: at % 97 === 0 ? null : `2026-0${1 + (at % 9)}-${String(1 + (at % 28)).padStart(2, '0')}`,
    contact: at === 17 ? seldom : at % 2 === 0 ? followed : other,
    owner: at % 3 === 0 ? ada : bo,
  })
  const rows = Array.from({ length: bills }, (_, at) => bill(at))
  await office.givenMany('bill', rows)
  mine = rows
    .filter(({ contact, owner }) => contact === followed || owner === ada)
    .toSorted((one, next) => key(next).localeCompare(key(one)))
    .map(({ number }) => String(number))
})

afterAll(() => office.database.drop())

/** Newest day first, those without one last, then the number backwards. */
const key = ({ billedOn, number }: Values): string => `${billedOn ?? ''}|${number}`

const list = (query: Parameters<Office['reading']['list']>[2], id = ada) => office.reading.list(office.as('agent', id), 'bill', query)
const numbersOf = ({ data }: { readonly data: readonly Readonly<Record<string, unknown>>[] }) => data.map(({ number }) => String(number))

describe('a list of several grants that read other tables', () => {
  it('shows each row once, in order, on pages by number near and far', async () => {
    const pages = []
    for (let page = 1; page <= Math.ceil(mine.length / 200); page += 1) pages.push(await list({ fields: ['number'], size: 200, page }))

    expect(mine.length).toBeGreaterThan(1_500)
    expect(pages.flatMap(numbersOf)).toEqual(mine)
  })

  it('shows the same from page to page by cursor', async () => {
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page = await list({ fields: ['number'], size: 200, count: 'none', ...(after === undefined ? {} : { after }) })
      seen.push(...numbersOf(page))
      after = page.page.next
    }

    expect(seen).toEqual(mine)
  })

  it('is counted exactly, though a row is granted twice', async () => {
    const { page } = await list({ size: 1, count: 'exact' })
    expect(page.total).toBe(mine.length)
  })

  it('is empty behind its last page', async () => {
    expect((await list({ size: 200, page: 50 })).data).toEqual([])
    expect((await list({ size: 200, page: Math.ceil((longestWalk + 400) / 200) })).data).toEqual([])
  })

  it('finds the one row among thousands', async () => {
    expect(numbersOf(await list({ fields: ['number'] }, rare))).toEqual(['B00017'])
    expect(numbersOf(await list({ fields: ['number'], sort: '-number', where: { billedOn: '2026-09-18' } }, rare))).toEqual(['B00017'])
  })

  it('keeps to what is asked for as well', async () => {
    const asked = { fields: ['number'], size: 200, where: { billedOn: '2026-05-05' } }
    const expected = mine.filter(
      (number) => Number(number.slice(1)) % 9 === 4 && Number(number.slice(1)) % 28 === 4 && Number(number.slice(1)) % 97 !== 0,
    )

    expect(numbersOf(await list(asked))).toEqual(expected)
  })
})

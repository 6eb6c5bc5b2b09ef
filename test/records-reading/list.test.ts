import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MalformedError, NotFoundError } from '../../src/kernel/errors.js'
import { type Office, openOffice } from './office.js'

let office: Office
let ada: string
let bo: string
let wang: string
let li: string
const bills: Record<string, string> = {}

beforeAll(async () => {
  office = await openOffice()
  ada = await office.given('user', { name: 'Ada' })
  bo = await office.given('user', { name: 'Bo' })
  wang = await office.given('contact', { name: '王五贸易', region: 'east', phone: '13812345678', owner: ada })
  li = await office.given('contact', { name: '李四商行', region: 'west', phone: '13987654321', owner: bo })
  const bill = async (name: string, values: Parameters<Office['given']>[1]) => {
    bills[name] = await office.given('bill', { contact: wang, owner: ada, total: '10.00', cost: '7.50', billedOn: '2026-11-01', ...values })
  }
  await bill('first', { number: 'B20261101-0001', total: '10.50', tags: ['a', 'b'], urgent: true, key: 'hush', memo: 'glass' })
  await bill('second', { number: 'B20261102-0001', billedOn: '2026-11-02', status: 'open', contact: li })
  await bill('third', { number: 'B20261102-0002', billedOn: '2026-11-02', owner: bo, contact: li, total: null })
  await bill('fourth', { number: 'B20261103-0001', billedOn: null, owner: bo, status: 'open', cost: '3.00' })
  await office.given('billLine', { bill: bills.first ?? '', what: 'window', quantity: '2.000000', price: '5.25000000', amount: '10.50' })
})

afterAll(() => office.database.drop())

const numbers = (page: { readonly data: readonly Readonly<Record<string, unknown>>[] }) => page.data.map((record) => record.number)
const chief = () => office.as('chief')
const clerk = () => office.as('clerk', ada)

describe('a list', () => {
  it('comes in the order of the resource, with what the list screen shows', async () => {
    const page = await office.reading.list(chief(), 'bill', {})

    expect(numbers(page)).toEqual(['B20261102-0002', 'B20261102-0001', 'B20261101-0001', 'B20261103-0001'])
    expect(page.data[2]).toEqual({
      id: bills.first,
      version: 1,
      number: 'B20261101-0001',
      contact: { id: wang, label: '王五贸易' },
      billedOn: '2026-11-01',
      status: 'draft',
      total: '10.50',
    })
    expect(page.page).toEqual({ number: 1, size: 50, total: 4, more: false, next: null })
  })

  it('shows a clerk own bills without cost, and of open ones the cost and little else', async () => {
    const page = await office.reading.list(clerk(), 'bill', { fields: ['number', 'cost', 'total', 'contact'], sort: 'number' })

    expect(page.data).toEqual([
      { id: bills.first, version: 1, number: 'B20261101-0001', total: '10.50', contact: { id: wang, label: '王五贸易' } },
      { id: bills.second, version: 1, number: 'B20261102-0001', cost: '7.50', total: '10.00', contact: { id: li, label: li } },
      { id: bills.fourth, version: 1, number: 'B20261103-0001', cost: '3.00', contact: { id: wang, label: '王五贸易' } },
    ])
    expect(page.page.total).toBe(3)
  })

  it('counts a cell that may not be read as nothing there', async () => {
    const unreadable = await office.reading.list(clerk(), 'bill', { where: { total: { empty: true } }, sort: 'number' })
    const greater = await office.reading.list(clerk(), 'bill', { where: { cost: { gt: 1 } }, sort: '-cost' })

    expect(numbers(unreadable)).toEqual(['B20261103-0001'])
    expect(numbers(greater)).toEqual(['B20261102-0001', 'B20261103-0001'])
  })

  it.each([
    { fields: ['nothing'] },
    { fields: ['key'] },
    { where: { nothing: 1 } },
    { where: { 'contact.phone': '13812345678' } },
    { where: { 'owner.name': 'Ada' } },
    { sort: 'nothing' },
    { sort: 'contact.phone' },
    { include: ['nothing'] },
  ])('answers %j of a clerk as it answers what does not exist', async (query) => {
    await expect(office.reading.list(clerk(), 'bill', query)).rejects.toMatchObject({ code: 'unknown-field' })
    await expect(office.reading.list(clerk(), 'bill', query)).rejects.toThrow(MalformedError)
  })

  it('masks what a grant masks', async () => {
    const page = await office.reading.list(clerk(), 'contact', { fields: ['name', 'phone'] })

    expect(page.data).toEqual([{ id: wang, version: 1, name: '王五贸易', phone: '••••5678' }])
  })

  it('walks references, and says nothing of targets that may not be read', async () => {
    const page = await office.reading.list(clerk(), 'bill', { fields: ['contact.region', 'number'], sort: 'number' })

    expect(page.data.map((record) => record['contact.region'])).toEqual(['east', null, 'east'])
  })

  it('sorts by the title of a reference', async () => {
    const page = await office.reading.list(chief(), 'bill', { sort: 'contact,number' })

    expect(numbers(page)).toEqual(['B20261102-0001', 'B20261102-0002', 'B20261101-0001', 'B20261103-0001'])
  })

  it('brings owned rows along', async () => {
    const mine = await office.reading.list(clerk(), 'bill', { include: ['lines'], fields: ['number'], sort: 'number' })
    const all = await office.reading.list(chief(), 'bill', { include: ['lines'], fields: ['number'], sort: 'number' })

    expect(mine.data.map((record) => record.lines)).toEqual([
      [expect.objectContaining({ what: 'window', quantity: '2.000000' })],
      [],
      undefined,
    ])
    expect(mine.data[0]?.lines).toEqual([expect.not.objectContaining({ price: expect.anything() })])
    expect(all.data[0]?.lines).toEqual([expect.objectContaining({ quantity: '2.000000', price: '5.25000000' })])
  })

  it('does not know resources that an actor may not read', async () => {
    await expect(office.reading.list(clerk(), 'user', {})).rejects.toThrow(NotFoundError)
    await expect(office.reading.list(clerk(), 'toString', {})).rejects.toThrow(NotFoundError)
  })

  it('lists owned rows through their owners', async () => {
    const page = await office.reading.list(clerk(), 'billLine', { fields: ['what', 'bill'] })

    expect(page.data).toEqual([{ id: expect.any(String), version: 1, what: 'window', bill: { id: bills.first, label: 'B20261101-0001' } }])
    await expect(office.reading.list(clerk(), 'billLine', { fields: ['price'] })).rejects.toMatchObject({ code: 'unknown-field' })
  })
})

describe('pages', () => {
  const sorts = ['-billedOn', 'billedOn', 'total,-number', '-total', 'urgent', '-contact', 'id', '-status,billedOn']

  it.each(sorts)('sorted by %s follow each other without gaps, by number and by cursor', async (sort) => {
    for (const context of [chief(), clerk()]) {
      const whole = await office.reading.list(context, 'bill', { sort })
      const byNumber: unknown[] = []
      const byCursor: unknown[] = []
      let after: string | null = null
      for (let page = 1; page <= whole.data.length; page += 1) {
        byNumber.push(...(await office.reading.list(context, 'bill', { sort, page, size: 1 })).data)
        const next: Awaited<ReturnType<typeof office.reading.list>> = await office.reading.list(context, 'bill', {
          sort,
          size: 1,
          ...(after === null ? {} : { after }),
        })
        byCursor.push(...next.data)
        after = next.page.next
      }
      expect(byNumber).toEqual(whole.data)
      expect(byCursor).toEqual(whole.data)
      expect(after).toBeNull()
    }
  })

  it('puts what has no value first ascending and last descending', async () => {
    const up = await office.reading.list(chief(), 'bill', { sort: 'billedOn' })
    const down = await office.reading.list(chief(), 'bill', { sort: '-billedOn' })

    expect(up.data[0]?.billedOn).toBeNull()
    expect(down.data.at(-1)?.billedOn).toBeNull()
  })

  it.each([
    [{ size: 0 }, 'bad-size'],
    [{ size: 201 }, 'bad-size'],
    [{ size: 1.5 }, 'bad-size'],
    [{ page: 0 }, 'bad-page'],
    [{ page: 1_000_000 }, 'page-too-far'],
    [{ after: 'nonsense' }, 'bad-cursor'],
    [{ after: Buffer.from('["-billedOn,-id","0000-01-01","1"]').toString('base64url') }, 'bad-cursor'],
    [{ sort: 'createdAt', after: Buffer.from('["createdAt,id","2026-02-31T99:00:00.000Z","1"]').toString('base64url') }, 'bad-cursor'],
    [{ sort: 'createdAt', after: Buffer.from('["createdAt,id","0000-01-01T00:00:00.000Z","1"]').toString('base64url') }, 'bad-cursor'],
    [{ sort: 'number', after: Buffer.from('["number,id","\\u0000","1"]').toString('base64url') }, 'bad-cursor'],
    [{ where: { createdAt: { gte: '0000-01-01T00:00:00Z' } } }, 'bad-condition'],
    [{ where: { createdAt: { gte: '9999-12-31T23:59:59-14:00' } } }, 'bad-condition'],
    [{ where: { createdAt: { gte: '2026-02-30T00:00:00Z' } } }, 'bad-condition'],
    [{ where: { billedOn: { gte: '0000-01-01' } } }, 'bad-condition'],
    [{ after: Buffer.from('["-billedOn,-id","2026-02-30","1"]').toString('base64url') }, 'bad-cursor'],
    [{ sort: 'tags' }, 'unsortable-field'],
    [{ where: { total: { gt: 'x' } } }, 'bad-condition'],
    [{ where: [] }, 'bad-condition'],
  ])('refuse %j as %s', async (query, code) => {
    await expect(office.reading.list(chief(), 'bill', query)).rejects.toMatchObject({ code })
  })

  it('do not take the cursor of another sort', async () => {
    const { page } = await office.reading.list(chief(), 'bill', { sort: 'number', size: 1 })

    await expect(office.reading.list(chief(), 'bill', { sort: '-number', after: page.next ?? '' })).rejects.toMatchObject({
      code: 'bad-cursor',
    })
  })

  it('count as they are asked to', async () => {
    const none = await office.reading.list(chief(), 'bill', { count: 'none', size: 3 })
    const exact = await office.reading.list(chief(), 'bill', { count: 'exact', size: 3 })

    expect(none.page).toMatchObject({ total: null, more: true })
    expect(exact.page).toMatchObject({ total: 4, more: false, next: expect.any(String) })
  })
})

describe('a record', () => {
  it('shows all there is to see of it, in the shapes outside systems rely on', async () => {
    const record = await office.reading.get(chief(), 'bill', bills.first ?? '')

    expect(record).toMatchObject({
      id: bills.first,
      version: 1,
      total: '10.50',
      cost: '7.50',
      tags: ['a', 'b'],
      urgent: true,
      overdue: true,
      owner: { id: ada, label: 'Ada' },
      createdAt: '2026-11-20T01:02:03.000Z',
      createdBy: null,
      lines: [{ what: 'window', quantity: '2.000000', amount: '10.50' }],
    })
    expect(record).not.toHaveProperty('key')
  })

  it('is not found where it may not be read, or is no id', async () => {
    await expect(office.reading.get(clerk(), 'bill', bills.third ?? '')).rejects.toThrow(NotFoundError)
    await expect(office.reading.get(clerk(), 'bill', '1 OR 1=1')).rejects.toThrow(NotFoundError)
    await expect(office.reading.get(clerk(), 'bill', '9'.repeat(30))).rejects.toThrow(NotFoundError)
  })

  it('leaves a file only as far as it may be read and exported', async () => {
    const rows = []
    for await (const page of office.reading.each(clerk(), 'bill', { fields: ['number', 'cost'] }, 'export')) rows.push(...page)

    expect(rows.map((row) => [row.number, row.cost])).toEqual([
      ['B20261102-0001', undefined],
      ['B20261101-0001', undefined],
    ])
    await expect(async () => {
      for await (const _ of office.reading.each(chief(), 'bill', {}, 'export'));
    }).rejects.toMatchObject({ code: 'not-granted' })
  })
})

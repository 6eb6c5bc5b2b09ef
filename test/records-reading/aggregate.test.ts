import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Office, openOffice } from './office.js'

let office: Office
let ada: string
let bo: string
let wang: string
let first: string
let lineId: string

beforeAll(async () => {
  office = await openOffice()
  ada = await office.given('user', { name: 'Ada' })
  bo = await office.given('user', { name: 'Bo' })
  wang = await office.given('contact', { name: '王五贸易', region: 'east', owner: ada })
  const li = await office.given('contact', { name: '李四商行', region: 'west', owner: bo })
  const bill = (values: Parameters<Office['given']>[1]) => office.given('bill', { contact: wang, owner: ada, cost: '7.00', ...values })
  first = await bill({ number: 'B1', billedOn: '2026-10-31', total: '10.50' })
  await bill({ number: 'B2', billedOn: '2026-11-01', total: '0.05', createdAt: '2026-11-19T16:30:00.000Z' })
  await bill({ number: 'B3', billedOn: '2026-11-30', total: '2.00', owner: bo, status: 'open' })
  await bill({ number: 'B4', billedOn: null, total: null, owner: bo, contact: li })
  lineId = await office.given('billLine', { bill: first, what: 'window', quantity: '1.000000', price: '9.00000000', amount: '9.00' })
})

afterAll(() => office.database.drop())

const chief = () => office.as('chief')
const clerk = () => office.as('clerk', ada)

describe('an aggregate', () => {
  it('groups by months, absent ones first, with exact sums', async () => {
    const sums = await office.reading.aggregate(chief(), 'bill', {
      by: ['billedOn:month'],
      measure: ['count', 'sum(total)', 'min(total)', 'max(billedOn)'],
    })

    expect(sums).toEqual({
      data: [
        { 'billedOn:month': null, count: 1, 'sum(total)': '0.00', 'min(total)': null, 'max(billedOn)': null },
        { 'billedOn:month': '2026-10', count: 1, 'sum(total)': '10.50', 'min(total)': '10.50', 'max(billedOn)': '2026-10-31' },
        { 'billedOn:month': '2026-11', count: 2, 'sum(total)': '2.05', 'min(total)': '0.05', 'max(billedOn)': '2026-11-30' },
      ],
      more: false,
    })
  })

  it('sees days as the company does: late in the evening of UTC is the next day in Shanghai', async () => {
    const days = await office.reading.aggregate(chief(), 'bill', { by: ['createdAt:day'], measure: ['count'] })

    expect(days.data).toEqual([{ 'createdAt:day': '2026-11-20', count: 4 }])
  })

  it('names references, and walks them', async () => {
    const contacts = await office.reading.aggregate(chief(), 'bill', { by: ['contact'], measure: ['sum(total)'] })
    const regions = await office.reading.aggregate(chief(), 'bill', { by: ['contact.region', 'status'], measure: ['count'], limit: 2 })

    expect(contacts.data).toContainEqual({ contact: { id: wang, label: '王五贸易' }, 'sum(total)': '12.55' })
    expect(regions).toEqual({
      data: [
        { 'contact.region': 'east', status: 'draft', count: 2 },
        { 'contact.region': 'east', status: 'open', count: 1 },
      ],
      more: true,
    })
  })

  it('sums only rows and cells that the asker may read', async () => {
    const sums = await office.reading.aggregate(clerk(), 'bill', { measure: ['count', 'sum(total)', 'sum(cost)'] })

    expect(sums.data).toEqual([{ count: 3, 'sum(total)': '10.55', 'sum(cost)': '7.00' }])
  })

  it.each([
    [{ measure: ['sum(key)'] }, 'unknown-field'],
    [{ measure: ['sum(number)'] }, 'bad-measure'],
    [{ measure: ['avg(total)'] }, 'bad-measure'],
    [{ measure: [] }, 'bad-measure'],
    [{ by: ['owner.name'], measure: ['count'] }, 'unknown-field'],
    [{ by: ['number:month'], measure: ['count'] }, 'bad-group'],
    [{ by: ['tags'], measure: ['count'] }, 'bad-group'],
    [{ measure: ['count'], limit: 0 }, 'bad-limit'],
  ])('refuses %j as %s', async (query, code) => {
    await expect(office.reading.aggregate(clerk(), 'bill', query)).rejects.toMatchObject({ code })
  })
})

describe('the history of a record', () => {
  const trace = async (action: string, changes: readonly object[]) => {
    const id = String(Date.now()) + String(Math.floor(Math.random() * 1e5)).padStart(5, '0')
    const at = '2026-11-21T00:00:00.000Z'
    const sql =
      'INSERT INTO dj_audit (id, at, actor_id, actor_label, via, action, resource, record_id, changes, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
    await office.database.execute(sql, [id, at, ada, 'Ada', 'api', action, 'bill', first, JSON.stringify(changes), null])
    await new Promise((resolve) => setTimeout(resolve, 2))
  }

  it('tells a reader what they may read now, newest first, and nothing of the rest', async () => {
    await trace('create', [
      { field: 'total', old: null, new: '10.50' },
      { field: 'contact', old: null, new: wang },
      { field: 'key', old: null, new: '•' },
    ])
    await trace('update', [{ field: 'cost', old: null, new: '7.00' }])
    await trace('update', [
      { field: `lines.${lineId}.what`, old: 'door', new: 'window' },
      { field: `lines.${lineId}.price`, old: null, new: '9' },
    ])

    const mine = await office.reading.history(clerk(), 'bill', first, {})
    const whole = await office.reading.history(chief(), 'bill', first, {})

    expect(mine.data.map((entry) => entry.changes)).toEqual([
      [{ field: `lines.${lineId}.what`, old: 'door', new: 'window' }],
      [
        { field: 'total', old: null, new: '10.50' },
        { field: 'contact', old: null, new: { id: wang, label: '王五贸易' } },
      ],
    ])
    expect(whole.data[1]?.changes).toEqual([{ field: 'cost', old: null, new: '7.00' }])
    expect(whole.data[0]).toMatchObject({
      at: '2026-11-21T00:00:00.000Z',
      actor: { id: ada, label: 'Ada' },
      via: 'api',
      action: 'update',
      note: null,
    })
  })

  it('goes on after an entry', async () => {
    const whole = await office.reading.history(chief(), 'bill', first, {})
    const rest = await office.reading.history(chief(), 'bill', first, { after: whole.data[0]?.id ?? '' })

    expect(rest.data).toEqual(whole.data.slice(1))
  })

  it('is not found where the record is not', async () => {
    await expect(office.reading.history(office.as('clerk', bo), 'bill', first, {})).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('what may be done with a record', () => {
  it('are the transitions its reader is granted on it, with the reason of what is not open', async () => {
    const { data: mine } = await office.reading.openActions(clerk(), 'bill', first)
    const [second] = (await office.reading.list(clerk(), 'bill', { where: { number: 'B2' } })).data
    const { data: empty } = await office.reading.openActions(clerk(), 'bill', second?.id ?? '')

    expect(mine).toEqual([
      { name: 'submit', open: true, reason: null },
      { name: 'pay', open: true, reason: null },
    ])
    expect(empty).toContainEqual({ name: 'pay', open: false, reason: { zh: '没有金额。', en: 'Nothing to pay.' } })
    const { data: chiefs } = await office.reading.openActions(chief(), 'bill', first)
    expect(chiefs).toEqual([{ name: 'pay', open: true, reason: null }])
  })

  it('are a change where a field of this row may be written now, and a removal where a grant allows it', async () => {
    const [open] = (await office.reading.list(chief(), 'bill', { where: { number: 'B3' } })).data
    const canOf = async (context: ReturnType<Office['as']>, id = '') => (await office.reading.openActions(context, 'bill', id)).can

    expect(await canOf(clerk(), first)).toEqual(['update'])
    expect(await canOf(clerk(), open?.id)).toEqual([])
    expect(await canOf(office.as('clerk', bo), open?.id)).toEqual([])
    expect(await canOf(chief(), first)).toEqual(['remove'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ExcelJS from 'exceljs'
import { decimalOf } from '../../src/kernel/decimal.js'
import type { Context } from '../../src/records/door.js'
import { bytesOf, type Office, openOffice, textOf } from '../queue/support/office.js'
import { anOrder, aShop, type Shop } from '../support/platform.js'

let office: Office
let shops: readonly Shop[]
let ada: Context
let lead: Context
let finance: Context

const year = { from: '2000-01-01', until: '2999-12-31' }

beforeAll(async () => {
  office = await openOffice()
  ada = await office.as('salesRep', 'ada')
  lead = await office.as('salesLead', 'lea')
  finance = await office.as('accountant', 'fin')
  shops = [await aShop(office, { onHand: '100', owner: String(ada.actor.id) }), await aShop(office, { onHand: '100' })]
  for (const [index, quantity] of [
    [0, '3'],
    [0, '0.5'],
    [1, '7'],
  ] as const)
    await approved(shops[index], quantity)
  await anOrder(office, shops[0] as Shop, { quantity: '50' })
  await office.workOff()
})

afterAll(async () => {
  await office.drop()
})

async function approved(shop: Shop | undefined, quantity: string): Promise<void> {
  if (shop === undefined) throw new Error('no shop')
  const { id } = await anOrder(office, shop, { quantity })
  for (const name of ['submit', 'approve']) await office.records.transition(office.admin, 'order', id, name, {}, null)
}

type Format = 'json' | 'xlsx' | 'csv' | 'pdf'

async function ran(
  context: Context,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
  format: Format = 'json',
): Promise<string> {
  const { id } = await office.rooms.ports.runs.startReport(context, report, { parameters, format })
  await office.workOff()
  const view = await office.rooms.ports.runs.get(context, id)
  if (view.state !== 'done') throw new Error(`${view.state}: ${view.error}`)
  return id
}

interface Body {
  readonly columns: readonly { readonly name: string; readonly label: string; readonly kind: string }[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly totals: Readonly<Record<string, string>>
  readonly rowCount: number
}

const bodyOf = async (context: Context, report: string, parameters: Readonly<Record<string, unknown>>): Promise<Body> =>
  JSON.parse(await textOf(office, context, await ran(context, report, parameters)))

describe('a report', () => {
  it('groups what it is told to, largest first, with totals that are the sum of everything', async () => {
    const { columns, rows, totals, rowCount } = await bodyOf(finance, 'salesByCustomer', year)

    expect(columns.map(({ name }) => name)).toEqual(['customer', 'region', 'orders', 'net', 'total', 'margin'])
    expect(rows.map(({ net }) => net)).toEqual(['70.00', '35.00'])
    expect(rows[0]?.customer).toEqual({ id: shops[1]?.customer, label: expect.stringMatching(/^客户/) })
    expect({ rowCount, orders: rows.map(({ orders }) => orders) }).toEqual({ rowCount: 2, orders: [1, 2] })
    expect(totals).toMatchObject({ orders: '3', net: '105.00' })
    expect(totals.total).toBe(rows.reduce((sum, row) => sum.plus(String(row.total)), decimalOf(0)).toFixed(2))
  })

  it('shows a sales rep their own customers, and no column they may not read', async () => {
    const { columns, rows, totals } = await bodyOf(ada, 'salesByCustomer', year)

    expect(columns.map(({ name }) => name)).not.toContain('margin')
    expect(rows).toHaveLength(1)
    expect(totals).toMatchObject({ net: '35.00' })
    expect(totals).not.toHaveProperty('margin')
  })

  it('agrees with what the door adds up', async () => {
    const { totals } = await bodyOf(lead, 'salesByDay', year)
    const where = { status: ['approved', 'closed'] }
    const { data } = await office.records.aggregate(lead, 'order', { where, measure: ['sum(subtotal)', 'sum(tax)', 'sum(total)', 'count'] })

    expect(totals).toMatchObject({
      net: data[0]?.['sum(subtotal)'],
      tax: data[0]?.['sum(tax)'],
      total: data[0]?.['sum(total)'],
      orders: String(data[0]?.count),
    })
  })

  it('keeps to its period', async () => {
    expect(await bodyOf(lead, 'salesByDay', { from: '2000-01-01', until: '2000-12-31' })).toMatchObject({
      rows: [],
      totals: { net: '0.00', orders: '0' },
    })
  })

  it('says everything that is wrong with its parameters at once', async () => {
    const parameters = { from: 'yesterday', utnil: '2026-01-01' }

    await expect(office.rooms.ports.runs.startReport(lead, 'salesByDay', { parameters, format: 'json' })).rejects.toMatchObject({
      code: 'invalid',
      errors: [
        expect.objectContaining({ at: 'parameters.from', code: 'wrong-type' }),
        expect.objectContaining({ at: 'parameters.until', code: 'required' }),
        expect.objectContaining({ at: 'parameters.utnil', code: 'unknown-parameter' }),
      ],
    })
  })

  it('does not exist for who has none of its roles', async () => {
    const keeper = await office.as('warehouse', 'kim')
    await expect(
      office.rooms.ports.runs.startReport(keeper, 'salesByCustomer', { parameters: year, format: 'json' }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.rooms.ports.runs.startReport(lead, 'noSuchReport', { parameters: year, format: 'json' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('is a workbook with a title, the period, real numbers and a line of totals', async () => {
    const id = await ran(finance, 'salesByCustomer', year, 'xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await bytesOf(office, finance, id)) as never)
    const [sheet] = book.worksheets
    const texts = (sheet?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? row.map((cell) => cellText(cell)).join('|') : ''))

    expect((await office.rooms.ports.runs.file(finance, id)).name).toMatch(/^客户销售汇总_\d{8}_\d{4}\.xlsx$/)
    expect(texts[1]).toContain('客户销售汇总')
    expect(texts[2]).toContain('2000-01-01 至 2999-12-31')
    expect(texts[3]).toContain('客户|区域|订单数|未税金额')
    expect(typeof sheet?.getCell('D4').value).toBe('number')
    expect(texts.some((line) => line.includes('合计') && line.includes('105'))).toBe(true)
  })

  it('is a csv of the same rows, and a pdf', async () => {
    const csv = await textOf(office, lead, await ran(lead, 'salesByCustomer', year, 'csv'))
    const pdf = await bytesOf(office, lead, await ran(lead, 'salesByCustomer', year, 'pdf'))

    expect(csv.trimEnd().split('\r\n')).toHaveLength(3)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

function cellText(cell: unknown): string {
  if (typeof cell === 'object' && cell !== null && 'result' in cell) return String(cell.result)
  return String(cell ?? '')
}

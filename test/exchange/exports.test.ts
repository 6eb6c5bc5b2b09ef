import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Context } from '../../src/records/door.js'
import { type Office, openOffice, textOf } from '../queue/support/office.js'
import { anOrder, aShop, type Shop } from '../support/platform.js'

let office: Office
let shop: Shop
let ada: Context
let lead: Context

const all = { where: null, search: null, sort: null, fields: null, format: 'csv' } as const

beforeAll(async () => {
  office = await openOffice()
  await office.as('admin', 'root')
  ada = await office.as('salesRep', 'ada')
  lead = await office.as('salesLead', 'lea')
  shop = await aShop(office, { onHand: '100', owner: String(ada.actor.id) })
  const other = await aShop(office, { onHand: '100' })
  for (const quantity of ['3', '1', '2']) await anOrder(office, shop, { quantity })
  await anOrder(office, other, { quantity: '9' })
})

afterAll(async () => {
  await office.drop()
})

async function exported(
  context: Context,
  request: Partial<Parameters<Office['rooms']['ports']['runs']['startExport']>[1]>,
): Promise<readonly string[]> {
  const { id } = await office.rooms.ports.runs.startExport(context, { resource: 'order', ...all, ...request })
  await office.workOff()
  const view = await office.rooms.ports.runs.get(context, id)
  if (view.state !== 'done') throw new Error(`${view.state}: ${view.error}`)
  return (await textOf(office, context, id))
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
}

describe('an export', () => {
  it('holds the columns of the screen in the asker’s language, and only rows they may read', async () => {
    const lines = await exported(ada, {})

    expect(lines[0]).toContain('订单号,客户,下单日期')
    expect(lines).toHaveLength(4)
    expect((await exported(lead, {})).length).toBe(5)
  })

  it('follows the filter, the order and the columns of the list', async () => {
    const lines = await exported(lead, { where: { customer: shop.customer }, sort: '-total', fields: ['total', 'status', 'customer.code'] })

    expect(lines[0]).toBe('价税合计,状态,客户·客户编码')
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['33.90', '22.60', '11.30'])
    expect(lines[1]).toContain('草稿')
  })

  it('shows its owner how far it is and how many rows there were, and nobody else anything', async () => {
    const { id } = await office.rooms.ports.runs.startExport(ada, { resource: 'order', ...all })
    expect(await office.rooms.ports.runs.get(ada, id)).toMatchObject({ state: 'queued', progress: 0, kind: 'export', name: '销售订单' })
    await expect(office.rooms.ports.runs.file(ada, id)).rejects.toMatchObject({ code: 'not-found' })

    await office.workOff()

    expect(await office.rooms.ports.runs.get(ada, id)).toMatchObject({ state: 'done', progress: 1, rows: 3, error: null })
    await expect(office.rooms.ports.runs.get(lead, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.rooms.ports.runs.file(lead, id)).rejects.toMatchObject({ code: 'not-found' })
    expect((await office.rooms.ports.runs.file(ada, id)).name).toMatch(/^销售订单_\d{8}_\d{4}\.csv$/)
  })

  it('X5 leaves an entry of who took what out, and how much', async () => {
    await exported(lead, { where: { status: 'draft' } })

    const [entry] = await office.database.query("SELECT * FROM dj_audit WHERE action = 'export' ORDER BY id DESC LIMIT 1")
    expect(entry).toMatchObject({ actor_label: 'lea', resource: 'order' })
    expect(entry?.changes).toEqual(
      expect.arrayContaining([
        { field: 'where', old: null, new: { status: 'draft' } },
        { field: 'rows', old: null, new: 4 },
      ]),
    )
  })

  it('is refused at once to who may read but not export, and to who may not read at all', async () => {
    const keeper = await office.as('warehouse', 'kim')
    await expect(office.rooms.ports.runs.startExport(keeper, { resource: 'order', ...all })).rejects.toMatchObject({ code: 'not-granted' })
    await expect(office.rooms.ports.runs.startExport(keeper, { resource: 'journalEntry', ...all })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(exported(ada, { fields: ['number', 'margin'] })).rejects.toMatchObject({ code: 'unknown-field' })
  })

  it('uses the rights of the moment it runs, not of the moment it was asked for', async () => {
    const bo = await office.as('salesLead', 'bo')
    const { id } = await office.rooms.ports.runs.startExport(bo, { resource: 'order', ...all })
    const { data } = await office.records.list(office.admin, 'roleAssignment', { where: { user: bo.actor.id } })
    await office.records.remove(office.admin, 'roleAssignment', data[0]?.id ?? '', Number(data[0]?.version))

    await office.workOff()

    expect(await office.rooms.ports.runs.get(bo, id)).toMatchObject({ state: 'failed', rows: null, error: expect.stringContaining('无权') })
  })

  it('stops when it is cancelled, and makes no file', async () => {
    const { id } = await office.rooms.ports.runs.startExport(ada, { resource: 'order', ...all })

    await office.rooms.ports.runs.cancel(ada, id)
    await office.workOff()

    expect(await office.rooms.ports.runs.get(ada, id)).toMatchObject({ state: 'cancelled' })
    await expect(office.rooms.ports.runs.file(ada, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is taken up again after its worker died, and has one file then', async () => {
    const { id } = await office.rooms.ports.runs.startExport(ada, { resource: 'order', ...all })
    await office.database.execute("UPDATE dj_job_run SET state = 'running', attempts = 1 WHERE id = ?", [id])
    const files = async () => Number((await office.database.query('SELECT COUNT(*) AS n FROM dj_file'))[0]?.n)
    const before = await files()

    await office.workOff()

    expect(await office.rooms.ports.runs.get(ada, id)).toMatchObject({ state: 'done', rows: 3 })
    expect(await files()).toBe(before + 1)
  })

  it('ends for its owner when its job was parked, and goes after a week, file and all', async () => {
    const lost = await office.rooms.ports.runs.startExport(ada, { resource: 'order', ...all })
    await office.database.execute("UPDATE dj_outbox SET state = 'parked' WHERE id = (SELECT outbox_id FROM dj_job_run WHERE id = ?)", [
      lost.id,
    ])
    const old = await office.rooms.ports.runs.startExport(ada, { resource: 'order', ...all })
    await office.workOff()
    const { open } = await office.rooms.ports.runs.file(ada, old.id)
    await office.database.execute('UPDATE dj_job_run SET expires_at = ? WHERE id = ?', ['2020-01-01T00:00:00.000Z', old.id])

    await office.rooms.toolsFor(office.admin, { signal: new AbortController().signal, isLast: false }).runs.sweep()

    expect(await office.rooms.ports.runs.get(ada, lost.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('重新发起') })
    await expect(office.rooms.ports.runs.get(ada, old.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(open()).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the end of an export', () => {
  const toldOf = async (context: Context) =>
    (
      await office.records.list(context, 'notification', {
        where: { recipient: context.actor.id, linkResource: 'run' },
        fields: ['title', 'linkId', 'severity', 'readAt'],
        sort: 'id',
      })
    ).data

  it('is told to its owner once, and read once the file is fetched', async () => {
    const asker = await office.as('salesLead', 'lena')
    const request = { resource: 'order', where: null, search: null, sort: null, fields: ['number'], format: 'csv' } as const
    const { id } = await office.rooms.ports.runs.startExport(asker, request)
    await office.workOff()

    expect(await toldOf(asker)).toMatchObject([{ title: '“销售订单”已生成，点击下载。', linkId: id, severity: 'info', readAt: null }])
    await office.rooms.ports.runs.file({ ...asker, actor: { ...asker.actor, readOnly: true } }, id)
    expect(await toldOf(asker)).toMatchObject([{ readAt: null }])
    await office.rooms.ports.runs.file(asker, id)
    expect(await toldOf(asker)).toMatchObject([{ readAt: expect.any(String) }])
  })

  it('is told with the reason when nothing could be made', async () => {
    const asker = await office.as('salesLead', 'lisa')
    const request = { resource: 'order', where: null, search: null, sort: null, fields: ['number'], format: 'csv' } as const
    const { id } = await office.rooms.ports.runs.startExport(asker, request)
    await office.database.execute('DELETE FROM role_assignment WHERE user_id = ?', [asker.actor.id])
    await office.workOff()

    expect(await office.rooms.ports.runs.get(asker, id)).toMatchObject({ state: 'failed' })
    expect(await toldOf(asker)).toMatchObject([{ severity: 'warning', title: expect.stringContaining('未能生成') }])
  })
})

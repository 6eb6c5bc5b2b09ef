import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { bumpRights, touchedBy } from '../../src/accounts/rights.js'
import { contextOf, openWebWorld, type WebWorld } from '../support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await openWebWorld()
})
afterAll(() => world.close())

const hour = 3_600_000

describe('what was taken away is gone at the next request', () => {
  it('when a role ends, in this process and in another', async () => {
    const id = await world.givenUser('ada', ['clerk'])
    const browser = await world.browser('ada')
    const other = await world.another()
    const before = await browser.get('/session')
    await takeRole(id)
    const after = await browser.get('/session')
    const elsewhere = await fetch(`${other.url}/api/v1/session`, { headers: { cookie: browser.cookie } })
    await other.close()

    expect(before.json.user.roles).toEqual(['clerk'])
    expect(after.json.user.roles).toEqual([])
    expect(await elsewhere.json()).toMatchObject({ user: { roles: [] } })
    expect((await browser.get('/records/paper')).status).toBe(404)
  })

  it('when a user is suspended', async () => {
    const id = await world.givenUser('bo', ['clerk'])
    const browser = await world.browser('bo')
    await world.database.transaction(async (tx) => {
      await tx.execute(`update ${tx.dialect.quote(tableOf('user'))} set active = ? where id = ?`, [false, id])
      await bumpRights(tx, touchedBy({ resource: 'user', before: { id }, after: { id } }))
    })

    expect((await browser.get('/session')).status).toBe(401)
  })

  it('when a session is ended from the list, but not by somebody else', async () => {
    await world.givenUser('cy', ['clerk'])
    await world.givenUser('eve', ['clerk'])
    const [here, there, eve] = [await world.browser('cy'), await world.browser('cy'), await world.browser('eve')]
    const listed = (await here.get('/sessions')).json.data
    const target = listed.find((one: { current: boolean }) => !one.current)

    expect(listed).toHaveLength(2)
    expect((await eve.remove(`/sessions/${target.id}`)).status).toBe(404)
    expect((await there.get('/session')).status).toBe(200)
    expect((await here.remove(`/sessions/${target.id}`)).status).toBe(204)
    expect((await there.get('/session')).status).toBe(401)
  })

  it('when one signs out', async () => {
    await world.givenUser('di', ['clerk'])
    const browser = await world.browser('di')
    const kept = browser.cookie
    const out = await browser.remove('/session')

    expect(out.status).toBe(204)
    expect((await browser.get('/session', { headers: { cookie: kept } })).status).toBe(401)
  })

  it('when twelve hours pass without a request, or seven days in any case', async () => {
    await world.givenUser('fay', ['clerk'])
    const [idle, busy] = [await world.browser('fay'), await world.browser('fay')]
    const alive: number[] = []
    for (let passed = 0; passed < 7 * 24; passed += 11) {
      alive.push((await busy.get('/session')).status)
      world.clock.pass(11 * hour)
    }

    expect(new Set(alive)).toEqual(new Set([200]))
    expect((await busy.get('/session')).status).toBe(401)
    expect((await idle.get('/session')).status).toBe(401)
  })
})

describe('an actor', () => {
  it('has the department and all below it, and none of the roles that jobs act as', async () => {
    const create = (name: string, parent: string | null) => world.records.create(contextOf(world.model), 'department', { name, parent })
    const top = await create('top', null)
    const middle = await create('middle', top.id)
    const low = await create('low', middle.id)
    await create('elsewhere', top.id)
    const userId = await world.givenUser('gil', ['clerk', 'robot', 'no such role'], { department: middle.id })
    const actor = await world.accounts.actorFor({ userId, model: world.model, via: 'api' })

    expect(actor).toMatchObject({ roles: ['clerk'], department: middle.id, departments: [middle.id, low.id], system: [], via: 'api' })
  })

  it('survives departments in a circle', async () => {
    const create = (name: string, parent: string | null) => world.records.create(contextOf(world.model), 'department', { name, parent })
    const [one, two] = [await create('one', null), await create('two', null)]
    const table = world.database.dialect.quote(tableOf('department'))
    for (const [id, parent] of [
      [one.id, two.id],
      [two.id, one.id],
    ])
      await world.database.execute(`update ${table} set ${columnOf('department', 'parent')} = ? where id = ?`, [parent, id])
    const userId = await world.givenUser('hal', ['clerk'], { department: one.id })

    expect((await world.accounts.actorFor({ userId, model: world.model, via: 'api' }))?.departments).toEqual([one.id, two.id])
  })

  it('is answered in the language chosen in the preferences', async () => {
    await world.givenUser('ivy', ['clerk'], { locale: 'en' })
    const browser = await world.browser('ivy')
    const before = (await browser.get('/records/nothing')).json.detail
    await browser.patch('/preferences', { body: { locale: 'zh-CN', columns: { paper: ['number'] } } })
    const after = (await browser.get('/records/nothing')).json.detail

    expect([before, after]).toEqual(['Not found.', '找不到所请求的内容。'])
    expect((await browser.get('/preferences')).json).toEqual({ locale: 'zh-CN', columns: { paper: ['number'] } })
    expect((await browser.patch('/preferences', { body: { columns: null } })).json).toEqual({ locale: 'zh-CN' })
    expect((await browser.patch('/preferences', { body: { locale: 'fr' } })).status).toBe(422)
  })
})

describe('bumpRights', () => {
  it('names the user of a role before and after, everybody for a department, nobody for a paper', () => {
    expect(touchedBy({ resource: 'roleAssignment', before: { user: '1' }, after: { user: { id: '2', label: 'Bo' } } })).toEqual(['1', '2'])
    expect(touchedBy({ resource: 'department', before: null, after: { id: '3' } })).toBe('everybody')
    expect(touchedBy({ resource: 'paper', before: null, after: { id: '3' } })).toEqual([])
  })
})

async function takeRole(userId: string): Promise<void> {
  await world.database.transaction(async (tx) => {
    await tx.execute(`delete from ${tx.dialect.quote(tableOf('roleAssignment'))} where ${columnOf('roleAssignment', 'user')} = ?`, [userId])
    await bumpRights(tx, touchedBy({ resource: 'roleAssignment', before: { user: userId }, after: null }))
  })
}

function tableOf(resource: string): string {
  return world.model.resources[resource]?.table ?? ''
}

function columnOf(resource: string, field: string): string {
  return world.database.dialect.quote(world.model.resources[resource]?.fields[field]?.column ?? '')
}

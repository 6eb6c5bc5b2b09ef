// Designing rights is one thing, holding them another; and what is gone leaves nothing behind that a namesake could inherit.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Client, type CompanyWeb, openCompanyWeb } from '../support/company-web.js'

let company: CompanyWeb
let boss: Client
let designer: Client
beforeAll(async () => {
  company = await openCompanyWeb()
  boss = await company.given('boss', ['admin'])
  designer = await company.given('designer', ['designer'])
})
afterAll(() => company.close())

const assignmentsOf = async (userId: string) =>
  (await boss.get(`/records/roleAssignment?where=${encodeURIComponent(JSON.stringify({ user: userId }))}&fields=role`)).json.data

/** @returns the answer to publishing, or to the draft when that is refused */
async function publishAs(who: Client, set: readonly object[], add: readonly object[] = []) {
  const draft = await who.post('/changes', { body: { set, add } })
  if (draft.status !== 201) return draft
  expect(draft.json.problems).toEqual([])
  return who.post(`/changes/${draft.json.id}/publish`, { body: {} })
}

describe('holding a role', () => {
  it('is never one’s own doing', async () => {
    const second = await company.given('second', ['admin'])
    const [mine] = await assignmentsOf(second.userId)
    const more = await second.post('/records/roleAssignment', { body: { user: second.userId, role: 'manager' } })
    const less = await second.remove(`/records/roleAssignment/${mine.id}`, { headers: { 'if-match': '"1"' } })

    expect([more, less].map(({ status, json }) => [status, json.code])).toEqual([
      [403, 'own-roles'],
      [403, 'own-roles'],
    ])
    expect(await assignmentsOf(second.userId)).toHaveLength(1)
    await boss.remove(`/records/roleAssignment/${mine.id}`, { headers: { 'if-match': '"1"' } })
  })

  it('is not given by who may only design, nor is the platform’s own role given at all', async () => {
    const byDesigner = await designer.post('/records/roleAssignment', { body: { user: designer.userId, role: 'admin' } })
    const internal = await boss.post('/records/roleAssignment', { body: { user: designer.userId, role: 'platform' } })

    expect(byDesigner.status).toBe(403)
    expect([internal.status, internal.json.errors.map((error: { at: string }) => error.at)]).toEqual([422, ['role']])
    expect(await assignmentsOf(designer.userId)).toHaveLength(1)
  })

  it('of the last administrator cannot be taken, nor can they be suspended, by two at once either', async () => {
    const [one, two] = [await company.given('one', ['admin']), await company.given('two', ['admin'])]
    const [bossRow] = await assignmentsOf(boss.userId)
    expect((await one.remove(`/records/roleAssignment/${bossRow.id}`, { headers: { 'if-match': '"1"' } })).status).toBe(204)
    const suspend = (who: Client, whom: Client) =>
      who.patch(`/records/user/${whom.userId}`, { body: { active: false }, headers: { 'if-match': '"1"' } })

    const answers = await Promise.all([suspend(one, two), suspend(two, one)])

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = (await one.get('/session')).status === 200 ? one : two
    const itself = await suspend(left, left)
    expect([itself.status, itself.json.code]).toEqual([409, 'last-administrator'])
    const back = await left.post('/records/roleAssignment', { body: { user: boss.userId, role: 'admin' } })
    expect(back.status).toBe(201)
  })
})

describe('a designer', () => {
  it.each([
    ['rows for themselves', [{ definition: 'resource:customer', patch: { permissions: { designer: { can: ['read'], rows: 'all' } } } }]],
    [
      'a system right for themselves',
      [{ definition: 'role:designer', patch: { system: ['publish', 'explain', 'viewAs', 'assignRoles'] } }],
    ],
    [
      'a field of users more for themselves',
      [{ definition: 'resource:user', patch: { permissions: { designer: { can: ['read', 'update'], rows: 'all' } } } }],
    ],
    [
      'wider rows through a scope their grant names',
      [{ definition: 'resource:notification', patch: { scopes: { own: { kind: ['alert', 'run', 'job', 'message'] } } } }],
    ],
  ])('does not publish %s', async (_what, set) => {
    const before = (await designer.get('/model')).json.version
    const answer = await publishAs(designer, set)

    expect([answer.status, answer.json.code]).toEqual([403, 'own-role'])
    expect((await designer.get('/model')).json.version).toBe(before)
  })

  it('shapes other roles, and sees no row of theirs by it', async () => {
    const set = [{ definition: 'resource:order', patch: { permissions: { purchaser: { can: ['read'], rows: 'all' } } } }]

    expect((await publishAs(designer, set)).status).toBe(200)
    expect((await designer.get('/records/order')).status).toBe(404)
  })

  const rights = ['publish', 'assignRoles', 'manageUsers']
  const assigns = { can: ['read', 'create', 'remove'], rows: 'all' }
  it.each([
    [
      'system rights they do not hold',
      [{ definition: 'role:salesRep', patch: { system: rights } }],
      [],
      ['role:salesRep.system', 'rights-beyond', '不能把自己没有的系统权限（assignRoles、manageUsers）授予角色“销售员”。'],
    ],
    [
      'such rights in a role of their making',
      [],
      [{ kind: 'role', name: 'x_boss', label: { zh: '总', en: 'Boss' }, system: rights }],
      ['role:x_boss.system', 'rights-beyond', '授予角色“总”。'],
    ],
    [
      'the assigning of roles',
      [{ definition: 'resource:roleAssignment', patch: { permissions: { salesRep: assigns } } }],
      [],
      ['resource:roleAssignment.permissions.salesRep', 'assigning-beyond', '您不能分配角色，因此也不能授权他人分配。'],
    ],
  ])('gives nobody %s: the draft says so, and it is not published; an administrator may', async (_what, set, add, [at, code, words]) => {
    const before = (await designer.get('/model')).json.version
    const draft = await designer.post('/changes', { body: { set, add } })
    const answer = await designer.post(`/changes/${draft.json.id}/publish`, { body: {} })

    expect(draft.json.problems).toMatchObject([{ at, code }])
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ at, code, message: expect.stringContaining(words ?? '') }]])
    expect((await designer.get('/model')).json.version).toBe(before)
    expect((await boss.post(`/changes/${draft.json.id}/publish`, { body: {} })).status).toBe(200)
    const { json } = await designer.get('/model')
    expect((await boss.post(`/versions/${before}/restore`, { body: {} })).json.version).toBe(json.version + 1)
  })

  it('lets others look at who has which role, and keeps what an administrator gave', async () => {
    const looks = { can: ['read'], rows: 'all' }
    const given = await publishAs(boss, [{ definition: 'role:manager', patch: { system: ['audit'] } }])
    const shown = await publishAs(designer, [{ definition: 'resource:roleAssignment', patch: { permissions: { manager: looks } } }])
    const named = await publishAs(designer, [{ definition: 'role:manager', patch: { label: { en: 'Head' } } }])

    expect([given.status, shown.status, named.status]).toEqual([200, 200, 200])
  })

  it('is answered the same when the same publish comes twice at once', async () => {
    const draft = await designer.post('/changes', { body: { set: [{ definition: 'resource:unit', patch: { label: { en: 'Measure' } } }] } })
    const ask = (key: string) => designer.post(`/changes/${draft.json.id}/publish`, { body: {}, headers: { 'idempotency-key': key } })

    const [first, second, other] = await Promise.all([ask('one'), ask('one'), ask('two')])
    const twice = [first, second].map(({ status, json }) => [status, json.version, json.code])

    expect(twice[0]).toEqual(twice[1])
    expect([first.status, other.status].sort()).toEqual([200, 409])
  })

  it('cannot leave the company without anybody who assigns roles', async () => {
    const answer = await publishAs(designer, [{ definition: 'role:admin', patch: { system: ['publish', 'manageJobs', 'console'] } }])

    expect([answer.status, answer.json.code]).toEqual([409, 'last-administrator'])
    expect((await boss.get('/session')).json.rights).toContain('assignRoles')
  })
})

describe('a field that comes back under an old name', () => {
  const withField = (field: object | null) => [{ definition: 'resource:supplier', patch: { fields: { x_secret: field } } }]
  const field = { kind: 'text', label: { zh: '内部评语', en: 'Remark' } }

  it('has neither the values nor the grants of the one before', async () => {
    const buyer = await company.given('buyer', ['purchaser'])
    expect((await publishAs(designer, withField(field))).status).toBe(200)
    const shown = [
      {
        definition: 'resource:supplier',
        patch: { permissions: { accountant: { can: ['read'], rows: 'all', show: ['code', 'name', 'x_secret'] } } },
      },
    ]
    expect((await publishAs(designer, shown)).status).toBe(200)
    const made = await buyer.post('/records/supplier', { body: { code: 'S7', name: '供应商', x_secret: '旧的秘密' } })
    expect(made.status).toBe(201)
    const accountant = await company.given('books', ['accountant'])
    expect((await accountant.get(`/records/supplier/${made.json.id}`)).json.x_secret).toBe('旧的秘密')

    const removed = await publishAs(designer, withField(null))
    const again = await publishAs(designer, withField(field))

    expect([removed.status, again.status]).toEqual([200, 200])
    expect((await buyer.get(`/records/supplier/${made.json.id}`)).json.x_secret).toBeNull()
    const seen = (await accountant.get(`/records/supplier/${made.json.id}`)).json
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(['code', 'name']))
    expect(seen).not.toHaveProperty('x_secret')
    expect((await accountant.get('/records/supplier?fields=x_secret')).status).toBe(400)
  })
})

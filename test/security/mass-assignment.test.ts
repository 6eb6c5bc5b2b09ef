import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { FieldModel, ResourceModel } from '../../src/compile/model.js'
import { DanjuError, ForbiddenError, MalformedError, NotFoundError } from '../../src/kernel/errors.js'
import { accessFor } from '../../src/permissions/access.js'
import type { Context } from '../../src/records/door.js'
import { type CompanyWeb, openCompanyWeb } from '../support/company-web.js'
import { furnish } from '../support/house.js'

const roles = ['salesRep', 'salesLead', 'warehouse', 'purchaser', 'accountant', 'manager', 'designer', 'admin'] as const
/** Keys that are no fields, some of which a careless merge would take for one. */
const junk = [
  '__proto__',
  'constructor',
  'prototype',
  'ID',
  'status ',
  'owner_id',
  'ownerId',
  'customer.name',
  'lines.0.quantity',
  '$set',
  'toString',
  '',
]

let company: CompanyWeb
const contexts = new Map<string, Context>()
const rows = new Map<string, string>()

beforeAll(async () => {
  company = await openCompanyWeb()
  const { rep } = await furnish(company)
  const model = company.platform.models.current()
  for (const role of roles) {
    const userId = role === 'salesRep' ? rep.userId : (await company.given(`a${role.toLowerCase()}`, [role])).userId
    const actor = await company.platform.accounts.actorFor({ userId, model, via: 'api' })
    if (actor !== undefined) contexts.set(role, company.platform.contextFor(actor))
  }
  for (const resource of resources()) rows.set(resource.name, await anyRowOf(resource))
})
afterAll(() => company.close())

const resources = (): readonly ResourceModel[] => Object.values(company.platform.models.current().resources)

/** Documents in draft where there are some: so that it is the right that is missing, not the state. */
async function anyRowOf({ table }: ResourceModel): Promise<string> {
  const { database } = company.platform
  const found = await database.query<{ id: string }>(`SELECT id FROM ${database.dialect.quote(table)} ORDER BY id DESC LIMIT 1`)
  return found[0]?.id ?? '1'
}

/** Everything that is stored, in one line. */
async function digest(): Promise<string> {
  const { database, models } = company.platform
  const hash = createHash('sha256')
  for (const { name } of models.current().tables)
    hash.update(JSON.stringify(await database.query(`SELECT * FROM ${database.dialect.quote(name)} ORDER BY 1`)))
  for (const table of ['dj_audit', 'dj_outbox', 'dj_sequence'])
    hash.update(JSON.stringify(await database.query(`SELECT COUNT(*) AS n FROM ${table}`)))
  return hash.digest('hex')
}

/** What somebody might send for it. */
function valueFor({ kind, options }: FieldModel): unknown {
  if (kind === 'boolean') return true
  if (kind === 'date') return '2026-01-02'
  if (kind === 'instant') return '2026-01-02T03:04:05.000Z'
  if (kind === 'hasMany') return []
  if (kind === 'select') return options.at(-1)?.value ?? 'x'
  return ['belongsTo', 'file', 'integer', 'money', 'quantity', 'unitPrice', 'percent', 'decimal'].includes(kind) ? '1' : 'x'
}

const isRefusal = (error: unknown): boolean =>
  error instanceof MalformedError || error instanceof ForbiddenError || error instanceof NotFoundError

/** @returns what was wrong with the answer; nothing when it was refused for the right reason */
async function outcomeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => 'accepted',
    (reason: unknown) => reason,
  )
  if (isRefusal(error)) return undefined
  return error instanceof DanjuError ? `${error.name} ${error.code}` : String(error)
}

function unwritable(context: Context, resource: ResourceModel, action: string): readonly string[] {
  const granted = new Set(accessFor(context.model, context.actor, resource.name, action).grants.flatMap((grant) => grant.write))
  return resource.fieldNames.filter((name) => !granted.has(name))
}

it.each(roles)('a %s sets no column that none of their grants lets them write, on no resource', async (role) => {
  const context = contexts.get(role)
  if (context === undefined) throw new Error(`nobody is ${role}`)
  const { records } = company.platform
  const before = await digest()
  const wrong: string[] = []
  let tried = 0
  const attempt = async (what: string, work: Promise<unknown>): Promise<void> => {
    tried += 1
    const outcome = await outcomeOf(work)
    if (outcome !== undefined) wrong.push(`${what}: ${outcome}`)
  }
  for (const resource of resources()) {
    const id = rows.get(resource.name) ?? '1'
    const named = (name: string, value: unknown) => Object.fromEntries([[name, value]])
    for (const name of unwritable(context, resource, 'update')) {
      const field = resource.fields[name]
      if (field !== undefined)
        await attempt(`update ${resource.name}.${name}`, records.update(context, resource.name, id, named(name, valueFor(field)), 1))
    }
    for (const name of unwritable(context, resource, 'create')) {
      const field = resource.fields[name]
      if (field !== undefined)
        await attempt(`create ${resource.name}.${name}`, records.create(context, resource.name, named(name, valueFor(field))))
    }
    for (const name of junk) {
      await attempt(`update ${resource.name} "${name}"`, records.update(context, resource.name, id, named(name, 'x'), 1))
      await attempt(`create ${resource.name} "${name}"`, records.create(context, resource.name, named(name, 'x')))
    }
  }

  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(500)
  expect(await digest()).toBe(before)
})

it.each(roles)('a %s sets no column of a line that none of their grants lets them write', async (role) => {
  const context = contexts.get(role)
  if (context === undefined) throw new Error(`nobody is ${role}`)
  const { records } = company.platform
  const before = await digest()
  const wrong: string[] = []
  for (const resource of resources()) {
    for (const relation of resource.ownedRelations) {
      const line = context.model.resources[resource.fields[relation]?.target ?? '']
      const grants = ['create', 'update'].flatMap((action) => accessFor(context.model, context.actor, resource.name, action).grants)
      const writable = new Set(grants.flatMap((grant) => grant.lines[relation]?.write ?? []))
      const refused = Object.values(line?.fields ?? {}).filter(({ name }) => name !== 'id' && !writable.has(name))
      for (const field of refused) {
        const input = { [relation]: [{ [field.name]: valueFor(field) }] }
        const outcomes = [
          await outcomeOf(records.create(context, resource.name, input)),
          await outcomeOf(records.update(context, resource.name, rows.get(resource.name) ?? '1', input, 1)),
        ]
        if (outcomes.some((outcome) => outcome !== undefined))
          wrong.push(`${resource.name}.${relation}.${field.name}: ${outcomes.join(', ')}`)
      }
    }
  }

  expect(wrong).toEqual([])
  expect(await digest()).toBe(before)
})

it('every column at once, and one that is none, are refused over HTTP', async () => {
  const lead = await company.given('again', ['salesLead'])
  const before = await digest()
  const customer = company.platform.models.current().resources.customer
  const every = Object.values(customer?.fields ?? {}).map((field) => [field.name, valueFor(field)])

  const all = await lead.patch(`/records/customer/${rows.get('customer')}`, {
    body: Object.fromEntries(every),
    headers: { 'if-match': '"1"' },
  })
  const junkOnly = await lead.patch(`/records/customer/${rows.get('customer')}`, { body: { junk: 1 }, headers: { 'if-match': '"1"' } })

  expect([all.status, junkOnly.status]).toEqual([400, 400])
  expect(all.json.errors).toMatchObject([{ code: 'unwritable-field' }])
  expect(junkOnly.json.errors).toMatchObject([{ at: 'junk', code: 'unknown-field' }])
  expect(await digest()).toBe(before)
})

/**
 * The door to records, in memory: enough of it for tests of what stands above. It keeps versions and honours guards; users, roles and
 * departments go to their tables as well, because accounts read them there. It decides no permission but "is there a grant".
 */
import { bumpRights, touchedBy } from '../../src/accounts/rights.js'
import type { Model } from '../../src/compile/model.js'
import { ConflictError, type MalformedError, NotFoundError, PreconditionError } from '../../src/kernel/errors.js'
import type { Ids } from '../../src/kernel/ids.js'
import { canSee } from '../../src/permissions/access.js'
import { unknownField } from '../../src/permissions/readable-path.js'
import type { Context, Input, Records, RecordView } from '../../src/records/door.js'
import type { Database, Transaction } from '../../src/store/database.js'
import { insertRows } from '../../src/store/insert-rows.js'

export interface FakeRecords extends Records {
  readonly rows: Map<string, Map<string, RecordView>>
}

const inSql = new Set(['user', 'roleAssignment', 'department'])

export function fakeRecords(database: Database, ids: Ids): FakeRecords {
  const rows = new Map<string, Map<string, RecordView>>()
  const tableOf = (resource: string) => {
    const table = rows.get(resource) ?? new Map<string, RecordView>()
    rows.set(resource, table)
    return table
  }
  const find = (context: Context, resource: string, id: string) => {
    assertSeen(context, resource)
    const row = tableOf(resource).get(id)
    if (row === undefined) throw new NotFoundError()
    return row
  }
  const guarded = (context: Context, work: (tx: Transaction) => Promise<RecordView>) =>
    database.transaction(async (tx) => {
      await context.guard?.begin(tx)
      const result = await work(tx)
      await context.guard?.end(tx, result)
      return result
    })
  return {
    rows,
    list: async (context, resource, { page = 1, size = 50 }) => {
      assertSeen(context, resource)
      const all = [...tableOf(resource).values()]
      return { data: all.slice((page - 1) * size, page * size), page: { number: page, size, total: all.length, more: false, next: null } }
    },
    get: async (context, resource, id) => find(context, resource, id),
    each: () => {
      throw new Error('not in this fake')
    },
    aggregate: async (context, resource) => {
      assertSeen(context, resource)
      return { data: [{ count: tableOf(resource).size }], more: false }
    },
    search: async () => [],
    comment: async () => {
      throw new Error('not in this fake')
    },
    history: async (context, resource, id) => ({ data: [find(context, resource, id)].slice(1) as never, next: null }),
    openActions: async () => ({ data: [], can: [] }),
    create: (context, resource, input) =>
      guarded(context, async (tx) => {
        assertSeen(context, resource)
        assertKnown(context.model, resource, input)
        const row = { ...input, id: ids(), version: 1 }
        if (inSql.has(resource)) await insertSql(tx, context.model, resource, row)
        tableOf(resource).set(row.id, row)
        return row
      }),
    update: (context, resource, id, input, seen) =>
      guarded(context, async () => {
        if (seen === null) throw new PreconditionError('version-required', { zh: '须给出版本号。', en: 'Say which version you saw.' })
        const before = find(context, resource, id)
        assertKnown(context.model, resource, input)
        if (before.version !== seen) throw conflict()
        const after = { ...before, ...input, version: seen + 1 }
        tableOf(resource).set(id, after)
        return after
      }),
    remove: async (context, resource, id) => {
      find(context, resource, id)
      tableOf(resource).delete(id)
    },
    transition: (context, resource, id, name, answers) =>
      guarded(context, async () => {
        const before = find(context, resource, id)
        if (context.model.resources[resource]?.workflow?.transitions[name] === undefined) throw new NotFoundError()
        const after = { ...before, ...answers, version: Number(before.version) + 1 }
        tableOf(resource).set(id, after)
        return after
      }),
  }
}

function assertSeen({ model, actor }: Context, resource: string): void {
  if (!canSee(model, actor, resource)) throw new NotFoundError()
}

function assertKnown(model: Model, resource: string, input: Input): void {
  const fields = model.resources[resource]?.fields ?? {}
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(fields, name) || fields[name]?.writable !== true)
  if (unknown !== undefined) throw unknownField(unknown) as MalformedError
}

function conflict(): ConflictError {
  return new ConflictError('conflict', { zh: '已被他人修改。', en: 'Somebody changed it.' }, { extra: { conflicts: [] } })
}

/** As the writing side does it: the row, and the rights of whom it touches, in one transaction. */
export async function insertSql(tx: Transaction, model: Model, resource: string, row: RecordView): Promise<void> {
  const described = model.resources[resource]
  const at = new Date().toISOString()
  const all: Readonly<Record<string, unknown>> = { createdAt: at, updatedAt: at, active: true, ...row }
  const fields = Object.values(described?.fields ?? {}).filter(({ name, column }) => column !== null && Object.hasOwn(all, name))
  await insertRows(
    tx,
    described?.table ?? '',
    fields.map(({ column }) => column ?? ''),
    [fields.map(({ name }) => all[name])],
  )
  await bumpRights(tx, touchedBy({ resource, before: null, after: row }))
}

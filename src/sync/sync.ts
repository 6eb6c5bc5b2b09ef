/**
 * Room `sync`: talks to outside systems. What is sent comes through the door as the connector's role; how it is called there is the connector's mapping.
 * May import `records/`, `outbound/` and below.
 */
import type { Outcome } from '../define/job.js'
import { NotFoundError } from '../kernel/errors.js'
import { textIn } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import type { SyncDeps, SyncErrand } from './deps.js'
import { send } from './send.js'

export interface Sync {
  send(context: Context, errand: SyncErrand, facts: { readonly isLast: boolean }): Promise<Outcome>
  /** @throws NotFoundError */
  get(context: Context, connector: string): Promise<Readonly<Record<string, unknown>>>
}

export function createSync(deps: SyncDeps): Sync {
  return {
    send: (context, errand, facts) => send(deps, context, errand, facts),
    get: (context, connector) => boardOf(deps, context, connector),
  }
}

/** How far the records of a connector have come, of those the asker may read. */
async function boardOf({ records, target }: SyncDeps, context: Context, name: string): Promise<Readonly<Record<string, unknown>>> {
  const { model, actor } = context
  const connector = Object.hasOwn(model.connectors, name) ? model.connectors[name] : undefined
  if (connector === undefined) throw new NotFoundError()
  const { resource, stateField, label } = connector
  const head = { connector: name, label: textIn(actor.locale, label), resource, state: target === null ? 'off' : 'on' }
  if (stateField === undefined) return { ...head, counts: {}, failed: [] }
  const { data } = await records.aggregate(context, resource, { by: [stateField], measure: ['count'] })
  const counts = Object.fromEntries(data.map((group) => [String(group[stateField] ?? 'none'), group.count]))
  const title = model.resources[resource]?.title ?? 'id'
  const failed = await records.list(context, resource, {
    where: { [stateField]: 'failed' },
    fields: [title, 'updatedAt'],
    sort: '-id',
    size: 20,
    count: 'none',
  })
  return { ...head, counts, failed: failed.data }
}

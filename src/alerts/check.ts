import type { AlertModel } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import type { Context } from '../records/door.js'
import { enqueue } from '../store/work/enqueue.js'
import { closeAlert, insertAlert, listLive } from './alert-rows.js'
import type { AlertDeps } from './deps.js'

export interface Checked {
  readonly raised: number
  readonly closed: number
}

/** Records looked at in one go. */
const atOnce = 200

/** Raises what holds and is not live, closes what is live and no longer holds: of these records, or of all. */
export async function checkAlerts(deps: AlertDeps, context: Context, resource: string, ids?: readonly string[]): Promise<Checked> {
  const alerts = context.model.resources[resource]?.alerts ?? []
  const parts = ids === undefined ? [null] : partsOf([...new Set(ids)])
  const checked: Checked[] = []
  for (const alert of alerts) for (const part of parts) checked.push(await checkOne(deps, context, { resource, alert, ids: part }))
  const all = { raised: sum(checked.map(({ raised }) => raised)), closed: sum(checked.map(({ closed }) => closed)) }
  if (all.raised + all.closed > 0) deps.signals.publish('alert', resource)
  return all
}

interface Look {
  readonly resource: string
  readonly alert: AlertModel
  /** Null for all. */
  readonly ids: readonly string[] | null
}

async function checkOne(deps: AlertDeps, context: Context, look: Look): Promise<Checked> {
  const holding = await idsHolding(deps, context, look)
  const live = await listLive(deps.database, { ...look, alert: look.alert.name })
  const known = new Set(live.map(({ recordId }) => recordId))
  const raised: string[] = []
  for (const id of holding) if (!known.has(id) && (await raise(deps, look, id))) raised.push(id)
  const closed = await closeRecovered(deps, look, holding)
  const undone = raised.length === 0 ? 0 : await closeOvertaken(deps, context, { ...look, ids: raised })
  return { raised: raised.length - undone, closed }
}

async function idsHolding({ records }: AlertDeps, context: Context, { resource, alert, ids }: Look): Promise<ReadonlySet<string>> {
  const query = { condition: alert.when, fields: ['id'], ...(ids === null ? {} : { where: { id: ids } }) }
  const holding = new Set<string>()
  for await (const page of records.each(context, resource, query, 'read')) for (const { id } of page) holding.add(id)
  return holding
}

/** The alert and the errand to tell of it, together or not at all. */
async function raise({ database, clock, ids, signals }: AlertDeps, { resource, alert }: Look, recordId: string): Promise<boolean> {
  const at = instantOf(clock)
  return database.transaction(async (tx) => {
    const id = ids()
    const isNew = await insertAlert(tx, {
      id,
      resource,
      alert: alert.name,
      recordId,
      severity: alert.severity,
      openedAt: at,
      message: alert.message,
    })
    if (isNew) await enqueue(tx, { ids, signals, at }, [{ job: 'announce-alert', payload: { alert: id } }])
    return isNew
  })
}

async function closeRecovered({ database, clock }: AlertDeps, look: Look, holding: ReadonlySet<string>): Promise<number> {
  const live = await listLive(database, { ...look, alert: look.alert.name })
  const recovered = live.filter(({ recordId }) => !holding.has(recordId))
  const closed = await Promise.all(recovered.map((alert) => closeAlert(database, alert, instantOf(clock))))
  return closed.filter(Boolean).length
}

/** A record may recover between being read and being raised, and its own check may have come in between: so what was raised is looked at once more. */
async function closeOvertaken(deps: AlertDeps, context: Context, look: Look & { readonly ids: readonly string[] }): Promise<number> {
  let closed = 0
  for (const ids of partsOf(look.ids))
    closed += await closeRecovered(deps, { ...look, ids }, await idsHolding(deps, context, { ...look, ids }))
  return closed
}

function partsOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, index) => ids.slice(index * atOnce, (index + 1) * atOnce))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

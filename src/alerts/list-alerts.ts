import { canSee } from '../permissions/access.js'
import type { Context, RecordView } from '../records/door.js'
import { keysOf, seenFacts, sentenceFrom, titleFrom } from '../records/presenting/facts.js'
import type { ShownColumn } from '../records/presenting/sheet-column.js'
import { type AlertPart, type AlertRow, alertParts, listAlerts } from './alert-rows.js'
import type { AlertDeps } from './deps.js'

export interface AlertQuery {
  readonly state: 'open' | 'closed' | 'all'
  readonly after: string | null
  readonly size: number
}

export type AlertView = Readonly<Record<string, unknown>> & { readonly id: string }

/** Rows looked through for one page: whoever may read few records gets a shorter page and a cursor. */
const batch = 200
const mostBatches = 10

/** A place in the list: which part, and below which id. */
interface Place {
  readonly part: AlertPart
  readonly below: string | null
}

export async function listAlertsFor(
  deps: AlertDeps,
  context: Context,
  query: AlertQuery,
): Promise<{ readonly data: readonly AlertView[]; readonly next: string | null }> {
  const found: AlertView[] = []
  let place: Place | null = placeFrom(query)
  for (let round = 0; place !== null && round < mostBatches && found.length < query.size; round += 1) {
    const rows: readonly AlertRow[] = await listAlerts(deps.database, { ...place, limit: batch })
    found.push(...(await seenOf(deps, context, rows)))
    place = nextPlace(query, place, rows)
  }
  const data = found.slice(0, query.size)
  const last = data.at(-1)
  const isCut = found.length > query.size && last !== undefined
  return { data, next: isCut ? cursorOf(placeOf(last)) : place === null ? null : cursorOf(place) }
}

/** `warning`, `warning-4561…`: where the last page ended; the start of what was asked for when it is none of ours. */
function placeFrom({ state, after }: AlertQuery): Place {
  const [, name, below] = /^([a-z]+)(?:-(\d{1,19}))?$/.exec(after ?? '') ?? []
  const part = alertParts.find((one) => one === name)
  return part === undefined ? { part: state === 'closed' ? 'closed' : 'critical', below: null } : { part, below: below ?? null }
}

const placeOf = ({ id, severity, closedAt }: AlertView): Place => ({
  part: closedAt === null ? (severity as AlertPart) : 'closed',
  below: id,
})

const cursorOf = ({ part, below }: Place): string => (below === null ? part : `${part}-${below}`)

/** Null at the end. */
function nextPlace({ state }: AlertQuery, place: Place, rows: readonly AlertRow[]): Place | null {
  if (rows.length === batch) return { ...place, below: rows.at(-1)?.id ?? null }
  const part = alertParts[alertParts.indexOf(place.part) + 1]
  return part === undefined || (part === 'closed' && state === 'open') ? null : { part, below: null }
}

async function seenOf(deps: AlertDeps, context: Context, rows: readonly AlertRow[]): Promise<readonly AlertView[]> {
  const groups = new Map<string, AlertRow[]>()
  for (const row of rows) groups.set(`${row.resource}.${row.alert}`, [...(groups.get(`${row.resource}.${row.alert}`) ?? []), row])
  const views = await Promise.all([...groups.values()].map((group) => seenGroup(deps, context, group)))
  const byId = new Map(views.flat().map((view) => [view.id, view]))
  return rows.flatMap(({ id }) => byId.get(id) ?? [])
}

/** Alerts of one kind, those whose record the actor may read. */
async function seenGroup({ records }: AlertDeps, context: Context, rows: readonly AlertRow[]): Promise<readonly AlertView[]> {
  const { resource = '', alert: name } = rows[0] ?? {}
  const { model, actor } = context
  const alert = model.resources[resource]?.alerts.find((one) => one.name === name)
  if (alert === undefined || !canSee(model, actor, resource)) return []
  const columns = seenFacts(model, actor, resource, alert?.facts ?? [])
  const ids = [...new Set(rows.map(({ recordId }) => recordId))]
  const { data } = await records.list(context, resource, { where: { id: ids }, fields: keysOf(columns), size: batch, count: 'none' })
  const byId = new Map(data.map((view) => [view.id, view]))
  return rows.flatMap((row) => {
    const view = byId.get(row.recordId)
    return view === undefined ? [] : [viewOf(context, row, { view, columns, message: alert.message })]
  })
}

interface Seen {
  readonly view: RecordView
  readonly columns: readonly ShownColumn[]
  readonly message: { readonly zh: string; readonly en: string }
}

function viewOf({ model, actor }: Context, row: AlertRow, { view, columns, message }: Seen): AlertView {
  const { id, resource, alert, recordId, severity, openedAt, closedAt } = row
  const label = titleFrom(model, resource, view, actor.locale)
  return {
    id,
    resource,
    alert,
    severity,
    record: { id: recordId, label },
    message: sentenceFrom(message, view, columns, actor.locale),
    openedAt,
    closedAt,
  }
}

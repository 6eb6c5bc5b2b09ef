import type { Ledger } from '../../define/ledger.js'
import { BlockedError } from '../../kernel/errors.js'
import type { Shortfall } from '../../ledgers/demand.js'
import { readablePath } from '../../permissions/readable-path.js'
import { readRows } from '../../store/rows/read-row.js'
import { type Act, resourceIn } from './act.js'

/** Lines of a sentence; the rest is counted. */
const mostNamed = 5

/** A shortage told by the names people know the goods by, as far as the actor may read them. Any other error is handed back as it is. */
export async function inKnownWords(act: Act, ledger: Ledger, error: unknown): Promise<unknown> {
  if (!(error instanceof BlockedError) || error.code !== 'shortage') return error
  const shortfalls = error.extra.shortfalls as readonly Shortfall[]
  const names = await namesOf(act, ledger, shortfalls)
  const named = shortfalls.slice(0, mostNamed).map((one) => ({ ...one, name: names.get(one.item) ?? one.item }))
  const more = shortfalls.length - named.length
  const zh = named.map((one) => `${one.name}（可用 ${one.free}，需要 ${one.asked}）`).join('；')
  const en = named.map((one) => `${one.name} (${one.free} free, ${one.asked} needed)`).join('; ')
  const text = {
    zh: `库存不足：${zh}${more > 0 ? ` 等 ${shortfalls.length} 项` : ''}。`,
    en: `Not enough stock: ${en}${more > 0 ? ` and ${more} more` : ''}.`,
  }
  return new BlockedError('shortage', text, { extra: { shortfalls }, cause: error })
}

async function namesOf(act: Act, ledger: Ledger, shortfalls: readonly Shortfall[]): Promise<ReadonlyMap<string, string>> {
  const balances = resourceIn(act.model, ledger.balances)
  const target = resourceIn(act.model, balances.fields[ledger.dimensions.item]?.target ?? '')
  if (readablePath(act.model, act.actor, target.name, [target.title]) === undefined) return new Map()
  const rows = await readRows(
    act.tx,
    target,
    shortfalls.slice(0, mostNamed).map((one) => one.item),
  )
  return new Map(rows.map((row) => [row.id, String(row[target.title] ?? row.id)]))
}

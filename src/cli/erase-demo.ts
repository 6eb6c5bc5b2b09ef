/** `demo:erase`: takes the demo company's rows away, and only those; people and the company's own row stay. */
import { findDemoMark } from '../demo-mark.js'
import { BlockedError } from '../kernel/errors.js'
import type { Platform } from '../platform.js'
import { brokenInvariants } from '../records/invariants.js'
import type { GroundCommand } from './command.js'
import { brokenLine } from './doctor-books.js'
import { demoPlan, type Hold, holdsOnDemo } from './erase-demo-holds.js'
import { deleteDemo } from './erase-demo-rows.js'

export const eraseDemo: GroundCommand = {
  name: 'demo:erase',
  usage: '',
  summary: {
    zh: '清除演示数据（保留用户、角色、部门和公司资料）；已有正式过账或引用时拒绝并列出原因。',
    en: 'Erases the demo data but users, roles, departments and the company; refused, with reasons, once real work stands on it.',
  },
  needs: 'database',
  words: [0, 0],
  run: async (_typed, { platform: open, say }) => {
    const outcome = await eraseDemoOf(await open())
    if ('holds' in outcome) {
      say('未清除任何数据，因为： Nothing was erased, because:')
      for (const { zh, en } of outcome.holds) say(`  ${zh} ${en}`)
      return 1
    }
    for (const [table, rows] of outcome.erased) say(`${String(rows).padStart(8)}  ${table}`)
    for (const line of outcome.broken) say(line)
    say('演示数据已清除；请停用不再需要的演示用户。 The demo data is gone; deactivate the demo users you do not need.')
    return outcome.broken.length === 0 ? 0 : 1
  },
}

export type Outcome =
  | { readonly holds: readonly Hold[] }
  | { readonly erased: readonly (readonly [string, number])[]; readonly broken: readonly string[] }

/** @throws BlockedError `no-demo` */
export async function eraseDemoOf({ database, models, clock }: Pick<Platform, 'database' | 'models' | 'clock'>): Promise<Outcome> {
  const mark = await findDemoMark(database)
  if (mark === undefined) throw noDemo()
  const plan = demoPlan(models.current(), mark)
  const holds = await holdsOnDemo(database, plan)
  if (holds.length > 0) return { holds }
  const erased = await database.transaction((tx) => deleteDemo(tx, plan))
  const broken = await brokenInvariants({ sql: database, clock }, models.current())
  return { erased, broken: broken.map(brokenLine) }
}

const noDemo = (): BlockedError => new BlockedError('no-demo', { zh: '没有演示数据。', en: 'There is no demo data.' })

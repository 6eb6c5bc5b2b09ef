import type { FieldModel, ReportModel } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { type Locale, type Text, textIn } from '../kernel/texts.js'
import type { Context, Reading } from '../records/door.js'
import { shownCell } from '../records/presenting/sheet-cell.js'
import type { SheetHead } from '../sheets/sheet.js'
import { WallClock } from '../sheets/wall-clock.js'
import type { Gathered } from './gather.js'
import type { Parameters } from './parameters.js'

const words = {
  until: { zh: '至', en: 'to' },
  unit: { zh: '人民币·元', en: 'CNY' },
  total: { zh: '合计', en: 'Total' },
  hidden: { zh: '有 {count} 列因权限未显示。', en: '{count} columns are hidden from you.' },
  more: { zh: '仅显示前 10000 组，合计为全部数据。', en: 'Only the first 10,000 groups are shown; totals are of everything.' },
} as const satisfies Record<string, Text>

export interface HeadDeps {
  readonly clock: Clock
  readonly records: Pick<Reading, 'get'>
  /** The name that stands above reports. */
  readonly company: () => Promise<string>
}

/** What stands above and below the rows: whose figures, of when, by which parameters. */
export async function headFor(
  deps: HeadDeps,
  context: Context,
  about: { readonly report: ReportModel; readonly parameters: Parameters; readonly gathered: Gathered },
): Promise<SheetHead> {
  const { actor } = context
  const { report, gathered } = about
  const say = (text: Text, facts = {}): string => textIn(actor.locale, text, facts)
  const period = periodOf(about, actor.locale)
  const hasMoney = gathered.columns.some(({ kind, measure }) => kind === 'money' && measure !== 'count')
  const notes = [
    ...(await parameterNotes(deps, context, about)),
    ...(gathered.hidden > 0 ? [say(words.hidden, { count: gathered.hidden })] : []),
    ...(gathered.more ? [say(words.more)] : []),
  ]
  const optional = { ...(period === null ? {} : { period }), ...(hasMoney ? { unit: say(words.unit) } : {}) }
  const signed = { exportedBy: actor.name, exportedAt: minuteOf(deps.clock), locale: actor.locale, timeZone: deps.clock.zone }
  return { title: say(report.label), company: await deps.company(), ...optional, ...signed, notes, totalLabel: say(words.total) }
}

function periodOf(
  { report, parameters }: { readonly report: ReportModel; readonly parameters: Parameters },
  locale: Locale,
): string | null {
  if (report.period === null) return null
  const [from, until] = report.period.map((name) => parameters[name] ?? null)
  return from === null && until === null ? null : `${from ?? ''} ${textIn(locale, words.until)} ${until ?? ''}`.trim()
}

/** The period stands in the head already. */
async function parameterNotes(
  deps: HeadDeps,
  context: Context,
  { report, parameters }: { readonly report: ReportModel; readonly parameters: Parameters },
): Promise<readonly string[]> {
  const told = Object.values(report.parameters).filter(
    ({ name }) => (parameters[name] ?? null) !== null && report.period?.includes(name) !== true,
  )
  return Promise.all(
    told.map(
      async (field) =>
        `${textIn(context.actor.locale, field.label)}: ${await shownParameter(deps, context, field, parameters[field.name])}`,
    ),
  )
}

async function shownParameter({ records }: HeadDeps, context: Context, field: FieldModel, value: unknown): Promise<string> {
  const shown = String(shownCell(field, value, context.actor.locale))
  const target = field.target === null ? undefined : context.model.resources[field.target]
  if (target === undefined) return shown
  try {
    return String((await records.get(context, target.name, shown, [target.title]))[target.title] ?? shown)
  } catch (error) {
    if (error instanceof NotFoundError) return shown
    throw error
  }
}

/** `2026-11-22 15:30` in the company's zone. */
function minuteOf(clock: Clock): string {
  return (new WallClock(clock.zone).show(new Date(clock.now()).toISOString()) ?? '').slice(0, 16)
}

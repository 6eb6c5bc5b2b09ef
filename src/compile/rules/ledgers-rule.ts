import type { FieldKind } from '../../define/field.js'
import type { Ledger } from '../../define/ledger.js'
import type { Problem } from '../../kernel/problem.js'
import type { Catalog, Entry } from '../catalog.js'
import { uniquesOf } from '../steps/unique-step.js'
import { checkName, eachResource, namesOf, problem, type Rule, unknownName, whats } from './rule.js'

/** A ledger has its three books, with the columns it writes, and they are kept by it alone. */
export const ledgersRule: Rule = ({ catalog }) => [
  ...catalog.definitions.ledgers.flatMap((ledger) => checkLedger(catalog, ledger)),
  ...eachResource(catalog, ({ resource }, at) =>
    resource.keptBy === undefined
      ? []
      : checkName({
          code: 'unknown-ledger',
          at: `${at}.keptBy`,
          what: whats.ledger,
          wrong: resource.keptBy,
          known: namesOf(catalog.definitions.ledgers),
        }),
  ),
]

type Wanted = Readonly<Record<string, readonly FieldKind[]>>

const numbers: readonly FieldKind[] = ['quantity', 'decimal', 'integer']
const costs: readonly FieldKind[] = ['unitPrice', 'money', 'decimal']
const words: readonly FieldKind[] = ['text', 'select']

/** Columns a posting writes, by book. */
const columns: Readonly<Record<'entries' | 'reservations' | 'balances', Wanted>> = {
  entries: {
    quantity: numbers,
    unitCost: costs,
    value: costs,
    kind: words,
    sourceResource: words,
    sourceId: words,
    sourceLineId: words,
    effectiveOn: ['date'],
  },
  reservations: { quantity: numbers },
  balances: { onHand: numbers, reserved: numbers, incoming: numbers, averageCost: costs },
}

function checkLedger(catalog: Catalog, ledger: Ledger): readonly Problem[] {
  const at = `ledger:${ledger.name}`
  const jobs = [...(ledger.onChange ?? []), ...(ledger.onFree ?? [])]
  const books = (['entries', 'reservations', 'balances'] as const).flatMap((part) =>
    checkBook(catalog, { ledger, part, at: `${at}.${part}` }),
  )
  return [
    ...books,
    ...jobs.flatMap((job) => checkName({ code: 'unknown-job', at, what: whats.job, wrong: job, known: namesOf(catalog.definitions.jobs) })),
  ]
}

interface Book {
  readonly ledger: Ledger
  readonly part: 'entries' | 'reservations' | 'balances'
  readonly at: string
}

function checkBook({ resources }: Catalog, book: Book): readonly Problem[] {
  const entry = resources.get(book.ledger[book.part])
  if (entry !== undefined) return [...columnsThere(entry, book), ...keptAlone(entry, book), ...uniqueBalance(entry, book)]
  const known = [...resources.keys()]
  return [unknownName({ code: 'unknown-resource', at: book.at, what: whats.resource, wrong: book.ledger[book.part], known })]
}

function columnsThere(entry: Entry, { ledger, part, at }: Book): readonly Problem[] {
  const held: Wanted = part === 'reservations' ? { [ledger.heldFor]: ['belongsTo'] } : {}
  const wanted: Wanted = { [ledger.dimensions.item]: ['belongsTo'], [ledger.dimensions.place]: ['belongsTo'], ...held, ...columns[part] }
  const missing = Object.entries(wanted).filter(([name, kinds]) => !kinds.includes(entry.fields.get(name)?.kind ?? 'secret'))
  return missing.map(([name, kinds]) => {
    const message = { zh: `“${entry.name}”缺少字段“${name}”。`, en: `“${entry.name}” lacks the field “${name}”.` }
    return problem('ledger-field', `${at}.${name}`, message, { zh: `类型：${kinds.join('、')}`, en: `Of kind: ${kinds.join(', ')}` })
  })
}

function keptAlone(entry: Entry, { ledger }: Book): readonly Problem[] {
  if (entry.resource.keptBy === ledger.name) return []
  const message = { zh: `须写明 keptBy: '${ledger.name}'。`, en: `It has to say keptBy: '${ledger.name}'.` }
  return [problem('not-kept', `resource:${entry.name}.keptBy`, message)]
}

function uniqueBalance(entry: Entry, { ledger, part }: Book): readonly Problem[] {
  const { item, place } = ledger.dimensions
  if (part !== 'balances' || uniquesOf(entry).some((names) => isPair(names, [item, place]))) return []
  const message = { zh: '每个品项与地点只能有一行余额。', en: 'There is one balance an item and place.' }
  const hint = { zh: `unique: ['${place}']`, en: `unique: ['${place}']` }
  return [problem('balance-not-unique', `resource:${entry.name}.fields.${item}.unique`, message, hint)]
}

const isPair = (names: readonly string[], pair: readonly string[]): boolean =>
  names.length === 2 && pair.every((name) => names.includes(name))

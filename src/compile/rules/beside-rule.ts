import type { Beside } from '../../define/resource.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, type Entry, follow } from '../catalog.js'
import { checkName, problem, whats } from './rule.js'

interface Fact {
  readonly entry: Entry
  readonly beside: Beside
  readonly at: string
}

/** What stands beside lines names a record that there is, by references that the line or its owner has too. */
export function checkBeside(catalog: Catalog, entry: Entry, at: string): readonly Problem[] {
  return Object.entries(entry.resource.screens?.beside ?? {}).flatMap(([name, beside]) =>
    checkFact(catalog, name, { entry, beside, at: `${at}.${name}` }),
  )
}

function checkFact(catalog: Catalog, name: string, fact: Fact): readonly Problem[] {
  const { entry, beside, at } = fact
  if (entry.owner === null)
    return [problem('beside-no-line', at, { zh: '只有明细行旁边能显示。', en: 'This can stand beside lines alone.' })]
  if (entry.fields.has(name)) return [problem('name-taken', at, { zh: `“${name}”已是字段名。`, en: `“${name}” is a field already.` })]
  const target = catalog.resources.get(beside.of)
  if (target === undefined)
    return checkName({
      code: 'unknown-resource',
      at: `${at}.of`,
      what: whats.resource,
      wrong: beside.of,
      known: [...catalog.resources.keys()],
    })
  const columns = [...entry.fields.keys()]
  return [
    ...checkName({ code: 'unknown-field', at: `${at}.show`, what: whats.field, wrong: beside.show, known: [...target.fields.keys()] }),
    ...(beside.before === undefined
      ? []
      : checkName({ code: 'unknown-field', at: `${at}.before`, what: whats.field, wrong: beside.before, known: columns })),
    ...(Object.keys(beside.where).length === 0
      ? [problem('beside-path', `${at}.where`, { zh: '须说明是哪条记录。', en: 'It has to say which record.' })]
      : []),
    ...Object.keys(beside.where).flatMap((field) => checkWay(catalog, { target, field, fact })),
  ]
}

interface Way {
  readonly target: Entry
  readonly field: string
  readonly fact: Fact
}

/** Both ends refer to the same resource. */
function checkWay(catalog: Catalog, { target, field, fact: { entry, beside, at } }: Way): readonly Problem[] {
  const references = [...target.fields].flatMap(([name, { kind }]) => (kind === 'belongsTo' ? [name] : []))
  const there = checkName({ code: 'unknown-field', at: `${at}.where`, what: whats.field, wrong: field, known: ['id', ...references] })
  if (there.length > 0) return there
  const path = beside.where[field]?.ref.split('.') ?? []
  const isNear = path.length === 1 || (path.length === 2 && path[0] === entry.owner?.by)
  const here = follow(catalog, entry.name, path)
  const named = field === 'id' ? beside.of : target.fields.get(field)?.target
  if (isNear && here.ok && here.field.kind === 'belongsTo' && here.field.target === named) return []
  return [
    problem('beside-path', `${at}.where.${field}`, {
      zh: `须是本行或所属单据上指向“${named}”的字段。`,
      en: `It has to be a reference to “${named}”, of the line or of its owner.`,
    }),
  ]
}

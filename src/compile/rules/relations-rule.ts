import type { Field } from '../../define/field.js'
import type { Problem } from '../../kernel/problem.js'
import { backReferences, type Catalog, type Entry } from '../catalog.js'
import { checkName, eachResource, problem, type Rule, whats } from './rule.js'

/** References point at resources that exist, and whoever has many of something is referred to by it. */
export const relationsRule: Rule = ({ catalog }) => [
  ...userKnown(catalog),
  ...eachResource(catalog, (entry, at) => [
    ...Object.entries(entry.resource.fields).flatMap(([name, field]) =>
      checkRelation(catalog, { entry, field, at: `${at}.fields.${name}` }),
    ),
    ...ownedOnce(catalog, entry, at),
  ]),
]

/** Every record says who created it. */
function userKnown({ resources }: Catalog): readonly Problem[] {
  if (resources.size === 0 || resources.has('user')) return []
  return [
    problem('missing-resource', 'resource:user', {
      zh: '缺少资源“user”：每条记录都记下创建人。',
      en: 'The resource “user” is missing: every record says who created it.',
    }),
  ]
}

interface Standing {
  readonly entry: Entry
  readonly field: Field
  readonly at: string
}

function checkRelation(catalog: Catalog, standing: Standing): readonly Problem[] {
  const { field, at } = standing
  if (field.kind !== 'belongsTo' && field.kind !== 'hasMany') return []
  const known = [...catalog.resources.keys()]
  const unknown = checkName({ code: 'unknown-resource', at: `${at}.target`, what: whats.resource, wrong: field.target ?? '', known })
  return unknown.length > 0 || field.kind === 'belongsTo' ? unknown : [...checkBack(catalog, standing), ...checkOwned(catalog, standing)]
}

function checkBack(catalog: Catalog, { entry, field, at }: Standing): readonly Problem[] {
  const target = catalog.resources.get(field.target ?? '')
  if (target === undefined) return []
  const back = backReferences(target.resource, entry.name)
  if (field.by !== undefined)
    return checkName({ code: 'unknown-back-reference', at: `${at}.by`, what: whats.field, wrong: field.by, known: back })
  if (back.length === 1) return []
  const hint = { zh: `可选：${back.join('、')}`, en: `Choose one of: ${back.join(', ')}` }
  return back.length === 0
    ? [
        problem(
          'no-back-reference',
          at,
          { zh: `“${target.name}”没有指向“${entry.name}”的字段。`, en: `“${target.name}” has no field that refers to “${entry.name}”.` },
          { zh: `给它加上 belongsTo('${entry.name}')。`, en: `Give it a belongsTo('${entry.name}').` },
        ),
      ]
    : [
        problem(
          'ambiguous-back-reference',
          at,
          { zh: '有多个字段指回来，请用 by 说明是哪一个。', en: 'Several fields refer back; say which one with “by”.' },
          hint,
        ),
      ]
}

/** Lines have no lines, and no life of their own. */
function checkOwned(catalog: Catalog, { entry, field, at }: Standing): readonly Problem[] {
  const target = catalog.resources.get(field.target ?? '')
  if (field.owned !== true || target === undefined) return []
  const nested =
    entry.owner !== null ? [problem('nested-lines', at, { zh: '明细不能再有明细。', en: 'Lines cannot have lines of their own.' })] : []
  const moving =
    target.resource.workflow !== undefined
      ? [problem('line-with-workflow', at, { zh: '明细没有自己的流程。', en: 'Lines have no workflow of their own.' })]
      : []
  return [...nested, ...moving]
}

function ownedOnce(catalog: Catalog, entry: Entry, at: string): readonly Problem[] {
  const owners = [...catalog.resources.values()].flatMap((other) =>
    Object.entries(other.resource.fields).flatMap(([name, field]) =>
      field.owned === true && field.target === entry.name ? [`${other.name}.${name}`] : [],
    ),
  )
  if (owners.length < 2) return []
  return [
    problem(
      'two-owners',
      at,
      { zh: `同时属于 ${owners.join('、')}。`, en: `It is owned by ${owners.join(' and ')}.` },
      { zh: '只能有一个所有者。', en: 'Lines have one owner.' },
    ),
  ]
}

import type { Field } from '../../define/field.js'
import type { Expression } from '../../expressions/tree.js'
import type { Problem } from '../../kernel/problem.js'
import { covers, type Formula, type Formulas, isLive, placeOf, readFormulas } from '../formulas.js'
import { valueTypeOf } from '../kinds.js'
import { everyNodeOf } from '../walk.js'
import { checkRollup } from './rollup-check.js'
import { problem, type Rule, unknownName } from './rule.js'

/** A formula reads its own row and what belongs to it, comes to an end, and yields what its field holds. */
export const formulasRule: Rule = ({ catalog, formulas }) =>
  [...formulas.values()].flatMap((formula) => {
    const at = `resource:${formula.resource}.fields.${formula.field}.formula`
    const field = catalog.resources.get(formula.resource)?.fields.get(formula.field)
    if (field === undefined) return []
    return [
      ...checkKind(field, at),
      ...checkCycle(formulas, formula, at),
      ...checkPaths(formula, at),
      ...checkWords(formula, at),
      ...checkReveals(field, formula, at),
      ...checkRollup({ catalog, formulas, formula, at }),
      ...checkLiveLines(formulas, formula, at),
    ]
  })

function checkKind(field: Field, at: string): readonly Problem[] {
  const value = valueTypeOf('', field)
  const computed = ['decimal', 'text', 'boolean', 'date', 'instant'].includes(value) && !['sequence', 'secret'].includes(field.kind)
  return computed
    ? []
    : [
        problem('cannot-compute', at, {
          zh: `类型“${field.kind}”不能由公式计算。`,
          en: `A field of kind “${field.kind}” cannot be computed.`,
        }),
      ]
}

function checkCycle(formulas: Formulas, formula: Formula, at: string): readonly Problem[] {
  const circle = circleFrom(formulas, formula, [])
  if (circle === undefined) return []
  const way = circle.join(' → ')
  return [problem('formula-cycle', at, { zh: `公式互相引用：${way}`, en: `The formula comes back to itself: ${way}` })]
}

/** The way back to where it started, if there is one. */
function circleFrom(formulas: Formulas, formula: Formula, way: readonly string[]): readonly string[] | undefined {
  const place = placeOf(formula.resource, formula.field)
  if (way[0] === place) return [...way, place]
  if (way.includes(place)) return undefined
  for (const read of readFormulas(formulas, formula)) {
    const circle = circleFrom(formulas, read, [...way, place])
    if (circle !== undefined) return circle
  }
  return undefined
}

/** A value read over a reference would grow old when the other record changes. */
function checkPaths(formula: Formula, at: string): readonly Problem[] {
  const far = everyNodeOf(formula.expression).flatMap((node) =>
    node.op === 'path' && node.path.length > 1 && formula.rollup === null ? [node.path] : [],
  )
  return far.slice(0, 1).map((path) =>
    problem(
      'formula-reads-reference',
      at,
      {
        zh: `公式不能跨记录读取“${path.join('.')}”：对方变化时结果会过时。`,
        en: `A formula cannot read “${path.join('.')}” of another record: it would grow old when that record changes.`,
      },
      { zh: `加一个字段，default 取自该路径。`, en: `Add a field whose default is from('${path.join('.')}').` },
    ),
  )
}

/** The same for everybody, and not a matter of answers. */
function checkWords(formula: Formula, at: string): readonly Problem[] {
  const refused = everyNodeOf(formula.expression).some(
    (node: Expression) => node.op === 'actor' || node.op === 'answer' || (node.op === 'now' && node.unit === 'instant'),
  )
  return refused
    ? [
        problem('formula-not-data', at, {
          zh: '公式不能取决于操作人、回答或当前时刻。',
          en: 'A formula cannot depend on who acts, on answers or on the instant.',
        }),
      ]
    : []
}

function checkReveals(field: Field, formula: Formula, at: string): readonly Problem[] {
  const known = [...new Set(formula.reads.flatMap(({ as, through }) => (through === null ? [as] : [through, as])))]
  const wrong = (field.reveals?.fields ?? []).filter((name) => !known.some((path) => covers(name, path)))
  const what = { zh: '公式所读的字段', en: 'field the formula reads' }
  return wrong.map((name) => unknownName({ code: 'unknown-reveal', at: `${at}.reveals`, what, wrong: name, known }))
}

/** What changes with the day cannot be added up in memory. */
function checkLiveLines(formulas: Formulas, formula: Formula, at: string): readonly Problem[] {
  const live = formula.reads.some((read) => {
    const inner = formulas.get(placeOf(read.resource, read.field))
    return read.through !== null && inner !== undefined && isLive(formulas, inner)
  })
  return live
    ? [problem('aggregate-of-live', at, { zh: '不能汇总随日期变化的字段。', en: 'A field that changes with the day cannot be added up.' })]
    : []
}

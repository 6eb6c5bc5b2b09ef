import { readsToday } from '../../expressions/references.js'
import type { AggregateNode } from '../../expressions/tree.js'
import type { Problem } from '../../kernel/problem.js'
import type { Catalog } from '../catalog.js'
import type { Formula, Formulas } from '../formulas.js'
import { everyNodeOf, insideOf } from '../walk.js'
import { problem } from './rule.js'

export interface RollupPlace {
  readonly catalog: Catalog
  readonly formulas: Formulas
  readonly formula: Formula
  readonly at: string
}

/**
 * Sums over other documents are kept by those documents, row by row, as differences: so such a sum has a field of its own, and each row's part can
 * be told from the row and the document it belongs to.
 */
export function checkRollup(place: RollupPlace): readonly Problem[] {
  const { formula, at } = place
  if (formula.rollup === null) return []
  const { aggregate, child } = formula.rollup
  return [...checkFunction(aggregate, at), ...checkReads(place, aggregate, child)]
}

function checkFunction({ fn }: AggregateNode, at: string): readonly Problem[] {
  if (fn === 'sum' || fn === 'count') return []
  const message = {
    zh: `对其他单据只能用 sum 和 count，不能用 ${fn}。`,
    en: `Over other documents only sum and count can be kept, not ${fn}.`,
  }
  return [problem('rollup-function', at, message, { zh: '可在报表中使用 min 和 max。', en: 'Use min and max in a report.' })]
}

/** The row itself, or one step to the document that owns it. */
function checkReads({ catalog, at }: RollupPlace, aggregate: AggregateNode, child: string): readonly Problem[] {
  const by = catalog.resources.get(child)?.owner?.by
  const nodes = insideOf(aggregate).flatMap(everyNodeOf)
  const far = nodes.flatMap((node) =>
    node.op === 'path' && !(node.path.length === 1 || (node.path.length === 2 && node.path[0] === by)) ? [node.path.join('.')] : [],
  )
  const nested = nodes.some((node) => node.op === 'aggregate') || insideOf(aggregate).some(readsToday)
  return [
    ...far.map((path) =>
      problem('rollup-reads-too-far', at, {
        zh: `汇总只能读取该行及其所属单据，不能读取“${path}”。`,
        en: `A roll-up reads the row and the document it belongs to, not “${path}”.`,
      }),
    ),
    ...(nested
      ? [
          problem('rollup-too-deep', at, {
            zh: '汇总里不能再有汇总或日期。',
            en: 'A roll-up contains no other roll-up and no date of today.',
          }),
        ]
      : []),
  ]
}

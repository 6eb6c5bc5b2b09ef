import type { AggregateNode, Expression } from '../../expressions/tree.js'
import type { Problem } from '../../kernel/problem.js'
import type { Entry } from '../catalog.js'
import { aggregatesIn, everyNodeOf, insideOf } from '../walk.js'
import { eachResource, problem, type Rule } from './rule.js'

/**
 * What a save computes and checks adds up the lines of its own document alone: they are locked with it and at hand. Rows of other documents are
 * summed by a roll-up, a field of its own that those documents keep.
 */
export const aggregatesRule: Rule = ({ catalog, reader, formulas }) =>
  eachResource(catalog, (entry, at) => [
    ...[...formulas.values()].flatMap(({ resource, field, expression, rollup }) =>
      resource === entry.name && rollup === null ? checkAggregates(entry, expression, `${at}.fields.${field}.formula`) : [],
    ),
    ...Object.entries(entry.resource.rules ?? {}).flatMap(([name, { must }]) => {
      const place = { resource: entry.name, at: `${at}.rules.${name}.must` }
      return checkAggregates(entry, reader.test(place, must).expression, place.at)
    }),
    ...Object.entries(entry.resource.workflow?.transitions ?? {}).flatMap(([name, { requires, ask }]) => {
      const place = { resource: entry.name, at: `${at}.workflow.transitions.${name}.requires`, answers: ask ?? {} }
      return requires === undefined ? [] : checkAggregates(entry, reader.test(place, requires).expression, place.at)
    }),
  ])

function checkAggregates(entry: Entry, expression: Expression, at: string): readonly Problem[] {
  const aggregates = aggregatesIn(expression)
  return [...aggregates.flatMap((aggregate) => checkRelation(entry, aggregate, at)), ...(aggregates.some(isNested) ? [nested(at)] : [])]
}

const isNested = (aggregate: AggregateNode): boolean =>
  insideOf(aggregate)
    .flatMap(everyNodeOf)
    .some((node) => node.op === 'aggregate')

function checkRelation({ fields }: Entry, { relation }: AggregateNode, at: string): readonly Problem[] {
  if (relation.includes('.')) return [tooFar(relation, at)]
  if (fields.get(relation)?.owned === true) return []
  return [
    problem(
      'rollup-in-formula',
      at,
      {
        zh: `对“${relation}”的汇总不能写在更大的公式或条件里。`,
        en: `A sum over “${relation}” cannot stand inside a bigger formula or a condition.`,
      },
      { zh: '让它单独成为一个字段，再在这里引用。', en: 'Give it a field of its own, and read that field here.' },
    ),
  ]
}

function tooFar(relation: string, at: string): Problem {
  const owner = relation.slice(0, relation.lastIndexOf('.'))
  return problem(
    'aggregate-too-far',
    at,
    { zh: `不能跨记录汇总“${relation}”。`, en: `“${relation}” belongs to another record and cannot be added up here.` },
    { zh: `在“${owner}”上加一个汇总字段，再引用它。`, en: `Give “${owner}” a field with the sum, and read that field.` },
  )
}

const nested = (at: string): Problem =>
  problem(
    'nested-aggregate',
    at,
    { zh: '汇总里不能再有汇总。', en: 'A sum contains no other sum.' },
    { zh: '在明细上加一个字段，再汇总该字段。', en: 'Give the lines a field of their own, and add that up.' },
  )

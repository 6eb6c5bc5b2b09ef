import type { MakingModel, Named } from '../compile/model.js'
import { evaluate, holds } from '../expressions/evaluate.js'
import type { Scope } from '../expressions/scope.js'
import type { Expression } from '../expressions/tree.js'
import type { Value } from '../expressions/value.js'

/** The document a transition makes: values of its head and of each line, not yet stored. */
export interface Made {
  readonly resource: string
  readonly values: Readonly<Record<string, Value>>
  readonly into: string | null
  readonly lines: readonly Readonly<Record<string, Value>>[]
}

/** @returns null when lines were asked for and none came out: nothing is made */
export function planMaking(making: MakingModel, source: Scope, lines: readonly Scope[]): Made | null {
  const chosen = making.lines === null ? [] : rowsFor(making.lines.where, making.lines.set, lines)
  if (making.lines !== null && chosen.length === 0) return null
  return { resource: making.resource, values: valuesOf(making.set, source), into: making.lines?.into ?? null, lines: chosen }
}

function rowsFor(where: Expression, set: Named<Expression>, lines: readonly Scope[]): readonly Readonly<Record<string, Value>>[] {
  return lines.filter((line) => holds(where, line)).map((line) => valuesOf(set, line))
}

export function valuesOf(set: Named<Expression>, scope: Scope): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(set).map(([name, expression]) => [name, evaluate(expression, scope)]))
}

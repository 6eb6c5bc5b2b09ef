import { isDay, utcOf } from '../kernel/clock.js'
import { decimalOf, isDecimalText } from '../kernel/decimal.js'
import { isId } from '../kernel/ids.js'
import { didYouMean } from '../kernel/suggest.js'
import { literalOf } from './build.js'
import type { LiteralNode, ValueType } from './tree.js'
import { type Check, type Checked, checked, complain, typeNames } from './type-scope.js'

/** A constant beside something of a known type: text may stand for a number, a day, an instant or an id. */
export function checkLiteral(check: Check, node: LiteralNode, want?: Pick<Checked, 'type' | 'options'>): Checked {
  if (node.type !== 'text' || typeof node.value !== 'string') return checked(node, node.type, scaleOf(node))
  if (want?.options) checkOption(check, node.value, want.options)
  const readAs = want === undefined ? undefined : readings[want.type]
  if (want === undefined || readAs === undefined) return checked(node, 'text')
  const value = readAs(node.value)
  if (value === undefined) return unreadable(check, node, want.type)
  const literal = literalOf(want.type, value)
  return checked(literal, want.type, scaleOf(literal))
}

function scaleOf(node: LiteralNode): number | null {
  return node.type === 'decimal' && typeof node.value === 'string' ? decimalOf(node.value).decimalPlaces() : null
}

/** The text as a value of the type; undefined when it is none. */
const readings: Readonly<Partial<Record<ValueType, (text: string) => string | undefined>>> = {
  decimal: (text) => (isDecimalText(text) ? text : undefined),
  date: (text) => (isDay(text) && text >= '1000' ? text : undefined),
  reference: (text) => (isId(text) ? text : undefined),
  instant: utcOf,
}

function unreadable(check: Check, node: LiteralNode, type: ValueType): Checked {
  const name = typeNames[type]
  complain(check, 'wrong-type', { zh: `“${node.value}”不是${name.zh}。`, en: `“${node.value}” is not ${name.en}.` })
  return checked(node, 'unknown')
}

function checkOption(check: Check, value: string, options: readonly string[]): void {
  if (options.includes(value)) return
  const message = {
    zh: `没有选项“${value}”，可选：${options.join('、')}。`,
    en: `There is no option “${value}”; there are ${options.join(', ')}.`,
  }
  complain(check, 'unknown-option', message, didYouMean(value, options))
}

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { amountInWords } from '../../src/print/amount-in-words.js'

describe('an amount written out', () => {
  it.each([
    ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
    ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '人民币叁佰贰拾伍元零肆分'],
    ['0', '人民币零元整'],
    ['0.00', '人民币零元整'],
    ['-0.00', '人民币零元整'],
    ['0.50', '人民币伍角整'],
    ['0.05', '人民币伍分'],
    ['10', '人民币壹拾元整'],
    ['100.000000', '人民币壹佰元整'],
    ['10000.00', '人民币壹万元整'],
    ['20000100.00', '人民币贰仟万零壹佰元整'],
    ['100000001.00', '人民币壹亿零壹元整'],
    ['500000000000', '人民币伍仟亿元整'],
    ['10000000000000.01', '人民币壹拾万亿元零壹分'],
    ['-12.30', '人民币负壹拾贰元叁角整'],
    ['1.005', '人民币壹元零壹分'],
    ['9.999', '人民币壹拾元整'],
  ])('%s: %s', (amount, words) => {
    expect(amountInWords(amount)).toBe(words)
  })

  it.each(['', 'abc', '1e5', '1,000', '***', '10000000000000000', 'NaN', 'Infinity'])('%j is no amount to write out', (amount) => {
    expect(() => amountInWords(amount)).toThrow(expect.objectContaining({ code: 'amount-in-words' }))
  })

  it('reads back as the same amount, whatever the amount', () => {
    const fen = fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n })
    fc.assert(fc.property(fen, (units) => readBack(amountInWords(yuanOf(units))) === units))
  })
})

function yuanOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const digits = '零壹贰叁肆伍陆柒捌玖'
const units: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1_000n }

/** A reader of its own, as a cashier reads: 亿, 万, then the rest. @returns fen */
function readBack(words: string): bigint {
  const [, minus, yuan = '', jiao = '', fen = ''] = /^人民币(负)?(?:(.+)元)?零?(?:(.)角)?零?(?:(.)分)?整?$/.exec(words) ?? []
  const total =
    whole(yuan) * 100n + BigInt(Math.max(0, digits.indexOf(jiao || '零'))) * 10n + BigInt(Math.max(0, digits.indexOf(fen || '零')))
  return minus === undefined ? total : -total
}

function whole(text: string): bigint {
  for (const [sign, value] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(sign)
    if (at >= 0) return whole(text.slice(0, at)) * value + whole(text.slice(at + 1))
  }
  let total = 0n
  let digit = 0n
  for (const char of text) {
    const unit = units[char]
    if (unit === undefined) digit = BigInt(digits.indexOf(char))
    else total += digit * unit
    if (unit !== undefined) digit = 0n
  }
  return total + digit
}

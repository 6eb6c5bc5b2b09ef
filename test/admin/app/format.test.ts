import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { companyZone } from '../../../src/admin/app/parts/company-day.js'
import { columnText, fractionOf, instantText, numberText, percentText, plainText, trimZeros } from '../../../src/admin/app/parts/format.js'
import { decimalOf, grouped } from '../../../src/kernel/decimal.js'

const money = { kind: 'money', scale: 2, options: [] } as const

describe('how values read', () => {
  it('groups thousands of any size without a float', () => {
    expect(grouped('-12345678901234567890.12')).toBe('-12,345,678,901,234,567,890.12')
    expect(numberText(money, '1234567.50')).toBe('1,234,567.50')
    expect(numberText({ kind: 'quantity', scale: 6 }, '12.500000')).toBe('12.5')
    expect(numberText({ kind: 'unitPrice', scale: 8 }, '3.00000000')).toBe('3.00')
  })

  it('rounds a unit price in a column to four decimals, and nothing else', () => {
    const price = { kind: 'unitPrice', scale: 8, options: [] } as const
    const texts = ['27.77326797', '2.61800000', '12.00000000', '-0.00001', null].map((value) => columnText(price, value, 'en'))
    expect(texts).toEqual(['27.7733', '2.618', '12.00', '0.00', ''])
    expect(plainText(price, '27.77326797', 'en')).toBe('27.77326797')
    expect(columnText(money, '1234567.50', 'en')).toBe('1,234,567.50')
  })

  it('writes a share in percent and reads it back, to the last digit', () => {
    expect([percentText('0.13'), percentText('1'), percentText('-0.005'), percentText('0.123456')]).toEqual([
      '13%',
      '100%',
      '-0.5%',
      '12.3456%',
    ])
    const share = fc
      .tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.constantFrom(2, 4, 6))
      .map(([digits, scale]) => decimalOf(digits).dividedBy(decimalOf(10).pow(scale)).toFixed(scale))
    fc.assert(
      fc.property(share, (fraction) => {
        expect(decimalOf(fractionOf(percentText(fraction))).equals(fraction)).toBe(true)
      }),
      { verbose: 1 },
    )
  })

  it('leaves what is no number to be complained about', () => {
    expect(fractionOf('十三')).toBe('十三')
    expect(plainText(money, '—', 'zh-CN')).toBe('—')
  })

  it('shows instants in the company’s zone and lists in the reader’s language', () => {
    expect(instantText('2026-11-22T16:30:00.000Z')).toBe('2026-11-23 00:30')
    const field = { kind: 'multiSelect', scale: null, options: [{ value: 'a', label: { zh: '甲', en: 'One' }, tone: 'neutral' }] } as const
    expect(plainText(field, ['a', 'b'], 'zh-CN')).toBe('甲、b')
    expect(plainText(field, ['a', 'b'], 'en')).toBe('One, b')
  })

  it('follows the company to another zone', () => {
    companyZone.set('America/New_York')
    expect(instantText('2026-11-22T16:30:00.000Z')).toBe('2026-11-22 11:30')
    companyZone.set('Asia/Shanghai')
  })

  it('drops zeros behind the point only', () => {
    expect([trimZeros('100'), trimZeros('1.2300'), trimZeros('1.0', 2)]).toEqual(['100', '1.23', '1.00'])
  })
})

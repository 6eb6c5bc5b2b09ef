import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { daySerial, exactNumber, timeSerial } from '../../src/sheets/cell-number.js'
import { displayWidth } from '../../src/sheets/display-width.js'
import { fileNameFor, sheetNameFor } from '../../src/sheets/file-name.js'
import { WallClock } from '../../src/sheets/wall-clock.js'
import { columnLetters } from '../../src/sheets/xlsx-layout.js'

describe('names', () => {
  it('a file is named after what it is and when it was made', () => {
    expect(fileNameFor('销售订单', '2026-11-22 15:30')).toBe('销售订单_20261122_1530.xlsx')
    expect(fileNameFor('a/b\\c:"d"\n../e', '2026-11-22 15:30:59', 'csv')).toBe('a b c d .. e_20261122_1530.csv')
    expect(fileNameFor('..', '2026-11-22 15:30')).toBe('export_20261122_1530.xlsx')
  })

  it.each([
    ["应收/应付[2026]: Q1? *'明细'", '应收 应付 2026 Q1 明细'],
    ['', 'Sheet'],
    ['History', 'Sheet'],
    ['很'.repeat(40), '很'.repeat(31)],
  ])('sheet %j is called %j', (title, name) => {
    expect(sheetNameFor(title)).toBe(name)
  })

  it('a further sheet keeps its number within the 31 characters Excel takes', () => {
    expect(sheetNameFor('很'.repeat(40), 12)).toBe(`${'很'.repeat(26)} (12)`)
  })

  it.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16_384, 'XFD'],
  ])('column %d is %s', (number, letters) => {
    expect(columnLetters(number)).toBe(letters)
  })

  it('counts a Chinese character as two', () => {
    expect(displayWidth('合计 12')).toBe(7)
    expect(displayWidth('ab\n很长的一行')).toBe(10)
  })
})

describe('numbers at the border of the file', () => {
  it.each([
    ['0', 0],
    ['-0.00', 0],
    ['12.300000', 12.3],
    ['999999999999999', 999_999_999_999_999],
    ['100000000000000000000', 1e20],
    ['-0.000001', -0.000001],
  ])('%s is written as a number', (text, number) => {
    expect(exactNumber(text)).toBe(number)
  })

  it.each(['1234567890123456', '12345678901234.56', '1e5', '', '***', 'NaN', '0x10', '1,000'])('%j is not', (text) => {
    expect(exactNumber(text)).toBeUndefined()
  })

  it('what is written as a number shows the same 15 digits it came with', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 8 }), (units, scale) => {
        const digits = String(Math.abs(units)).padStart(scale + 1, '0')
        const text = `${units < 0 ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`
        const number = exactNumber(text)
        return (
          number !== undefined &&
          Number(number.toPrecision(15)) === Number(text) &&
          number.toFixed(scale) === (Number(text) === 0 ? (0).toFixed(scale) : text)
        )
      }),
    )
  })

  it('a day is the same day in every zone; one Excel counts wrongly, or none, stays text', () => {
    expect(daySerial('2026-11-22')).toBe(46_348)
    expect(daySerial('1900-03-01')).toBe(61)
    expect(daySerial('1900-02-28')).toBeUndefined()
    expect(daySerial('2026-02-30')).toBeUndefined()
  })

  it('an instant shows the clock of the company', () => {
    expect(new WallClock('Asia/Shanghai').show('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30:00')
    expect(new WallClock('Asia/Kathmandu').show('2026-11-22T16:30:00.000Z')).toBe('2026-11-22 22:15:00')
    expect(new WallClock('Asia/Shanghai').show('2026-11-22')).toBeUndefined()
    expect(timeSerial(Date.UTC(2026, 10, 22, 12))).toBe(46_348.5)
  })
})

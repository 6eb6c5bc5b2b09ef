import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { normaliseText, searchLength } from '../../src/expressions/normalise.js'
import { sortKeyOf, termsOf } from '../../src/store/rows/search-terms.js'

const textsOf = (text: string): readonly string[] => termsOf(text).map(({ term }) => term)
const finds = (text: string, typed: string): boolean => textsOf(text).some((term) => term.startsWith(normaliseText(typed)))

describe('what search looks through', () => {
  it.each([
    ['SO20261122-0001', '1122-00'],
    ['SO20261122-0001', 'so2026'],
    ['ＡＢＣ　Ltd', 'abc ltd'],
    ['上海张江贸易', '张江'],
    ['上海张江贸易', 'zhangjiang'],
    ['上海张江贸易', 'shzj'],
    ['上海张江贸易', 'zjmy'],
    ['单雄信', 'shanxiongxin'],
    ['单雄信', 'danxiong'],
    ['重庆A3区', 'chongqinga3'],
    ['吕布', 'lvbu'],
  ])('finds %s by %s', (text, typed) => {
    expect(finds(text, typed)).toBe(true)
  })

  it('starts no spoken term in the middle of a syllable', () => {
    expect(finds('张江', 'hang')).toBe(false)
  })

  it('says which terms are only how the text is read aloud', () => {
    const spoken = termsOf('张a').filter((term) => term.isSpoken)

    expect(spoken.map((term) => term.term)).toEqual(['zhanga', 'za'])
  })

  it('keeps each term once, and every term short enough for its column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const terms = textsOf(text)
        expect(new Set(terms).size).toBe(terms.length)
        expect(terms.every((term) => term !== '' && term === term.trim() && [...term].length <= searchLength)).toBe(true)
      }),
    )
  })

  it('finds every piece of a text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.nat(59),
        fc.integer({ min: 1, max: 30 }),
        (text, from, length) => {
          const characters = [...normaliseText(text)]
          const piece = normaliseText(characters.slice(from, from + length).join(''))
          fc.pre(piece !== '')
          expect(textsOf(text).some((term) => term.startsWith(piece))).toBe(true)
        },
      ),
    )
  })
})

describe('what a text sorts by', () => {
  it('orders names as a dictionary does', () => {
    const names = ['张三', '李四', '连山', '安', 'Zed', '章三', '重庆']

    expect([...names].sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual(['安', '重庆', '李四', '连山', 'Zed', '张三', '章三'])
  })

  it('reads two or three characters as a person: Shan Xiongxin, not Dan', () => {
    expect(sortKeyOf('单雄信').startsWith('shan ')).toBe(true)
  })
})

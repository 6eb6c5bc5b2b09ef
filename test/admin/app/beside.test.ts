import { describe, expect, it } from '@jest/globals'
import { answerFor, answersOf, type Fact, lineWith, questionsOf, withFacts } from '../../../src/admin/app/grid/beside.js'
import type { Field } from '../../../src/admin/app/model/model.js'

const field = (name: string, kind = 'quantity') => ({ name, kind }) as unknown as Field
const free: Fact = {
  field: field('available'),
  beside: {
    name: 'available',
    label: null,
    of: 'balance',
    show: 'free',
    where: [
      { field: 'product', path: ['product'] },
      { field: 'place', path: ['order', 'place'] },
    ],
    before: 'quantity',
  },
}
const ref = (id: string) => ({ id, label: `no ${id}` })
const order = { place: ref('9') }
const whole = (records: readonly Readonly<Record<string, unknown>>[]) => ({ fact: free, answers: answersOf(free, records), isWhole: true })

describe('what stands beside the cells of a line', () => {
  it('is asked for once for all lines, and not for lines that name nothing yet', () => {
    const lines = [{ product: ref('1') }, { product: ref('2') }, { product: ref('1') }, { product: null }, { product: 'typed' }]

    expect(questionsOf(free, lines, order)).toEqual([
      { of: 'balance', where: { product: ['1', '2'], place: ['9'] }, fields: ['free', 'product', 'place'] },
    ])
    expect(questionsOf(free, lines, { place: null })).toEqual([])
  })

  it('is asked for in parts when there are very many lines', () => {
    const lines = Array.from({ length: 250 }, (_, at) => ({ product: ref(String(at)) }))

    expect(questionsOf(free, lines, order).map(({ where }) => where.product?.length)).toEqual([100, 100, 50])
  })

  it('belongs to the line that names both, and is none where there is no record', () => {
    const found = whole([{ product: ref('1'), place: ref('9'), free: '4' }])

    expect(answerFor(found, { product: ref('1') }, order)).toBe('4')
    expect(answerFor(found, { product: ref('2') }, order)).toBe('0')
    expect(answerFor({ ...found, isWhole: false }, { product: ref('2') }, order)).toBeUndefined()
    expect(answerFor(found, { product: ref('1') }, { place: ref('8') })).toBe('0')
    expect(answerFor(found, { product: null }, order)).toBeUndefined()
  })

  it('finds the record itself by its id', () => {
    const unit: Fact = {
      field: field('unit', 'belongsTo'),
      beside: { ...free.beside, show: 'unit', where: [{ field: 'id', path: ['product'] }] },
    }
    const answers = answersOf(unit, [{ id: '1', unit: ref('5') }])

    expect(answerFor({ fact: unit, answers, isWhole: true }, { product: ref('1') }, order)).toEqual(ref('5'))
    expect(answerFor({ fact: unit, answers, isWhole: true }, { product: ref('2') }, order)).toBeUndefined()
  })

  it('stands before the column it names, or behind all, and in no value that is sent', () => {
    const columns = [field('product'), field('quantity'), field('price')]
    const last = { ...free, field: field('last'), beside: { ...free.beside, before: null } }

    expect(withFacts(columns, [free, last]).map(({ name }) => name)).toEqual(['product', 'available', 'quantity', 'price', 'last'])
    const line = { key: '1', quantity: '2' }
    expect(lineWith(line, '{"available":"4"}')).toEqual({ key: '1', quantity: '2', available: '4' })
    expect(lineWith(line, '')).toBe(line)
    expect(line).not.toHaveProperty('available')
  })
})

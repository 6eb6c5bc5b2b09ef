import { describe, expect, it } from '@jest/globals'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

describe('compile', () => {
  const model = modelOf(tinyDefinitions)

  it('gives every record its implicit fields, and a status only where there is a workflow', () => {
    expect(model.resources.bill?.fieldNames.slice(-7)).toEqual([
      'id',
      'status',
      'version',
      'createdAt',
      'createdBy',
      'updatedAt',
      'updatedBy',
    ])
    expect(model.resources.contact?.fields.status).toBeUndefined()
    expect(model.resources.bill?.fields.status?.options.map((option) => [option.value, option.label.zh])).toEqual([
      ['draft', '草稿'],
      ['open', '进行中'],
      ['paid', '已付款'],
    ])
  })

  it('keeps a sum over other documents where those documents are, and computes a sum over lines on the spot', () => {
    expect(model.resources.bill?.rollups.map(({ target, field, by, fn }) => ({ target, field, by, fn }))).toEqual([
      { target: 'contact', field: 'open', by: 'contact', fn: 'sum' },
    ])
    expect(model.resources.contact?.storedFormulas).toEqual([])
    expect(model.resources.bill?.storedFormulas).toEqual(['total', 'margin'])
    expect(model.resources.billLine?.storedFormulas).toEqual(['amount'])
  })

  it('hides from a role what is computed from a field that is hidden from it', () => {
    const clerk = model.resources.bill?.grants.find((grant) => grant.role === 'clerk')
    expect(model.resources.bill?.fields.margin?.tags).toEqual(['cost'])
    expect(Object.keys(clerk?.fields ?? {})).not.toContain('cost')
    expect(Object.keys(clerk?.fields ?? {})).not.toContain('margin')
    expect(clerk?.write).toEqual(['billedOn', 'contact', 'lines'])
    expect(clerk?.lines.lines?.write).toEqual(['what', 'quantity', 'price'])
  })

  it('locks what rolls up before what it rolls up into, and an owner before its lines', () => {
    expect(model.lockOrder).toEqual(['bill', 'billLine', 'contact', 'user'])
  })

  it('is frozen all the way down and holds nothing undefined', () => {
    const visit = (part: unknown): void => {
      expect(part).toBeDefined()
      if (typeof part !== 'object' || part === null) return
      expect(Object.isFrozen(part)).toBe(true)
      Object.values(part).forEach(visit)
    }
    visit(model)
  })
})

import { expect, it } from '@jest/globals'
import { parseFieldValue } from '../../src/compile/field-values.js'
import { companyModel } from '../support/company.js'

const quantity = companyModel().resources.orderLine?.fields.quantity
if (quantity === undefined) throw new Error('order lines have no quantity')

it('takes a number as JSON has it as long as no digit can have been lost', () => {
  expect([12.5, 1e3, 123456789.123456, -0].map((given) => parseFieldValue(quantity, given))).toEqual([
    { value: '12.500000' },
    { value: '1000.000000' },
    { value: '123456789.123456' },
    { code: 'too-small', message: expect.anything() },
  ])
  expect(parseFieldValue(quantity, JSON.parse('123456789012.123456'))).toMatchObject({ code: 'too-precise' })
  expect(parseFieldValue(quantity, '123456789012.123456')).toEqual({ value: '123456789012.123456' })
})

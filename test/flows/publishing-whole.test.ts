import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { forgetDerived, settleDerived, underived } from '../../src/design/derive.js'
import { ConflictError, type InvalidError } from '../../src/kernel/errors.js'
import type { Context } from '../../src/records/door.js'
import { aShop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let designer: Context
let customer: string
beforeAll(async () => {
  platform = await testPlatform()
  designer = await platform.as('designer')
  customer = (await aShop(platform, { onHand: '0', creditLimit: '90000' })).customer
})
afterAll(() => platform.drop())

const label = { zh: '新', en: 'New' }
const now = () => platform.contextFor(designer.actor)
const version = () => platform.models.current().version
const seen = () => platform.records.get(platform.admin, 'customer', customer)

async function drafted(fields: Readonly<Record<string, unknown>>, resource = 'customer'): Promise<string> {
  const { id, problems } = await platform.design.create(now(), {
    set: [{ definition: `resource:${resource}`, patch: { fields } }],
    add: [],
  })
  expect(problems).toEqual([])
  return id
}

const publish = (id: string) => platform.design.publish(now(), id, 'test')
const published = async (...of: Parameters<typeof drafted>) => publish(await drafted(...of))

/** Refused for these fields, and nothing is published. */
async function refused(fields: Readonly<Record<string, unknown>>, at: readonly string[]): Promise<InvalidError> {
  const before = version()
  const id = await drafted(fields)
  const refusal = (await publish(id).catch((error: unknown) => error)) as InvalidError
  expect(refusal.errors).toMatchObject(at.map((name) => ({ at: `resource:customer.fields.${name}`, code: 'computed-too-large' })))
  expect(version()).toBe(before)
  expect((await platform.design.get(now(), id)).state).toBe('draft')
  return refusal
}

const tooMuch = 'coalesce(creditLimit, 0) * 1000000000000'

it('publishes nothing when a changed formula comes to more than its field can hold, and the next publish goes well', async () => {
  await published({ x_worth: { kind: 'money', formula: '1', label: { zh: '身价', en: 'Worth' } } })

  const refusal = await refused({ x_worth: { formula: tooMuch } }, ['x_worth'])

  expect(refusal.errors[0]?.message.zh).toBe('已有记录算出的“客户”的“身价”超出该字段能保存的大小。请修改公式，或加大字段的位数。')
  expect(refusal.errors[0]?.message.en).toContain('Worth of Customer comes to more than the field can hold')
  expect(await seen()).toMatchObject({ x_worth: '1.00' })
  await published({ x_plain: { kind: 'text', label } }, 'product')
})

it('publishes nothing when a new formula comes to too large a number, to one that nobody can count with, or to too long a text', async () => {
  await refused({ x_big: { kind: 'money', formula: tooMuch, label } }, ['x_big'])
  const times = (what: string): string => `${what}${` * 1${'0'.repeat(30)}`.repeat(20)}`
  const beyond = {
    x_far: { kind: 'money', formula: times('creditLimit'), label },
    x_farther: { kind: 'money', formula: `${times('x_far')} / 3`, label },
  }
  await refused(beyond, ['x_far', 'x_farther'])
  await refused({ x_short: { kind: 'text', length: 2, formula: 'name', label } }, ['x_short'])
  await published({ x_wide: { kind: 'money', precision: 30, formula: tooMuch, label } })

  expect(await seen()).toMatchObject({ x_wide: '90000000000000000.00' })
})

it('looks through formulas that read what is changed in the same breath', async () => {
  await published({
    x_base: { kind: 'money', formula: '1', label },
    x_share: { kind: 'percent', formula: 'x_base / 100', label },
  })

  await refused({ x_base: { formula: 'creditLimit * 2' } }, ['x_share'])

  expect(await seen()).toMatchObject({ x_base: '1.00', x_share: '0.010000' })
  await published({ x_base: { formula: 'creditLimit / 2' } })
  expect(await seen()).toMatchObject({ x_base: '45000.00', x_share: '450.000000' })
})

it('goes on past a field whose values have no room since: neither a publish nor a start stops, and the others are worked out', async () => {
  await published({
    x_times: { kind: 'money', formula: 'creditLimit * 1000000', label },
    x_after: { kind: 'money', formula: 'x_times * 0', label },
    x_other: { kind: 'money', formula: 'creditLimit * 2', label },
  })
  const { quote } = platform.database.dialect
  const column = quote(platform.models.current().resources.customer?.fields.creditLimit?.column ?? '')
  const limit = (value: string) =>
    platform.database.execute(`UPDATE ${quote('customer')} SET ${column} = ? WHERE id = ?`, [value, customer])
  const mine = ['customer.x_times', 'customer.x_after', 'customer.x_other']
  const due = async () => (await underived(platform.database, platform.models.current())).map(({ name }) => name)
  await limit('90000000000000.00')
  await forgetDerived(platform.database, mine)

  await settleDerived(platform, platform.models.current())
  expect(await seen()).toMatchObject({ x_times: '90000000000.00', x_other: '180000000000000.00' })
  expect((await due()).filter((name) => mine.includes(name))).toEqual(['customer.x_times', 'customer.x_after'])
  await published({ x_ordinary: { kind: 'text', label } }, 'product')

  await limit('90000.00')
  await settleDerived(platform, platform.models.current())
  expect(await due()).toEqual([])
})

it('publishes a change-set once, whoever asks for it at the same time', async () => {
  const before = version()
  const id = await drafted({ x_once: { kind: 'text', label } })

  const answers = await Promise.allSettled([publish(id), publish(id), publish(id)])

  expect(answers.filter(({ status }) => status === 'fulfilled')).toMatchObject([{ value: { version: before + 1 } }])
  const refusals = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refusals.map((error) => [error.constructor, error.code])).toEqual(Array(2).fill([ConflictError, 'already-published']))
  expect(version()).toBe(before + 1)
})

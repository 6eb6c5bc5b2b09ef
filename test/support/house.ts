/** A small company with a little in every table, made by two reps, a warehouse keeper and an administrator. */
import type { Client, CompanyWeb } from './company-web.js'

export interface House {
  readonly rep: Client
  readonly otherRep: Client
  readonly ids: Readonly<
    Record<'warehouse' | 'product' | 'spare' | 'supplier' | 'customer' | 'otherCustomer' | 'order' | 'otherOrder', string>
  >
}

export const dueOn = '2099-01-01'

/** Each rep has a customer with a contact and an approved order; goods come from a supplier at a cost. */
export async function furnish(company: CompanyWeb): Promise<House> {
  const { platform, admin } = company
  const create = async (resource: string, input: Readonly<Record<string, unknown>>) =>
    (await platform.records.create(admin, resource, input)).id
  const take = (resource: string, id: string, name: string) => platform.records.transition(admin, resource, id, name, {}, null)
  const [rep, otherRep] = [await company.given('rep', ['salesRep']), await company.given('otherrep', ['salesRep'])]
  const unit = await create('unit', { name: '台' })
  const category = await create('category', { code: 'K1', name: '阀门' })
  const warehouse = await create('warehouse', { code: 'WH1', name: '总仓', address: '宝安区 1 号' })
  const supplier = await create('supplier', { code: 'S1', name: '佛山铸造', contactName: '林工', phone: '13800001111', note: '价格机密' })
  const product = await create('product', {
    code: 'P1',
    name: '球阀',
    spec: 'DN50',
    category,
    unit,
    supplier,
    salePrice: '120',
    cost: '71.5',
    minimum: '5',
  })
  const spare = await create('product', { code: 'P2', name: '密封圈', unit, supplier, salePrice: '3', cost: '1.2' })
  const lines = [product, spare].map((one) => ({ product: one, quantity: '50', unitCost: '70' }))
  await take('stockAdjustment', await create('stockAdjustment', { kind: 'receive', warehouse, reason: 'opening', lines }), 'confirm')
  const sell = async (owner: string, code: string, name: string) => {
    const contacts = [{ name: `${name}的采购`, phone: '13911112222', email: `buy@${code.toLowerCase()}.cn` }]
    const customer = await create('customer', {
      code,
      name,
      owner,
      phone: '13812345678',
      address: '南山区',
      creditLimit: '90000',
      contacts,
    })
    const order = await create('order', {
      customer,
      warehouse,
      dueOn,
      note: `${name}的订单`,
      lines: [
        { product, quantity: '3' },
        { product: spare, quantity: '7' },
      ],
    })
    await take('order', order, 'submit')
    await take('order', order, 'approve')
    await create('order', { customer, warehouse, dueOn, note: '草稿', lines: [{ product, quantity: '1' }] })
    return { customer, order }
  }
  const mine = await sell(rep.userId, 'C1', '华强机电')
  const theirs = await sell(otherRep.userId, 'C2', '鹏城泵业')
  const ids = {
    warehouse,
    product,
    spare,
    supplier,
    customer: mine.customer,
    otherCustomer: theirs.customer,
    order: mine.order,
    otherOrder: theirs.order,
  }
  return { rep, otherRep, ids }
}

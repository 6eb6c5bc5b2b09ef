import { demoCustomers } from './customers.js'
import { type PlannedOrder, planOrders } from './orders.js'
import { demoDepartments, demoSuppliers, demoUsers, demoWarehouses } from './people.js'
import { demoCategories, demoProducts, demoUnits } from './products.js'
import type { Step, StepValues } from './steps.js'
import { stockSteps } from './stock.js'

/** Everything that happened, in the order it happened. */
export function demoStory(): readonly Step[] {
  const orders = planOrders()
  const steps = [...orders.flatMap(orderSteps), ...stockSteps(orders)]
  return [...masterData(), ...[...steps].sort((a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))]
}

const opening = { day: -95, time: '08:00', as: 'role:admin' }

const record = (create: string, key: string, values: StepValues): Step => ({ ...opening, create, key, values })

function masterData(): readonly Step[] {
  return [
    record('company', 'company', {
      name: '深圳市单据机电贸易有限公司',
      address: '深圳市龙华区观澜街道观光路1301号',
      phone: '0755-29016688',
      taxNumber: '91440300MA5EXAMPLE',
    }),
    ...demoDepartments.map((one) =>
      record('department', `department:${one.name}`, {
        name: one.name,
        ...(one.parent === undefined ? {} : { parent: { key: `department:${one.parent}` } }),
      }),
    ),
    ...demoWarehouses.map((one) => record('warehouse', `warehouse:${one.code}`, { code: one.code, name: one.name, address: one.address })),
    ...demoUsers.map((one) => record('user', `user:${one.login}`, userValues(one))),
    ...demoUsers.flatMap((one) =>
      one.roles.map((role) => record('roleAssignment', `role:${one.login}:${role}`, { user: { key: `user:${one.login}` }, role })),
    ),
    ...demoUnits.map((one) => record('unit', `unit:${one.code}`, { name: one.zh })),
    ...demoCategories.map((one) => record('category', `category:${one.code}`, { code: one.code, name: one.zh })),
    ...demoSuppliers.map((one) =>
      record('supplier', `supplier:${one.code}`, { code: one.code, name: one.name, contactName: one.contact, phone: one.phone }),
    ),
    ...demoProducts.map((one, index) => record('product', `product:${one.code}`, productValues(one, index))),
    ...demoCustomers.map((one, index) => record('customer', `customer:${index + 1}`, customerValues(one, index))),
  ]
}

function userValues(user: (typeof demoUsers)[number]): StepValues {
  const { login, name, phone, department, warehouse } = user
  const where = warehouse === undefined ? {} : { warehouse: { key: `warehouse:${warehouse}` } }
  return { login, name, phone, department: { key: `department:${department}` }, ...where }
}

function productValues(product: (typeof demoProducts)[number], index: number): StepValues {
  const { code, name, spec, salePrice, cost, minimum, maximum } = product
  const supplier = demoSuppliers[demoCategories.findIndex((one) => one.code === product.category)]?.code ?? 'V001'
  const barcode = `69${String(21_400_000_000 + index * 7_919).padStart(11, '0')}`
  const references = {
    category: { key: `category:${product.category}` },
    unit: { key: `unit:${product.unit}` },
    supplier: { key: `supplier:${supplier}` },
  }
  return { code, name, spec, salePrice, cost, minimum, maximum, barcode, ...references }
}

function customerValues(customer: (typeof demoCustomers)[number], index: number): StepValues {
  const { name, shortName, region, industry, level, terms, address, phone, creditLimit } = customer
  const contacts = [{ name: customer.contact, position: customer.position, primary: true }]
  const limit = creditLimit === '' ? {} : { creditLimit }
  return {
    code: `C${String(index + 1).padStart(4, '0')}`,
    name,
    shortName,
    region,
    industry,
    level,
    terms,
    address,
    phone,
    owner: { key: `user:${customer.owner}` },
    contacts,
    ...limit,
  }
}

/** An order from its entry to where it stands today. */
function orderSteps(order: PlannedOrder): readonly Step[] {
  const seller = order.customer.owner
  const on = { key: order.key }
  const placed = { day: order.day, time: order.time, as: seller }
  const entered: Step = { ...placed, create: 'order', key: order.key, values: orderValues(order) }
  if (order.fate === 'draft') return [entered]
  const submitted: Step = { ...placed, time: after(order.time, 6), take: 'submit', on }
  if (order.fate === 'submitted') return [entered, submitted]
  const lead = { day: order.day, time: after(order.time, 40), as: 'saleslead' }
  if (order.fate === 'rejected')
    return [entered, submitted, { ...lead, take: 'reject', on, answers: { reason: '价格低于最低限价，请与客户重新确认后再提交。' } }]
  return [entered, submitted, { ...lead, take: 'approve', on, answers: { shortage: 'backorder' } }, ...fulfilment(order)]
}

function fulfilment(order: PlannedOrder): readonly Step[] {
  const notices = { find: 'shipment', where: { order: { key: order.key }, status: 'draft' } }
  const day = Math.min(0, order.day + 1 + ((order.key.length + order.lines.length) % 4))
  const shipping = { day, time: '15:20', as: 'warehouse1' }
  const lead = { day, time: '16:10', as: 'saleslead' }
  const ship: Step = { ...shipping, time: '15:40', take: 'ship', on: notices }
  switch (order.fate) {
    case 'shipped':
      return [ship]
    case 'part':
      return [{ ...shipping, share: 0.6, on: notices, lines: 'lines', field: 'quantity' }, ship]
    case 'cancelled':
      return [{ ...lead, take: 'cancel', on: { key: order.key }, answers: { reason: '客户项目延期，取消采购。' } }]
    case 'closed':
      return [
        { ...shipping, share: 0.5, on: notices, lines: 'lines', field: 'quantity' },
        ship,
        { ...lead, take: 'close', on: { key: order.key } },
      ]
    default:
      return []
  }
}

function orderValues(order: PlannedOrder): StepValues {
  const lines = order.lines.map(({ product, quantity }) => ({ product: { key: `product:${product.code}` }, quantity: String(quantity) }))
  return {
    customer: { key: order.customerKey },
    dueOn: { day: order.day + order.dueIn },
    warehouse: { key: `warehouse:${order.warehouse}` },
    lines,
  }
}

/** Minutes later on the same day. */
function after(time: string, minutes: number): string {
  const [hour = 9, minute = 0] = time.split(':').map(Number)
  const total = hour * 60 + minute + minutes
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

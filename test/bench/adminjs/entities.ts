/** The platform's tables as one would write them down for TypeORM. Ids are text, because AdminJS would round them as numbers. */
import { BaseEntity, EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'

export class Order extends BaseEntity {}
export class OrderLine extends BaseEntity {}
export class Customer extends BaseEntity {}
export class Product extends BaseEntity {}
export class Warehouse extends BaseEntity {}
export class User extends BaseEntity {}

const id = { type: 'varchar', primary: true } as const
/** Given by whoever creates: the columns have no default that TypeORM's own dates rely on. */
const createdAt = { type: 'datetime', name: 'created_at' } as const
const updatedAt = { type: 'datetime', name: 'updated_at' } as const
const version = { type: 'int' } as const
const text = (name: string) => ({ type: 'varchar', name, nullable: true }) as const
const decimal = (name: string, precision = 18, scale = 2) => ({ type: 'decimal', name, precision, scale, nullable: true }) as const
/** AdminJS makes an instant of a day, and MariaDB refuses it. */
const transformer = { to: (value: unknown) => (typeof value === 'string' ? value.slice(0, 10) : value), from: (value: unknown) => value }
const day = (name: string) => ({ type: 'date', name, nullable: true, transformer }) as const

/** @param references  property → the entity its column `<name>_id` points at */
function schemaOf(
  target: typeof BaseEntity,
  {
    table,
    columns,
    references,
  }: Readonly<{ table: string; columns: Record<string, EntitySchemaColumnOptions>; references: Record<string, string> }>,
): EntitySchema {
  const names = Object.entries(references)
  const keys = names.map(([name]) => [`${name}Id`, { type: 'varchar', name: `${name}_id`, nullable: true }])
  const relations = names.map(([name, entity]) => [name, { type: 'many-to-one', target: entity, joinColumn: { name: `${name}_id` } }])
  return new EntitySchema({
    name: target.name,
    target,
    tableName: table,
    columns: { id, ...columns, ...Object.fromEntries(keys) },
    relations: Object.fromEntries(relations),
  })
}

const order = schemaOf(Order, {
  table: 'order',
  columns: {
    number: text('number'),
    placedOn: day('placed_on'),
    dueOn: day('due_on'),
    terms: text('terms'),
    address: text('address'),
    note: { type: 'text', nullable: true },
    subtotal: decimal('subtotal'),
    tax: decimal('tax'),
    total: decimal('total'),
    margin: decimal('margin'),
    shippedShare: decimal('shipped_share', 9, 6),
    syncState: text('sync_state'),
    status: text('status'),
    ...{ version, createdAt, updatedAt },
  },
  references: { customer: 'Customer', owner: 'User', warehouse: 'Warehouse' },
})

const orderLine = schemaOf(OrderLine, {
  table: 'order_line',
  columns: {
    description: text('description'),
    quantity: decimal('quantity', 18, 6),
    unitPrice: decimal('unit_price', 18, 8),
    taxRate: decimal('tax_rate', 9, 6),
    amount: decimal('amount'),
    tax: decimal('tax'),
    reserved: decimal('reserved', 18, 6),
    shipped: decimal('shipped', 18, 6),
    planned: decimal('planned', 18, 6),
    ...{ version, createdAt, updatedAt },
  },
  references: { order: 'Order', product: 'Product' },
})

const customer = schemaOf(Customer, {
  table: 'customer',
  columns: {
    code: text('code'),
    name: text('name'),
    shortName: text('short_name'),
    level: text('level'),
    industry: text('industry'),
    region: text('region'),
    phone: text('phone'),
    address: text('address'),
    terms: text('terms'),
    creditLimit: decimal('credit_limit'),
    exposure: decimal('exposure'),
    status: text('status'),
    ...{ version, createdAt, updatedAt },
  },
  references: { owner: 'User' },
})

const named = (target: typeof BaseEntity, table: string) =>
  schemaOf(target, { table, columns: { name: text('name'), version, createdAt, updatedAt }, references: {} })

export const schemas = [order, orderLine, customer, named(Product, 'product'), named(Warehouse, 'warehouse'), named(User, 'user')]

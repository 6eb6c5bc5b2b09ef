import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise'
import { idsFor } from '../naive-target.js'

export interface NewOrder {
  readonly customer: string
  readonly warehouse: string
  readonly dueOn: string
  readonly lines: readonly { readonly product: string; readonly quantity: number }[]
}

const newId = idsFor('naive')
const lineColumns =
  'id, order_id, product_id, description, quantity, unit_price, tax_rate, amount, tax, reserved, shipped, planned, version, created_at, updated_at'

/** The order and its lines in one transaction; amounts in floating point, as one does in an afternoon. */
export async function createOrder(pool: Pool, { customer, warehouse, dueOn, lines: asked }: NewOrder): Promise<unknown> {
  const id = newId()
  const lines = await pricedLines(pool, id, asked)
  const [subtotal, tax] = [lines.reduce((sum, line) => sum + line.amount, 0), lines.reduce((sum, line) => sum + line.tax, 0)]
  const now = new Date()
  const connection = await pool.getConnection()
  try {
    await connection.beginTransaction()
    await connection.query('INSERT INTO `order` SET ?', {
      ...{
        id,
        number: `N${id}`,
        customer_id: customer,
        warehouse_id: warehouse,
        placed_on: now,
        due_on: dueOn,
        status: 'draft',
        version: 1,
      },
      ...{ subtotal, tax, total: subtotal + tax, sync_state: 'none', created_at: now, updated_at: now },
    })
    await connection.query(`INSERT INTO order_line (${lineColumns}) VALUES ?`, [lines.map((line) => rowOf(line, now))])
    await connection.commit()
  } finally {
    connection.release()
  }
  return { id, lines }
}

async function pricedLines(pool: Pool, order: string, asked: NewOrder['lines']) {
  const [products] = await pool.query<RowDataPacket[]>('SELECT * FROM product WHERE id IN (?)', [asked.map(({ product }) => product)])
  return asked.map(({ product, quantity }) => {
    const found = products.find(({ id }) => id === product)
    const amount = quantity * Number(found?.sale_price)
    const rate = Number(found?.tax_rate)
    return { id: newId(), order, product, description: found?.name, quantity, price: found?.sale_price, rate, amount, tax: amount * rate }
  })
}

function rowOf(line: Awaited<ReturnType<typeof pricedLines>>[number], now: Date): readonly unknown[] {
  const { id, order, product, description, quantity, price, rate, amount, tax } = line
  return [id, order, product, description, quantity, price, rate, amount, tax, 0, 0, 0, 1, now, now]
}

export async function updateOrder(pool: Pool, id: string, { note }: { readonly note: string }): Promise<unknown> {
  const [{ affectedRows }] = await pool.query<ResultSetHeader>('UPDATE `order` SET note = ?, updated_at = NOW(3) WHERE id = ?', [note, id])
  return { id, changed: affectedRows }
}

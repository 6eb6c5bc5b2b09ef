import type { Pool, RowDataPacket } from 'mysql2/promise'

type Query = Readonly<Record<string, unknown>>

interface Page {
  readonly data: readonly unknown[]
  readonly total: number
}

const pageSize = 25

/** A left join: with an inner one MariaDB reads the orders customer by customer, and takes seconds. */
export async function listOrders(pool: Pool, query: Query): Promise<Page> {
  const { where, values } = conditionsOf(query)
  const order = query.sort === 'total' ? 'o.total DESC' : 'o.placed_on DESC, o.number DESC'
  const [data] = await pool.query<RowDataPacket[]>(
    `SELECT o.*, c.name AS customer_name FROM \`order\` o LEFT JOIN customer c ON c.id = o.customer_id
     WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...values, pageSize, offsetOf(query)],
  )
  return { data, total: await count(pool, `\`order\` o WHERE ${where}`, values) }
}

function conditionsOf({ customer, status, from, until, number }: Query): { readonly where: string; readonly values: readonly unknown[] } {
  const conditions: readonly (readonly [string, unknown])[] = [
    ['o.customer_id = ?', customer],
    ['o.status = ?', status],
    ['o.placed_on >= ?', from],
    ['o.placed_on <= ?', until],
    ['o.number LIKE ?', typeof number === 'string' ? `%${number}%` : undefined],
  ]
  const given = conditions.filter(([, value]) => value !== undefined)
  return { where: ['TRUE', ...given.map(([sql]) => sql)].join(' AND '), values: given.map(([, value]) => value) }
}

export async function listCustomers(pool: Pool, query: Query): Promise<Page> {
  const pattern = `%${String(query.name)}%`
  const [data] = await pool.query<RowDataPacket[]>(
    `SELECT c.*, u.name AS owner_name FROM customer c LEFT JOIN user u ON u.id = c.owner_id
     WHERE c.name LIKE ? ORDER BY c.id DESC LIMIT ? OFFSET ?`,
    [pattern, pageSize, offsetOf(query)],
  )
  return { data, total: await count(pool, 'customer c WHERE c.name LIKE ?', [pattern]) }
}

export async function getOrder(pool: Pool, id: string): Promise<unknown> {
  const [orders] = await pool.query<RowDataPacket[]>(
    'SELECT o.*, c.name AS customer_name FROM `order` o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.id = ?',
    [id],
  )
  const [lines] = await pool.query<RowDataPacket[]>(
    'SELECT l.*, p.name AS product_name FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = ? ORDER BY l.id',
    [id],
  )
  return { ...orders[0], lines }
}

const offsetOf = ({ page }: Query): number => (Number(page) - 1) * pageSize

async function count(pool: Pool, from: string, values: readonly unknown[]): Promise<number> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT COUNT(*) AS total FROM ${from}`, [...values])
  return Number(rows[0]?.total)
}

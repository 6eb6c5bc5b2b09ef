import { defineJob, type JobRecord, type JobTools } from '#define'

/** Stock became free: gives it to the orders that wait for it, oldest first, until nothing is left. */
export const allocateWaiting = defineJob({
  name: 'allocate-waiting',
  label: { zh: '补足缺货订单', en: 'Allocate to waiting orders' },
  actsAs: 'platform',
  deadline: { minutes: 5 },
  run: async ({ payload, tools, log, signal }) => {
    const [product, warehouse] = [String(payload.item), String(payload.place)]
    let allocated = 0
    for (const order of await waitingOrders(tools, product, warehouse)) {
      if (signal.aborted || !(await isFree(tools, product, warehouse))) break
      await tools.records.transition('order', order, 'allocate')
      allocated += 1
    }
    log('stock allocated', { product, warehouse, orders: allocated })
    return { done: true, note: `${allocated} orders` }
  },
})

/** Orders that wait for the product, oldest due first; of one day, those entered first. */
async function waitingOrders(tools: JobTools, product: string, warehouse: string): Promise<readonly string[]> {
  const where = { product, waiting: { gt: 0 }, order: { status: 'approved', warehouse } }
  const lines: JobRecord[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const query = { where, sort: 'id', fields: ['order', 'order.dueOn'], size: 200, ...(after === undefined ? {} : { after }) }
    const page = await tools.records.list('orderLine', query)
    lines.push(...page.data)
    after = page.next
  }
  const sorted = lines.toSorted(
    (a, b) => String(a['order.dueOn']).localeCompare(String(b['order.dueOn'])) || Number(BigInt(a.id) - BigInt(b.id)),
  )
  return [...new Set(sorted.map((line) => idIn(line.order)))]
}

async function isFree(tools: JobTools, product: string, warehouse: string): Promise<boolean> {
  const { data } = await tools.records.list('stockBalance', { where: { product, warehouse, free: { gt: 0 } }, fields: ['free'], size: 1 })
  return data.length > 0
}

/** A reference reads as `{id, label}`. */
function idIn(reference: unknown): string {
  return typeof reference === 'object' && reference !== null && 'id' in reference ? String(reference.id) : String(reference)
}

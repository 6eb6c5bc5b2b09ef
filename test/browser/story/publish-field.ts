/** A business admin gives orders another field: in the form, in the list. */
import { expect } from '@jest/globals'
import { order } from '../../../resources/sales/order.js'
import { downloadedRows, send } from './acts.js'
import type { Chapter } from './chapters.js'
import type { Desk } from './desk.js'
import { enterOrder } from './enter-order.js'

interface Drafted {
  readonly id: string
  readonly problems: readonly unknown[]
}

/** @param before  fields that earlier chapters published: a list is replaced as a whole */
export async function publishField(desk: Desk, { field }: Chapter, before: readonly Chapter[]): Promise<number> {
  const born = [...before.map((chapter) => chapter.field.name), field.name].reverse()
  const [number = '', customer = '', ...others] = order.screens?.list ?? []
  const basics = order.screens?.form?.basics ?? []
  const patch = {
    fields: { [field.name]: { kind: 'text', label: { zh: field.zh, en: field.en }, length: 40 } },
    screens: { list: [number, customer, ...born, ...others], form: { basics: [...basics, ...born] } },
  }
  const drafted = await send<Drafted>(desk.page, '/changes', { set: [{ definition: 'resource:order', patch }], add: [] })
  if (drafted.problems.length > 0) throw new Error(JSON.stringify(drafted.problems))
  const { version } = await send<{ readonly version: number }>(desk.page, `/changes/${drafted.id}/publish`, {
    note: `${field.zh} / ${field.en}`,
  })
  return version
}

export interface Seen {
  readonly chapter: Chapter
  readonly label: string
  readonly dueOn: string
}

/** After a reload the rep fills it in, finds it in the list, and takes it along to Excel. */
export async function fieldIsThere(rep: Desk, { chapter, label, dueOn }: Seen): Promise<void> {
  const { page } = rep
  const written = `${chapter.field.name.slice(2, 6)}-${chapter.width}`
  await page.getByTestId('model-changed').getByRole('button').click()
  await page.getByTestId('model-changed').waitFor({ state: 'detached' })
  await rep.go('/admin/resources/order/actions/new')
  await page.locator(`.field[data-field=${chapter.field.name}]`).filter({ hasText: label }).waitFor()
  await enterOrder(rep, { chapter, quantity: '1', dueOn, more: { [chapter.field.name]: written } })
  await rep.go('/admin/resources/order')
  await page.getByTestId('row').filter({ hasText: written }).waitFor()
  if (chapter.width === 1440) await page.getByRole('columnheader', { name: label }).waitFor()
  await rep.look('orders-with-field')
  await page
    .locator('.toolbar button:has(svg)')
    .filter({ hasText: /^(导出|Export)$/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: /Excel/ }).click()
  const rows = await downloadedRows(page)
  const column = rows.find((row) => row.includes(label))?.indexOf(label) ?? -1
  expect(rows.map((row) => row[column])).toContain(written)
}

import type { SheetHead } from './sheet.js'

/** The second line of a report: whose figures, of when, in which unit on the left; who took them out, and when, on the right. */
export interface SheetFacts {
  readonly left: string
  readonly right: string
}

const labels = {
  'zh-CN': { company: '单位名称：', period: '期间：', unit: '币种/单位：', by: '导出人：', at: '导出时间：', gap: '　　' },
  en: { company: 'Company: ', period: 'Period: ', unit: 'Currency/unit: ', by: 'Exported by: ', at: 'at: ', gap: '    ' },
} as const

export function factsOf(head: SheetHead): SheetFacts {
  const words = labels[head.locale]
  const left = [words.company + head.company]
  if (head.period !== undefined) left.push(words.period + head.period)
  if (head.unit !== undefined) left.push(words.unit + head.unit)
  return { left: left.join(words.gap), right: [words.by + head.exportedBy, words.at + head.exportedAt].join(words.gap) }
}

/** How many columns the left part takes, so that both parts have room in proportion to their length. */
export function columnsForLeft(widths: readonly number[], leftWidth: number, rightWidth: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0)
  const goal = (total * leftWidth) / Math.max(1, leftWidth + rightWidth)
  let taken = 0
  const index = widths.findIndex((width) => {
    taken += width
    return taken >= goal
  })
  return Math.max(1, Math.min(index + 1, widths.length - 1))
}

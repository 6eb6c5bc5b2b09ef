import type { Locale } from '../kernel/texts.js'

export type PrintFormat = 'text' | 'code' | 'integer' | 'quantity' | 'money' | 'unitPrice' | 'percent' | 'date'

export interface PrintColumn {
  readonly key: string
  readonly label: string
  readonly align: 'left' | 'center' | 'right'
  /** In millimetres; columns share what the paper has in proportion. By format when absent. */
  readonly width?: number
  readonly format: PrintFormat
}

export interface PrintTotal {
  readonly label: string
  /** A decimal as text, or a text that stands for itself. */
  readonly value: string
  /** Also written out, `人民币…元整`; the value is then an amount. */
  readonly words?: boolean
  /** Stands below the column of this key, in the line of totals under the rows. */
  readonly column?: string
  readonly format?: PrintFormat
}

/** Everything a printed document says. Decimals come as stored (`"12.500000"`), every other text ready to print. */
export interface PrintDocument {
  readonly title: string
  readonly company: { readonly name: string; readonly address?: string; readonly phone?: string; readonly taxNumber?: string }
  readonly number: string
  readonly date: string
  /** One print each, first to last: `存根`, `客户` …; a single unnamed one when empty. */
  readonly copies: readonly string[]
  readonly party: readonly { readonly label: string; readonly value: string }[]
  readonly columns: readonly PrintColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly PrintTotal[]
  readonly signatures: readonly string[]
  readonly terms?: string
  /** Marks a print that is not the first: `补打 2026-11-22 15:30`. */
  readonly reprint?: string
  readonly locale: Locale
  readonly paper: Paper
  readonly labels: PrintLabels
}

/** A4 upright, A5 across, and half of the 241 mm continuous form. */
export type Paper = 'A4' | 'A5' | '241x140'

export interface PrintLabels {
  readonly number: string
  readonly date: string
  /** With `{page}` and `{pages}`, counted within one copy. */
  readonly page: string
  readonly total: string
  /** After the label of an amount: in words, in figures. */
  readonly words: string
  readonly figures: string
  readonly address: string
  readonly phone: string
  readonly taxNumber: string
  /** Between a label and its value. */
  readonly colon: string
}

const zh: PrintLabels = {
  number: '单号',
  date: '日期',
  page: '第 {page} 页 / 共 {pages} 页',
  total: '合计',
  words: '大写',
  figures: '小写',
  address: '地址',
  phone: '电话',
  taxNumber: '统一社会信用代码',
  colon: '：',
}
const en: PrintLabels = {
  number: 'No.',
  date: 'Date',
  page: 'Page {page} of {pages}',
  total: 'Total',
  words: 'in words',
  figures: 'in figures',
  address: 'Address',
  phone: 'Phone',
  taxNumber: 'Tax no.',
  colon: ': ',
}

/** The words around a document in the reader's language. */
export function printLabels(locale: Locale): PrintLabels {
  return locale === 'en' ? en : zh
}

import { type PrintDocument, printLabels } from '../../src/print/document.js'

const products = [
  ['HJ-4001', '不锈钢合页', '4 寸×3 寸×3.0mm 304', '付', '12.500000', '18.60'],
  ['LS-M8-30', '内六角螺栓', 'M8×30 12.9 级 发黑', '个', '2000.000000', '0.35'],
  ['GD-63-2', '静音滑轨三节导轨加厚缓冲型', '450mm 一对装', '副', '36.000000', '42.80'],
  ['MF-TC-25', 'TC 骨架油封', '25×40×7', '只', '120.000000', '3.25'],
] as const

/** A delivery note as a hardware dealer in Hangzhou writes it. */
export function aNote(rows = 4, more: Partial<PrintDocument> = {}): PrintDocument {
  const lines = Array.from({ length: rows }, (_, index) => {
    const [code, name, kind, unit, quantity, price] = products[index % products.length] ?? products[0]
    return [String(index + 1), code, name, kind, unit, quantity, price, (Number(quantity) * Number(price)).toFixed(2), '']
  })
  const sum = (column: number) => lines.reduce((total, line) => total + Number(line[column]), 0).toFixed(2)
  return {
    title: '出货单',
    company: {
      name: '杭州晴川五金有限公司',
      address: '浙江省杭州市余杭区良渚街道网周路 99 号',
      phone: '0571-8899 1020',
      taxNumber: '91330110MA2B0QJX3K',
    },
    number: 'SH20261122-0001',
    date: '2026-11-22',
    copies: ['存根联', '客户联', '财务联'],
    party: [
      { label: '客户', value: '苏州工业园区博远自动化科技股份有限公司' },
      { label: '联系人', value: '王建国' },
      { label: '电话', value: '138 0512 6677' },
      { label: '订单号', value: 'SO20261118-0032' },
      { label: '收货地址', value: '江苏省苏州市工业园区星湖街 328 号创意产业园 5 栋 302 室（送货前请电话联系）' },
      { label: '承运', value: '德邦快递' },
      { label: '车号', value: '浙A·6K218' },
    ],
    columns: [
      { key: 'line', label: '序号', align: 'center', format: 'integer', width: 10 },
      { key: 'code', label: '编码', align: 'left', format: 'code', width: 24 },
      { key: 'name', label: '品名', align: 'left', format: 'text' },
      { key: 'kind', label: '规格型号', align: 'left', format: 'text' },
      { key: 'unit', label: '单位', align: 'center', format: 'text', width: 11 },
      { key: 'quantity', label: '数量', align: 'right', format: 'quantity', width: 18 },
      { key: 'price', label: '单价', align: 'right', format: 'unitPrice', width: 18 },
      { key: 'amount', label: '金额', align: 'right', format: 'money', width: 24 },
      { key: 'note', label: '备注', align: 'left', format: 'text', width: 16 },
    ],
    rows: lines,
    totals: [
      { label: '合计数量', value: sum(5), column: 'quantity' },
      { label: '合计金额', value: sum(7), column: 'amount', words: true },
    ],
    signatures: ['制单', '审核', '仓库', '司机', '收货人（签章）'],
    terms: '请当面点清数量，如有质量问题请于收货后 7 日内书面提出，逾期视为验收合格。',
    locale: 'zh-CN',
    paper: '241x140',
    labels: printLabels('zh-CN'),
    ...more,
  }
}

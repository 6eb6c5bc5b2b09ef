import { definePrint } from '#define'

/** 出货单: goes with the goods; the customer signs the second copy. */
export const deliveryNote = definePrint({
  name: 'deliveryNote',
  resource: 'shipment',
  label: { zh: '出货单', en: 'Delivery note' },
  paper: 'A4',
  copies: [
    { zh: '存根联', en: 'File copy' },
    { zh: '客户联', en: 'Customer copy' },
    { zh: '仓库联', en: 'Warehouse copy' },
  ],
  number: 'number',
  date: 'shippedOn',
  head: [
    { label: { zh: '客户', en: 'Customer' }, of: 'customer.name' },
    { label: { zh: '销售订单', en: 'Sales order' }, of: 'order.number' },
    { label: { zh: '联系电话', en: 'Phone' }, of: 'customer.phone' },
    { label: { zh: '统一社会信用代码', en: 'Tax number' }, of: 'customer.taxNumber' },
    { label: { zh: '收货地址', en: 'Delivery address' }, of: 'address' },
    { label: { zh: '发货仓库', en: 'Warehouse' }, of: 'warehouse.name' },
    { label: { zh: '承运商', en: 'Carrier' }, of: 'carrier' },
    { label: { zh: '物流单号', en: 'Tracking number' }, of: 'trackingNumber' },
  ],
  lines: {
    each: 'lines',
    columns: [
      { label: { zh: '产品编码', en: 'Product code' }, of: 'product.code' },
      { label: { zh: '品名', en: 'Description' }, of: 'description' },
      { label: { zh: '规格型号', en: 'Specification' }, of: 'spec' },
      { label: { zh: '单位', en: 'Unit' }, of: 'product.unit.name', align: 'center' },
      { label: { zh: '数量', en: 'Quantity' }, of: 'quantity', align: 'right' },
      { label: { zh: '单价', en: 'Unit price' }, of: 'unitPrice', align: 'right' },
      { label: { zh: '金额', en: 'Amount' }, of: 'amount', align: 'right' },
    ],
  },
  totals: [
    { label: { zh: '合计数量', en: 'Total quantity' }, of: 'totalQuantity' },
    { label: { zh: '未税金额', en: 'Net amount' }, of: 'subtotal' },
    { label: { zh: '税额', en: 'Tax' }, of: 'tax' },
    { label: { zh: '价税合计', en: 'Total' }, of: 'total', inWords: true },
  ],
  signatures: [
    { zh: '制单', en: 'Prepared by' },
    { zh: '仓库', en: 'Warehouse' },
    { zh: '送货', en: 'Delivered by' },
    { zh: '客户签收', en: 'Received by' },
  ],
  terms: {
    zh: '请当场清点货物，如有短少或破损请在三日内联系我们。',
    en: 'Please check the goods on receipt and report shortage or damage within three days.',
  },
})

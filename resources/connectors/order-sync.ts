import { defineConnector } from '#define'

/** Orders are sent to the outside system once they are approved, and again when they end. */
export const orderSync = defineConnector({
  name: 'orderSync',
  label: { zh: '订单同步', en: 'Order sync' },
  resource: 'order',
  mapping: {
    orderNumber: 'number',
    status: 'status',
    customerCode: 'customer.code',
    customerName: 'customer.name',
    orderDate: 'placedOn',
    dueDate: 'dueOn',
    netAmount: 'subtotal',
    taxAmount: 'tax',
    totalAmount: 'total',
    shippedShare: 'shippedShare',
    items: {
      each: 'lines',
      fields: {
        productCode: 'product.code',
        description: 'description',
        quantity: 'quantity',
        unitPrice: 'unitPrice',
        taxRate: 'taxRate',
        amount: 'amount',
        shipped: 'shipped',
      },
    },
  },
  actsAs: 'platform',
  stateField: 'syncState',
})

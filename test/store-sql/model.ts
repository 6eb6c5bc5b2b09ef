import { aModel } from '../support/model.js'

/** One of every type, a reference, a reference of a reference, and owned rows. */
export const model = aModel({
  doc: {
    fields: {
      party: { kind: 'belongsTo', target: 'party' },
      backup: { kind: 'belongsTo', target: 'party' },
      amount: { kind: 'money' },
      price: { kind: 'unitPrice' },
      count: { kind: 'integer' },
      name: { kind: 'text', searchable: true },
      note: { kind: 'text' },
      day: { kind: 'date' },
      due: { kind: 'date' },
      at: { kind: 'instant' },
      open: { kind: 'boolean' },
      urgent: { kind: 'boolean' },
      tags: { kind: 'multiSelect', options: ['vip', 'old', 'x_y'] },
      lines: { kind: 'hasMany', target: 'line', relation: { by: 'doc', owned: true, atLeast: 0 } },
    },
  },
  party: {
    fields: {
      name: { kind: 'text', searchable: true },
      owner: { kind: 'belongsTo', target: 'user' },
      group: { kind: 'belongsTo', target: 'group' },
      credit: { kind: 'money' },
      since: { kind: 'date' },
      active: { kind: 'boolean' },
      docs: { kind: 'hasMany', target: 'doc', relation: { by: 'party', owned: false, atLeast: 0 } },
    },
  },
  group: { fields: { name: { kind: 'text' }, rank: { kind: 'quantity' }, open: { kind: 'boolean' } } },
  line: {
    fields: {
      doc: { kind: 'belongsTo', target: 'doc' },
      product: { kind: 'belongsTo', target: 'party' },
      quantity: { kind: 'quantity' },
      price: { kind: 'unitPrice' },
      open: { kind: 'boolean' },
      note: { kind: 'text' },
      day: { kind: 'date' },
    },
  },
  user: { fields: { name: { kind: 'text' } } },
})

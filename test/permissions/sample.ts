/** One small company: documents with lines, parties, and three roles. */
import { literalOf } from '../../src/expressions/build.js'
import type { MemoryRow, MemoryWorld } from '../support/memory-rows.js'
import { aModel } from '../support/model.js'
import { anActor } from './policies.js'

const shown = { owner: 'show', party: 'show', region: 'show', amount: 'show', lines: 'show' } as const
const lines = { lines: { fields: { quantity: 'show', price: 'mask' }, write: ['quantity'] } } as const

export const model = aModel({
  doc: {
    fields: {
      owner: { kind: 'belongsTo', target: 'user' },
      party: { kind: 'belongsTo', target: 'party' },
      region: { kind: 'text' },
      amount: { kind: 'money' },
      cost: { kind: 'money' },
      phone: { kind: 'text' },
      key: { kind: 'secret' },
      lines: { kind: 'hasMany', target: 'line', relation: { by: 'doc', owned: true, atLeast: 0 } },
    },
    grants: {
      rep: {
        can: ['read', 'create', 'update'],
        rows: { owner: { actor: 'id' } },
        fields: shown,
        write: ['owner', 'region', 'amount', 'lines'],
        lines,
        presets: { region: literalOf('text', 'north') },
      },
      lead: {
        can: ['read', 'update', 'approve'],
        rows: { region: 'north' },
        fields: { ...shown, cost: 'show', phone: 'mask', key: 'show' },
        write: ['amount', 'cost'],
        check: { amount: { lte: 100 } },
      },
      auditor: { can: ['read'], fields: { region: 'show', cost: 'show' }, write: [] },
    },
    restrictions: [{ roles: ['lead'], rows: { cost: { lt: 1000 } } }],
  },
  line: {
    fields: { doc: { kind: 'belongsTo', target: 'doc' }, quantity: { kind: 'quantity' }, price: { kind: 'money' } },
    owner: { resource: 'doc', relation: 'lines', by: 'doc' },
  },
  party: {
    fields: { name: { kind: 'text' }, owner: { kind: 'belongsTo', target: 'user' } },
    grants: { rep: { rows: { owner: { actor: 'id' } }, fields: { name: 'show' } } },
  },
  user: { fields: { name: { kind: 'text' } } },
})

export const rep = anActor('1', ['rep'])
export const lead = anActor('2', ['lead'])
export const stranger = anActor('3', ['nobody'])
export const mine: MemoryRow = { id: '10', owner: '1', region: 'north', amount: '5.00', cost: '3.00' }
export const world = (actor = rep): MemoryWorld => ({
  model,
  actor,
  rows: { doc: [mine], line: [{ id: '20', doc: '10' }] },
  today: '2026-11-22',
  now: '2026-11-22T00:00:00.000Z',
})

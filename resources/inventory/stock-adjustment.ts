import { belongsTo, date, defineResource, hasMany, longText, money, select, sequence, stock, today } from '#define'

/** Stock that comes in without a purchase, or a count that differs from the book; opening stock comes this way. */
export const stockAdjustment = defineResource({
  name: 'stockAdjustment',
  label: { zh: '库存调整单', en: 'Stock adjustment' },
  title: 'number',
  area: 'inventory',

  fields: {
    number: sequence({ label: { zh: '调整单号', en: 'Adjustment number' }, pattern: 'SA{yyyy}{MM}{dd}-{0000}', dated: 'adjustedOn' }),
    kind: select({
      label: { zh: '调整方式', en: 'Kind' },
      required: true,
      default: 'correct',
      changeable: 'draft',
      options: [
        { value: 'receive', label: { zh: '入库（期初、其他入库）', en: 'Receive' }, tone: 'success' },
        { value: 'correct', label: { zh: '更正（盘盈、盘亏、报损）', en: 'Correct' }, tone: 'warning' },
      ],
    }),
    warehouse: belongsTo('warehouse', {
      label: { zh: '仓库', en: 'Warehouse' },
      required: true,
      where: { active: true },
      changeable: 'draft',
    }),
    adjustedOn: date({ label: { zh: '调整日期', en: 'Adjusted on' }, required: true, default: today, changeable: 'draft' }),
    reason: select({
      label: { zh: '调整原因', en: 'Reason' },
      required: true,
      default: 'count',
      changeable: 'draft',
      options: [
        { value: 'opening', label: { zh: '期初库存', en: 'Opening stock' } },
        { value: 'count', label: { zh: '盘点差异', en: 'Count difference' } },
        { value: 'damage', label: { zh: '损坏报废', en: 'Damage' } },
        { value: 'expired', label: { zh: '过期处理', en: 'Expired' } },
        { value: 'other', label: { zh: '其他', en: 'Other' } },
      ],
    }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    lines: hasMany('stockAdjustmentLine', { label: { zh: '调整明细', en: 'Lines' }, owned: true, atLeast: 1, changeable: 'draft' }),
    value: money({ label: { zh: '调整金额', en: 'Value' }, formula: 'sum(lines.value)', tags: ['cost'] }),
  },

  workflow: {
    states: [
      { value: 'draft', label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
      { value: 'confirmed', label: { zh: '已过账', en: 'Posted' }, tone: 'success' },
      { value: 'cancelled', label: { zh: '已作废', en: 'Cancelled' }, tone: 'danger' },
    ],
    transitions: {
      confirm: {
        label: { zh: '过账', en: 'Post' },
        from: 'draft',
        to: 'confirmed',
        post: [
          stock('receive', {
            lines: 'lines',
            where: { 'adjustment.kind': 'receive' },
            place: 'warehouse',
            unitCost: 'unitCost',
            effectiveOn: { ref: 'adjustedOn' },
          }),
          stock('adjust', {
            lines: 'lines',
            where: { 'adjustment.kind': 'correct' },
            place: 'warehouse',
            unitCost: 'unitCost',
            effectiveOn: { ref: 'adjustedOn' },
          }),
        ],
        confirm: {
          zh: '过账后库存立即变化，只能再做一张调整单更正。',
          en: 'Stock changes at once; a mistake is put right by another adjustment.',
        },
        tone: 'primary',
      },
      cancel: { label: { zh: '作废', en: 'Cancel' }, from: 'draft', to: 'cancelled', tone: 'danger' },
    },
  },

  permissions: {
    warehouse: { can: ['read', 'create', 'update', 'export', 'import', 'confirm', 'cancel'], rows: 'all', hide: ['#cost'] },
    purchaser: { can: ['read', 'export'], rows: 'all' },
    accountant: { can: ['read', 'export'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: {
      keep: { can: ['read', 'create', 'update', 'export', 'import', 'confirm', 'cancel'], rows: 'all' },
      drop: { can: ['remove'], rows: { status: 'draft' } },
    },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['number', 'kind', 'warehouse', 'adjustedOn', 'reason', 'status', 'value'],
    filter: ['status', 'kind', 'warehouse', 'adjustedOn'],
    sort: '-adjustedOn,-number',
    form: { basics: ['kind', 'warehouse', 'adjustedOn', 'reason', 'note'], lines: ['lines'] },
    sections: { basics: { zh: '基本信息', en: 'Basics' }, lines: { zh: '调整明细', en: 'Lines' } },
    highlights: ['value'],
    menu: 5,
  },
})

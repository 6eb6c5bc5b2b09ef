import { actor, belongsTo, defineResource, instant, json, longText, select, text } from '#define'

/** Something one person should know: an alert, a finished report, a failed job. */
export const notification = defineResource({
  name: 'notification',
  label: { zh: '通知', en: 'Notification' },
  title: 'title',
  area: 'system',

  fields: {
    recipient: belongsTo('user', { label: { zh: '接收人', en: 'Recipient' }, required: true }),
    kind: select({
      label: { zh: '类型', en: 'Kind' },
      default: 'message',
      options: [
        { value: 'alert', label: { zh: '预警', en: 'Alert' }, tone: 'warning' },
        { value: 'run', label: { zh: '报表与导出', en: 'Reports and exports' }, tone: 'info' },
        { value: 'job', label: { zh: '后台任务', en: 'Jobs' } },
        { value: 'message', label: { zh: '消息', en: 'Message' } },
      ],
    }),
    severity: select({
      label: { zh: '级别', en: 'Severity' },
      default: 'info',
      options: [
        { value: 'info', label: { zh: '提示', en: 'Info' }, tone: 'info' },
        { value: 'warning', label: { zh: '警告', en: 'Warning' }, tone: 'warning' },
        { value: 'critical', label: { zh: '严重', en: 'Critical' }, tone: 'danger' },
      ],
    }),
    title: text({ label: { zh: '标题', en: 'Title' }, required: true }),
    /** The same in every language: `{zh, en}`. */
    titleIn: json({ label: { zh: '各语言的标题', en: 'Title by language' } }),
    body: longText({ label: { zh: '内容', en: 'Body' } }),
    linkResource: text({ label: { zh: '关联资源', en: 'About (resource)' }, length: 40 }),
    linkId: text({ label: { zh: '关联记录', en: 'About (record)' }, length: 20, indexed: true }),
    readAt: instant({ label: { zh: '阅读时间', en: 'Read at' } }),
    deliveredAt: instant({ label: { zh: '送达时间', en: 'Delivered at' } }),
  },

  scopes: { own: { recipient: actor('id') } },

  permissions: {
    salesRep: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    salesLead: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    warehouse: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    purchaser: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    accountant: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    manager: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    designer: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    admin: { can: ['read', 'update', 'remove'], rows: 'own', write: ['readAt'] },
    platform: { can: ['read', 'create', 'update'], rows: 'all' },
  },

  screens: {
    list: ['title', 'kind', 'severity', 'createdAt', 'readAt'],
    filter: ['kind', 'readAt'],
    form: { basics: ['title', 'body'] },
    menu: false,
  },
})

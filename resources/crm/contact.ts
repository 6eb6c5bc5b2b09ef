import { belongsTo, boolean, defineResource, email, phone, text } from '#define'

/** A person at a customer. */
export const contact = defineResource({
  name: 'contact',
  label: { zh: '联系人', en: 'Contact' },
  title: 'name',

  fields: {
    customer: belongsTo('customer', { label: { zh: '客户', en: 'Customer' }, required: true }),
    name: text({ label: { zh: '姓名', en: 'Name' }, required: true, length: 60 }),
    position: text({ label: { zh: '职位', en: 'Position' }, length: 60 }),
    phone: phone({ label: { zh: '手机', en: 'Mobile' }, mask: 'phone' }),
    email: email({ label: { zh: '邮箱', en: 'E-mail' }, mask: 'email' }),
    wechat: text({ label: { zh: '微信', en: 'WeChat' }, length: 60 }),
    primary: boolean({ label: { zh: '首要联系人', en: 'Primary' }, default: false }),
  },
})

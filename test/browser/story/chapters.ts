/** Who sells what to whom in each telling: customers without a credit limit in the way, goods that are above their minimum. */
import type { Look } from './desk.js'

export interface Chapter extends Look {
  /** What one types to find the customer, and its name. */
  readonly customer: { readonly typed: string; readonly name: string }
  /** Falls below its minimum by this order. */
  readonly product: { readonly typed: string; readonly name: string; readonly code: string }
  /** Two of it go along. */
  readonly extra: { readonly typed: string; readonly name: string }
  /** The field that is born meanwhile. */
  readonly field: { readonly name: string; readonly zh: string; readonly en: string }
}

export const chapters: readonly Chapter[] = [
  {
    locale: 'zh-CN',
    width: 1440,
    customer: { typed: 'qhlc', name: '深圳市前海联创贸易有限公司' },
    product: { typed: 'anquanmao', name: '安全帽', code: 'SAF-7002' },
    extra: { typed: 'gjc', name: '钢卷尺' },
    field: { name: 'x_projectNumber', zh: '项目编号', en: 'Project number' },
  },
  {
    locale: 'zh-CN',
    width: 390,
    customer: { typed: 'yczc', name: '洛阳伊川轴承销售有限公司' },
    product: { typed: 'laobaoxie', name: '劳保鞋', code: 'SAF-7005' },
    extra: { typed: 'gjc', name: '钢卷尺' },
    field: { name: 'x_contractNumber', zh: '合同号', en: 'Contract number' },
  },
  {
    locale: 'en',
    width: 1440,
    customer: { typed: 'ycjd', name: '海口椰城机电安装有限公司' },
    product: { typed: 'chuxiu', name: '除锈润滑剂', code: 'LUB-8003' },
    extra: { typed: 'gjc', name: '钢卷尺' },
    field: { name: 'x_dockDoor', zh: '卸货口', en: 'Dock door' },
  },
  {
    locale: 'en',
    width: 390,
    customer: { typed: 'htjm', name: '深圳市华腾精密机械有限公司' },
    product: { typed: 'fangchenkouzhao', name: '防尘口罩', code: 'SAF-7004' },
    extra: { typed: 'gjc', name: '钢卷尺' },
    field: { name: 'x_buyerReference', zh: '客户单号', en: 'Buyer reference' },
  },
]

import type { Text } from '../kernel/texts.js'
import { titleCase } from './names.js'

/** Chinese for the words that states, transitions and options have in common; a definition's own label always wins. */
const chinese: Readonly<Record<string, string>> = {
  draft: '草稿',
  submitted: '待审核',
  approved: '已审核',
  rejected: '已驳回',
  cancelled: '已取消',
  closed: '已关闭',
  done: '已完成',
  open: '进行中',
  confirmed: '已确认',
  posted: '已过账',
  shipped: '已出库',
  received: '已入库',
  paid: '已付款',
  issued: '已开票',
  active: '启用',
  inactive: '停用',
  submit: '提交',
  approve: '审核',
  reject: '驳回',
  cancel: '取消',
  close: '关闭',
  reopen: '重新打开',
  confirm: '确认',
  post: '过账',
  ship: '出库',
  receive: '入库',
  issue: '开具',
  pay: '付款',
  activate: '启用',
  deactivate: '停用',
  allocate: '分配库存',
  archive: '归档',
  id: '编号',
  status: '状态',
  version: '版本',
  createdAt: '创建时间',
  createdBy: '创建人',
  updatedAt: '更新时间',
  updatedBy: '更新人',
  low: '低',
  normal: '普通',
  medium: '中',
  high: '高',
  urgent: '紧急',
  yes: '是',
  no: '否',
  none: '无',
  other: '其他',
  reason: '原因',
  lines: '明细',
  queued: '等待',
  sent: '已发送',
  failed: '失败',
  running: '进行中',
  new: '新建',
  pending: '待处理',
  basics: '基本信息',
  notes: '备注',
  name: '名称',
  backorder: '缺货预订',
  refuse: '缺货拒绝',
  info: '提示',
  warning: '警告',
  critical: '严重',
  number: '单号',
  code: '编码',
  total: '合计',
}

/** The label a definition gave, or the common word, or the name itself made readable. */
export function labelFor(name: string, given?: Text): Text {
  if (given !== undefined) return given
  const english = titleCase(name)
  return { zh: Object.hasOwn(chinese, name) ? (chinese[name] ?? english) : english, en: english }
}

/** Is there a Chinese word for this name without the definition saying it? */
export const isCommonWord = (name: string): boolean => Object.hasOwn(chinese, name)

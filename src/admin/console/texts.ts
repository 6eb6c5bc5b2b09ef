import { type Locale, type Text, textIn } from '../../kernel/texts.js'

interface TableTexts {
  readonly label: Text
  readonly note: Text
  /** A name of AdminJS's icon set. */
  readonly icon: string
  /** The column that names a row, and the one a narrow screen shows. */
  readonly title: string
  /** What a list shows; unless told, the first columns. */
  readonly list?: readonly string[]
}

const tables: Readonly<Record<string, TableTexts>> = {
  ModelVersion: {
    label: { zh: '配置版本', en: 'Model versions' },
    note: { zh: '每次发布：谁、何时、说明。', en: 'Each publish: who, when and why.' },
    icon: 'GitCommit',
    title: 'number',
  },
  SchemaStep: {
    label: { zh: '表结构变更', en: 'Schema steps' },
    note: { zh: '发布时对数据表执行的每一步。', en: 'Every step a publish took on the tables.' },
    icon: 'Layers',
    title: 'statement',
  },
  OutboxEntry: {
    label: { zh: '发件箱', en: 'Outbox' },
    note: { zh: '与业务一起提交、等待或已经交给任务的事项。', en: 'What was committed with business data, for jobs to carry out.' },
    icon: 'Send',
    title: 'topic',
  },
  InboxEntry: {
    label: { zh: '收件箱', en: 'Inbox' },
    note: { zh: '每个任务已经处理过的事项，重复的不再执行。', en: 'What each job has done already, so that nothing is done twice.' },
    icon: 'Inbox',
    title: 'event_id',
  },
  JobRun: {
    label: { zh: '任务执行', en: 'Job runs' },
    note: { zh: '导出、报表、导入与批量操作的执行情况。', en: 'Exports, reports, imports and bulk actions.' },
    icon: 'Activity',
    title: 'job',
  },
  AuditEntry: {
    label: { zh: '审计记录', en: 'Audit' },
    note: { zh: '谁在何时以何种方式做了什么。', en: 'Who did what, when and by which way.' },
    icon: 'Eye',
    title: 'action',
    list: ['at', 'actor_label', 'acts_as', 'via', 'action', 'resource', 'record_id', 'request_id'],
  },
}

const columns: Readonly<Record<string, Text>> = {
  number: { zh: '版本', en: 'Version' },
  note: { zh: '说明', en: 'Note' },
  created_at: { zh: '创建时间', en: 'Created' },
  created_by: { zh: '创建人编号', en: 'Created by' },
  id: { zh: '编号', en: 'Id' },
  model_version: { zh: '配置版本', en: 'Model version' },
  step_no: { zh: '步骤', en: 'Step' },
  statement: { zh: '语句', en: 'Statement' },
  state: { zh: '状态', en: 'State' },
  error: { zh: '错误', en: 'Error' },
  started_at: { zh: '开始时间', en: 'Started' },
  finished_at: { zh: '结束时间', en: 'Finished' },
  topic: { zh: '主题', en: 'Topic' },
  attempts: { zh: '尝试次数', en: 'Attempts' },
  once_key: { zh: '防重键', en: 'Once key' },
  run_at: { zh: '计划时间', en: 'Run at' },
  sent_at: { zh: '发出时间', en: 'Sent' },
  lease_until: { zh: '占用至', en: 'Leased until' },
  consumer: { zh: '处理者', en: 'Consumer' },
  event_id: { zh: '事项', en: 'Event' },
  done_at: { zh: '完成时间', en: 'Done' },
  job: { zh: '任务', en: 'Job' },
  kind: { zh: '类别', en: 'Kind' },
  progress: { zh: '进度', en: 'Progress' },
  rows: { zh: '行数', en: 'Rows' },
  owner_id: { zh: '所有者编号', en: 'Owner' },
  expires_at: { zh: '到期时间', en: 'Expires' },
  at: { zh: '时间', en: 'At' },
  actor_id: { zh: '操作人编号', en: 'Actor id' },
  actor_label: { zh: '操作人', en: 'Actor' },
  acts_as: { zh: '代理角色', en: 'Acts as' },
  via: { zh: '途径', en: 'Via' },
  action: { zh: '动作', en: 'Action' },
  resource: { zh: '资源', en: 'Resource' },
  record_id: { zh: '单据编号', en: 'Record' },
  request_id: { zh: '请求编号', en: 'Request' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
}

const title: Text = { zh: '运维控制台', en: 'Operators’ console' }
const about: Text = { zh: '平台自己的数据表，仅供查看。', en: 'The platform’s own tables, to look at.' }

/** AdminJS's words where its own are missing, clumsy or about something the console does not do. */
const words = {
  actions: { list: { zh: '列表', en: 'List' }, show: { zh: '查看', en: 'Show' } },
  buttons: {
    logout: { zh: '返回工作台', en: 'Back to the screens' },
    filter: { zh: '筛选', en: 'Filter' },
    filterActive: { zh: '筛选（{{count}}）', en: 'Filter ({{count}})' },
    applyChanges: { zh: '应用', en: 'Apply' },
    resetFilter: { zh: '重置', en: 'Reset' },
  },
  labels: { dashboard: title, navigation: { zh: '数据表', en: 'Tables' }, filters: { zh: '筛选', en: 'Filters' } },
  messages: {
    noRecordsInResource: {
      zh: '这个表里还没有内容，或没有符合筛选的内容。',
      en: 'This table has no rows yet, or none that the filter asks for.',
    },
    noRecords: { zh: '没有记录', en: 'Nothing here' },
    errorFetchingRecords: { zh: '不能这样查询。', en: 'The list cannot be asked this.' },
    errorFetchingRecord: { zh: '找不到这条记录。', en: 'There is no such row.' },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Text>>>>

export const iconOf = (table: string): string => tables[table]?.icon ?? 'Database'

export const titleOf = (table: string): string | undefined => tables[table]?.title

export const listOf = (table: string): readonly string[] | undefined => tables[table]?.list

/** In the form AdminJS takes translations in; a list is headed by the name of its table. */
export function translationsFor(locale: Locale, names: readonly string[]) {
  const said = (texts: Readonly<Record<string, Text>>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, textIn(locale, text)]))
  const groups = Object.fromEntries(Object.entries(words).map(([group, texts]) => [group, said(texts)]))
  const labels = Object.fromEntries(names.map((name) => [name, labelOf(locale, name)]))
  const resources = Object.fromEntries(names.map((name) => [name, { actions: { list: labelOf(locale, name) } }]))
  return { ...groups, labels: { ...groups.labels, ...labels }, properties: said(columns), resources }
}

/** The first page: each table with a line of what it is. */
export function startOf(locale: Locale, names: readonly string[]) {
  const linked = names.map((name) => ({ name, label: labelOf(locale, name), note: textIn(locale, tables[name]?.note ?? noNote) }))
  return { title: textIn(locale, title), about: textIn(locale, about), tables: linked }
}

const noNote: Text = { zh: '', en: '' }

function labelOf(locale: Locale, name: string): string {
  const label = tables[name]?.label
  return label === undefined ? name : textIn(locale, label)
}

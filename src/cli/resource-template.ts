export interface NewResource {
  readonly area: string
  /** camelCase */
  readonly name: string
}

/** `priceList` → `price-list`: the file of a definition is named after it. */
export const kebabOf = (name: string): string => name.replace(/([A-Z])/g, (letter) => `-${letter.toLowerCase()}`)

/** `priceList` → `Price list`, for people; the author finds better words. */
function titleOf(name: string): string {
  const words = kebabOf(name).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A definition that compiles as it stands, with every part explained where it is. */
export function resourceSource({ area, name }: NewResource): string {
  return definition.replaceAll('«area»', area).replaceAll('«name»', name).replaceAll('«title»', titleOf(name))
}

export const testSource = ({ name }: NewResource): string => `import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform

beforeAll(async () => {
  platform = await testPlatform()
}, 60_000)

afterAll(() => platform.drop())

const made = (values: Readonly<Record<string, string>> = {}) =>
  platform.records.create(platform.admin, '${name}', { name: 'A first one', budget: '100', spent: '30', ...values })

describe('${name}', () => {
  it('gets a number and knows what is left', async () => {
    expect(await made()).toMatchObject({ number: expect.stringMatching(/^X\\d{8}-\\d{4}$/), left: '70.00', status: 'draft' })
  })

  it('refuses to spend more than was planned', async () => {
    await expect(made({ spent: '100.01' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('is finished once', async () => {
    const { id } = await made()
    const finish = () => platform.records.transition(platform.admin, '${name}', id, 'finish', {}, null)

    expect(await finish()).toMatchObject({ status: 'done' })
    await expect(finish()).rejects.toMatchObject({ code: 'transition-blocked' })
  })
})
`

/** The list with the new definition in it: its import in its place among the others, its name at the end of the resources. */
export function listed(index: string, { area, name }: NewResource): string {
  const line = `import { ${name} } from './${area}/${kebabOf(name)}.js'`
  const lines = index.split('\n')
  const pathOf = (text: string): string => /from '(\.\/[^']+)'$/.exec(text)?.[1] ?? ''
  const isBehind = (text: string): boolean => pathOf(text) !== '' && pathOf(text) > pathOf(line)
  const imports = lines.flatMap((text, at) => (pathOf(text) === '' ? [] : [at]))
  const found = lines.findIndex(isBehind)
  const at = found === -1 ? (imports.at(-1) ?? 0) + 1 : found
  const withImport = [...lines.slice(0, at), line, ...lines.slice(at)].join('\n')
  return withImport.replace(/(\n {2}resources: \[\n(?: {4}\w+,\n)*)/, `$1    ${name},\n`)
}

const definition = `import { actor, belongsTo, date, defineResource, longText, money, select, sequence, text } from '#define'

/** One sentence: what this is, and whose it is. It is read by everybody who opens the file. */
export const «name» = defineResource({
  name: '«name»',
  label: { zh: '«title»', en: '«title»' },
  // The field that names a record in lists, pickers and messages.
  title: 'number',
  area: '«area»',

  fields: {
    // Drawn by the platform inside the document's transaction; nobody can write it.
    number: sequence({ label: { zh: '编号', en: 'Number' }, pattern: 'X{yyyy}{MM}{dd}-{0000}', dated: 'startedOn', searchable: true }),
    name: text({ label: { zh: '名称', en: 'Name' }, required: true, length: 100, searchable: true }),
    // Other resources are named, never imported.
    owner: belongsTo('user', { label: { zh: '负责人', en: 'Owner' }, default: actor('id') }),
    startedOn: date({ label: { zh: '开始日期', en: 'Started on' }, required: true, default: { now: 'date' } }),
    // What starts with a hidden field stays hidden in everything computed from it; a tag hides many fields with one word.
    budget: money({ label: { zh: '预算', en: 'Budget' }, min: '0' }),
    spent: money({ label: { zh: '已用', en: 'Spent' }, min: '0' }),
    // A formula is stored and indexed; it is computed again whenever what it reads changes.
    left: money({ label: { zh: '剩余', en: 'Left' }, formula: 'budget - spent' }),
    kind: select({
      label: { zh: '类型', en: 'Kind' },
      default: 'usual',
      options: [
        { value: 'usual', label: { zh: '普通', en: 'Usual' } },
        { value: 'urgent', label: { zh: '紧急', en: 'Urgent' }, tone: 'warning' },
      ],
    }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
  },

  // What must always hold, whoever writes.
  rules: {
    spentWithinBudget: {
      must: 'spent <= budget',
      message: { zh: '已用不能超过预算。', en: 'More was spent than was planned.' },
    },
  },

  // Named sets of rows, for grants, reports and alerts.
  scopes: { own: { owner: actor('id') } },

  // The first state is where a record starts. A transition's name is also the right to take it.
  workflow: {
    states: [
      { value: 'draft', label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
      { value: 'done', label: { zh: '已完成', en: 'Done' }, tone: 'success' },
    ],
    transitions: {
      finish: { label: { zh: '完成', en: 'Finish' }, from: 'draft', to: 'done' },
    },
  },

  // Nobody may do anything that is not granted here. \`rows\` is 'all', a scope or a condition.
  permissions: {
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'finish'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['number', 'name', 'owner', 'startedOn', 'left', 'status'],
    filter: ['status', 'owner', 'kind'],
    form: { basics: ['name', 'owner', 'startedOn', 'kind'], money: ['budget', 'spent', 'left'], more: ['note'] },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      money: { zh: '金额', en: 'Amounts' },
      more: { zh: '其他', en: 'More' },
    },
    // Its place among the others of its area; leave it out and it is not in the navigation.
    menu: 90,
  },
})
`

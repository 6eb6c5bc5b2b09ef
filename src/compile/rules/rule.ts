/** Rules look and complain: one file each, all of them over the same definitions, every Problem at once. */
import { noHint, type Problem } from '../../kernel/problem.js'
import { didYouMean } from '../../kernel/suggest.js'
import type { Text } from '../../kernel/texts.js'
import type { Catalog, Entry } from '../catalog.js'
import type { Ground } from '../steps/step.js'

export type Rule = (ground: Ground) => readonly Problem[]

export const problem = (code: string, at: string, message: Text, hint: Text = noHint): Problem => ({ code, at, message, hint })

/** What a name should have been the name of. */
export interface Unknown {
  readonly code: string
  readonly at: string
  readonly what: Text
  readonly wrong: string
  readonly known: readonly string[]
}

export function unknownName({ code, at, what, wrong, known }: Unknown): Problem {
  return problem(
    code,
    at,
    { zh: `没有名为“${wrong}”的${what.zh}。`, en: `There is no ${what.en} called “${wrong}”.` },
    didYouMean(wrong, known),
  )
}

/** A Problem when the name is not among the known ones. */
export const checkName = (unknown: Unknown): readonly Problem[] => (unknown.known.includes(unknown.wrong) ? [] : [unknownName(unknown)])

/** Where a resource or a report stands in the navigation. */
export const checkArea = ({ definitions }: Catalog, wrong: string, at: string): readonly Problem[] =>
  checkName({ code: 'unknown-area', at: `${at}.area`, what: whats.area, wrong, known: namesOf(definitions.areas) })

export const whats = {
  resource: { zh: '资源', en: 'resource' },
  field: { zh: '字段', en: 'field' },
  state: { zh: '状态', en: 'state' },
  transition: { zh: '流转', en: 'transition' },
  role: { zh: '角色', en: 'role' },
  job: { zh: '任务', en: 'job' },
  ledger: { zh: '账簿', en: 'ledger' },
  print: { zh: '打印模板', en: 'print template' },
  scope: { zh: '范围', en: 'scope' },
  tag: { zh: '标签', en: 'tag' },
  area: { zh: '模块', en: 'area' },
  column: { zh: '列', en: 'column' },
  action: { zh: '操作', en: 'action' },
} as const satisfies Readonly<Record<string, Text>>

/** Complaints of every resource. */
export const eachResource = (catalog: Catalog, check: (entry: Entry, at: string) => readonly Problem[]): readonly Problem[] =>
  [...catalog.resources.values()].flatMap((entry) => check(entry, `resource:${entry.name}`))

export const namesOf = (list: readonly { readonly name: string }[]): readonly string[] => list.map((one) => one.name)

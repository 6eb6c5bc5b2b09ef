import { printModel } from '../compile/print-model.js'
import { didYouMean } from '../kernel/suggest.js'
import { type GroundCommand, UsageError } from './command.js'

export const model: GroundCommand = {
  name: 'model',
  usage: '<resource>',
  summary: {
    zh: '按编译结果打印一个资源：字段、规则、流程、授权、表。',
    en: 'Prints a resource as it was compiled: fields, rules, transitions, grants, tables.',
  },
  needs: 'database',
  words: [1, 1],
  run: async ({ words: [name = ''] }, { platform, say }) => {
    const { models } = await platform()
    const { resources, tables } = models.current()
    const resource = resources[name]
    if (resource === undefined) throw unknownResource(name, Object.keys(resources))
    const isIts = ({ name: table }: { readonly name: string }): boolean => table === resource.table || table === resource.searchTable
    const nothing = { roles: {}, ledgers: {}, reports: {}, jobs: {}, invariants: {}, connectors: {}, prints: {}, lockOrder: [] }
    const alone = { ...models.current(), ...nothing, resources: { [name]: resource }, tables: tables.filter(isIts) }
    say(
      printModel(alone)
        .replace(/\n*lock order\n*/, '\n')
        .trim()
        .replace(/\n{2,}/g, '\n\n'),
    )
    return 0
  },
}

/** Says what was perhaps meant. */
export function unknownResource(name: string, known: readonly string[]): UsageError {
  const hint = didYouMean(name, known)
  return new UsageError({ zh: `没有资源“${name}”。${hint.zh}`, en: `There is no resource “${name}”. ${hint.en}`.trim() })
}

import type { Field } from '../../define/field.js'
import type { Value } from '../../define/values.js'
import type { Making, Transition } from '../../define/workflow.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, type Entry, findField, follow } from '../catalog.js'
import { placeOfGrant } from '../steps/grant-step.js'
import { eachResource, problem, type Rule } from './rule.js'

/** What a field of kind `secret` holds is shown to nobody: so nothing that is shown is computed, copied or asked from one. */
export const secretsRule: Rule = ({ catalog, formulas, cells }) => [
  ...[...formulas.values()].flatMap(({ resource, field, reads }) => {
    const isSecret = reads.some((read) => findField(catalog, read.resource, read.field)?.kind === 'secret')
    return isSecret ? [readsSecret(`resource:${resource}.fields.${field}.formula`)] : []
  }),
  ...eachResource(catalog, (entry, at) => [
    ...Object.entries(entry.resource.fields).flatMap(([name, field]) =>
      checkDefault(catalog, entry, { field, at: `${at}.fields.${name}` }),
    ),
    ...Object.entries(entry.resource.workflow?.transitions ?? {}).flatMap(([name, step]) =>
      checkStep(catalog, { entry, step, at: `${at}.workflow.transitions.${name}` }),
    ),
  ]),
  ...cells.grants.flatMap((named) => {
    const { name: resource } = named.entry
    return checkValues(catalog, { from: resource, to: resource, values: named.grant.presets, at: `${placeOfGrant(named)}.presets` })
  }),
]

const readsSecret = (at: string): Problem =>
  problem(
    'reads-secret',
    at,
    { zh: '这里会把保密字段的内容显示出来。', en: 'This would show what a secret field holds.' },
    { zh: '只能写入另一个保密字段。', en: 'It may go into another secret field alone.' },
  )

interface Asked {
  readonly field: Field
  readonly at: string
}

function checkDefault(catalog: Catalog, { name }: Entry, { field, at }: Asked): readonly Problem[] {
  const { default: value } = field
  if (field.kind === 'secret' || typeof value !== 'object' || value === null) return []
  const path = 'from' in value ? value.from : 'ref' in value ? value.ref : undefined
  return path !== undefined && isSecret(catalog, name, path) ? [readsSecret(`${at}.default`)] : []
}

function isSecret(catalog: Catalog, resource: string, path: string): boolean {
  const end = follow(catalog, resource, path.split('.'))
  return end.ok && end.field.kind === 'secret'
}

interface Copied {
  /** On whose rows the values are read, and into whose fields they go. */
  readonly from: string
  readonly to: string
  readonly values: Readonly<Record<string, Value>> | undefined
  readonly at: string
}

function checkValues(catalog: Catalog, { from, to, values, at }: Copied): readonly Problem[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) => {
    const isCopied = typeof value === 'object' && value !== null && 'ref' in value && isSecret(catalog, from, value.ref)
    return isCopied && findField(catalog, to, name)?.kind !== 'secret' ? [readsSecret(`${at}.${name}`)] : []
  })
}

interface Standing {
  readonly entry: Entry
  readonly step: Transition
  readonly at: string
}

/** Answers stand in the history of the record. */
function checkStep(catalog: Catalog, { entry, step, at }: Standing): readonly Problem[] {
  return [
    ...Object.entries(step.ask ?? {}).flatMap(([name, field]) => [
      ...(field.kind === 'secret' ? [readsSecret(`${at}.ask.${name}`)] : []),
      ...checkDefault(catalog, entry, { field, at: `${at}.ask.${name}` }),
    ]),
    ...checkValues(catalog, { from: entry.name, to: entry.name, values: step.set, at: `${at}.set` }),
    ...Object.entries(step.make ?? {}).flatMap(([made, making]) => checkMaking(catalog, { entry, made, making, at: `${at}.make.${made}` })),
  ]
}

interface Made {
  readonly entry: Entry
  readonly made: string
  readonly making: Making
  readonly at: string
}

function checkMaking(catalog: Catalog, { entry, made, making, at }: Made): readonly Problem[] {
  const targetOf = (resource: string, field: string): string => findField(catalog, resource, field)?.target ?? ''
  const from = making.from === undefined ? entry.name : targetOf(entry.name, making.from)
  const { lines } = making
  return [
    ...checkValues(catalog, { from, to: made, values: making.set, at: `${at}.set` }),
    ...(lines === undefined
      ? []
      : checkValues(catalog, {
          from: targetOf(from, lines.each),
          to: targetOf(made, lines.into ?? 'lines'),
          values: lines.set,
          at: `${at}.lines.set`,
        })),
  ]
}

import type { Making, Posting, Transition } from '../../define/workflow.js'
import type { Problem } from '../../kernel/problem.js'
import { type Catalog, canBeSet, type Entry } from '../catalog.js'
import { checkName, eachResource, namesOf, problem, type Rule, whats } from './rule.js'

/** What transitions post goes into a ledger that exists; what they make has the fields they set. */
export const effectsRule: Rule = ({ catalog }) =>
  eachResource(catalog, (entry, at) =>
    Object.entries(entry.resource.workflow?.transitions ?? {}).flatMap(([name, step]) =>
      checkStep(catalog, { entry, step, at: `${at}.workflow.transitions.${name}` }),
    ),
  )

interface Standing {
  readonly entry: Entry
  readonly step: Transition
  readonly at: string
}

function checkStep(catalog: Catalog, { entry, step, at }: Standing): readonly Problem[] {
  const made = Object.entries(step.make ?? {})
  return [
    ...(step.post ?? []).flatMap((posting, index) => checkPosting(catalog, { entry, posting, at: `${at}.post.${index}` })),
    ...made.flatMap(([resource, making]) => checkMaking(catalog, { entry, making, resource, at: `${at}.make.${resource}` })),
  ]
}

const moves: readonly string[] = ['reserve', 'release', 'issue', 'receive', 'adjust']

function checkPosting(
  { definitions }: Catalog,
  { entry, posting, at }: { readonly entry: Entry; readonly posting: Posting; readonly at: string },
): readonly Problem[] {
  return [
    ...checkName({
      code: 'unknown-ledger',
      at: `${at}.post`,
      what: whats.ledger,
      wrong: posting.post,
      known: namesOf(definitions.ledgers),
    }),
    ...checkName({ code: 'unknown-move', at: `${at}.move`, what: { zh: '过账方式', en: 'move' }, wrong: posting.move, known: moves }),
    ...(posting.lines === undefined ? [] : ownedRelation(entry, posting.lines, `${at}.lines`)),
  ]
}

function ownedRelation(entry: Entry, wrong: string, at: string): readonly Problem[] {
  const known = [...entry.fields].flatMap(([name, field]) => (field.owned === true ? [name] : []))
  return checkName({ code: 'unknown-relation', at, what: { zh: '明细', en: 'owned relation' }, wrong, known })
}

interface MakingPlace {
  readonly entry: Entry
  readonly making: Making
  readonly resource: string
  readonly at: string
}

function checkMaking({ resources }: Catalog, { entry, making, resource, at }: MakingPlace): readonly Problem[] {
  const target = resources.get(resource)
  if (target === undefined)
    return checkName({ code: 'unknown-resource', at, what: whats.resource, wrong: resource, known: [...resources.keys()] })
  const references = [...entry.fields].flatMap(([name, field]) => (field.kind === 'belongsTo' ? [name] : []))
  const from =
    making.from === undefined
      ? []
      : checkName({ code: 'unknown-field', at: `${at}.from`, what: whats.field, wrong: making.from, known: references })
  const source = making.from === undefined ? entry : resources.get(entry.fields.get(making.from)?.target ?? '')
  const lines =
    making.lines === undefined || source === undefined
      ? []
      : linesMade(resources, { source, target, lines: making.lines, at: `${at}.lines` })
  return [...from, ...settable(target, Object.keys(making.set), `${at}.set`), ...lines]
}

interface LinesMade {
  readonly source: Entry
  readonly target: Entry
  readonly lines: NonNullable<Making['lines']>
  readonly at: string
}

function linesMade(resources: Catalog['resources'], { source, target, lines, at }: LinesMade): readonly Problem[] {
  const into = lines.into ?? 'lines'
  const line = resources.get(target.fields.get(into)?.target ?? '')
  return [
    ...ownedRelation(source, lines.each, `${at}.each`),
    ...ownedRelation(target, into, `${at}.into`),
    ...(line === undefined ? [] : settable(line, Object.keys(lines.set), `${at}.set`)),
  ]
}

function settable(target: Entry, names: readonly string[], at: string): readonly Problem[] {
  return names.flatMap((name) => {
    const unknown = checkName({
      code: 'unknown-field',
      at: `${at}.${name}`,
      what: whats.field,
      wrong: name,
      known: [...target.fields.keys()],
    })
    if (unknown.length > 0 || canBeSet(target, name)) return unknown
    return [
      problem('write-to-computed', `${at}.${name}`, {
        zh: `字段“${name}”由系统计算，不能写入。`,
        en: `“${name}” is kept by the engine; nobody writes it.`,
      }),
    ]
  })
}

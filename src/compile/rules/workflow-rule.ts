import type { Transition } from '../../define/workflow.js'
import type { Problem } from '../../kernel/problem.js'
import type { Catalog, Entry } from '../catalog.js'
import { canBeSet } from '../catalog.js'
import { stateNamesOf } from '../implicit-fields.js'
import { checkName, eachResource, namesOf, problem, type Rule, whats } from './rule.js'

/** Every state can be reached, every transition starts and ends somewhere, and says why not when it is closed. */
export const workflowRule: Rule = ({ catalog }) =>
  eachResource(catalog, (entry, at) => {
    if (entry.resource.workflow === undefined) return []
    const steps = Object.entries(entry.resource.workflow.transitions)
    const place = `${at}.workflow`
    return [
      ...checkStates(entry, place),
      ...steps.flatMap(([name, step]) => checkStep(catalog, { entry, step, at: `${place}.transitions.${name}` })),
    ]
  })

function checkStates({ resource }: Entry, at: string): readonly Problem[] {
  const states = stateNamesOf(resource)
  if (states.length === 0) return [problem('no-states', `${at}.states`, { zh: '流程没有状态。', en: 'The workflow has no states.' })]
  const twice = states.filter((state, index) => states.indexOf(state) < index)
  const reached = reachable(resource.workflow?.transitions ?? {}, states[0] ?? '')
  return [
    ...twice.map((state) =>
      problem('duplicate-state', `${at}.states.${state}`, { zh: `状态“${state}”重复。`, en: `The state “${state}” is there twice.` }),
    ),
    ...states
      .filter((state) => !reached.has(state))
      .map((state) =>
        problem('unreachable-state', `${at}.states.${state}`, {
          zh: `没有流转能到达状态“${state}”。`,
          en: `No transition leads to the state “${state}”.`,
        }),
      ),
  ]
}

function reachable(transitions: Readonly<Record<string, Transition>>, initial: string): ReadonlySet<string> {
  const reached = new Set([initial])
  for (let size = 0; size < reached.size; ) {
    size = reached.size
    for (const { from, to } of Object.values(transitions)) if ([from].flat().some((state) => reached.has(state))) reached.add(to)
  }
  return reached
}

interface Standing {
  readonly entry: Entry
  readonly step: Transition
  readonly at: string
}

function checkStep(catalog: Catalog, standing: Standing): readonly Problem[] {
  const { entry, step, at } = standing
  const states = stateNamesOf(entry.resource)
  const from = [step.from ?? []].flat()
  const state = (part: string, wrong: string): readonly Problem[] =>
    checkName({ code: 'unknown-state', at: `${at}.${part}`, what: whats.state, wrong, known: states })
  return [
    ...(from.length === 0 ? [problem('no-from', `${at}.from`, { zh: '没有说明从哪个状态出发。', en: 'It starts from no state.' })] : []),
    ...from.flatMap((name) => state('from', name)),
    ...state('to', step.to),
    ...reasonGiven(step, at),
    ...setWritable(entry, step, at),
    ...(step.enqueue ?? []).flatMap((job) =>
      checkName({ code: 'unknown-job', at: `${at}.enqueue`, what: whats.job, wrong: job, known: namesOf(catalog.definitions.jobs) }),
    ),
    ...followUps(catalog, standing),
  ]
}

/** A closed door with no reason on it is refused here. */
function reasonGiven({ requires, otherwise }: Transition, at: string): readonly Problem[] {
  if (requires === undefined || otherwise !== undefined) return []
  return [
    problem('no-otherwise', `${at}.otherwise`, {
      zh: '有 requires 就要用 otherwise 说明不满足时的原因。',
      en: 'What requires something says why not in “otherwise”.',
    }),
  ]
}

function setWritable(entry: Entry, { set }: Transition, at: string): readonly Problem[] {
  return Object.keys(set ?? {}).flatMap((name) => {
    const unknown = checkName({
      code: 'unknown-field',
      at: `${at}.set.${name}`,
      what: whats.field,
      wrong: name,
      known: [...entry.fields.keys()],
    })
    if (unknown.length > 0 || canBeSet(entry, name)) return unknown
    return [
      problem('write-to-computed', `${at}.set.${name}`, {
        zh: `字段“${name}”由系统计算，不能写入。`,
        en: `“${name}” is kept by the engine; nobody writes it.`,
      }),
    ]
  })
}

/** `then` names references, or has-many relations, and a transition of theirs. */
function followUps({ resources }: Catalog, { entry, step, at }: Standing): readonly Problem[] {
  return Object.entries(step.then ?? {}).flatMap(([relation, transition]) => {
    const relations = [...entry.fields].flatMap(([name, field]) => (field.target === undefined ? [] : [name]))
    const unknown = checkName({ code: 'unknown-field', at: `${at}.then.${relation}`, what: whats.field, wrong: relation, known: relations })
    const target = resources.get(entry.fields.get(relation)?.target ?? '')
    if (unknown.length > 0 || target === undefined) return unknown
    const known = Object.keys(target.resource.workflow?.transitions ?? {})
    return checkName({ code: 'unknown-transition', at: `${at}.then.${relation}`, what: whats.transition, wrong: transition, known })
  })
}

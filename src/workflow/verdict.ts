/**
 * Which transitions are open, and what taking one would change. Decides only; `records/` carries it out.
 * May import `permissions/`'s floor and below: `compile/`, `expressions/`, `kernel/`.
 */

import type { ResourceModel, TransitionModel } from '../compile/model.js'
import { holds } from '../expressions/evaluate.js'
import type { Scope } from '../expressions/scope.js'
import type { Text } from '../kernel/texts.js'

/** Why a transition cannot be taken now; null when it can. */
export function blockedBy(resource: ResourceModel, transition: TransitionModel, scope: Scope): Text | null {
  return wrongState(resource, transition, scope) ?? unmet(transition, scope)
}

function wrongState(resource: ResourceModel, transition: TransitionModel, scope: Scope): Text | null {
  const status = scope.read(['status'])
  if (typeof status === 'string' && transition.from.includes(status)) return null
  const is = stateLabel(resource, String(status))
  const from = transition.from.map((state) => stateLabel(resource, state))
  return {
    zh: `当前状态是“${is.zh}”，只有“${from.map((state) => state.zh).join('、')}”才能${transition.label.zh}。`,
    en: `It is “${is.en}”; “${transition.label.en}” is open only from “${from.map((state) => state.en).join('”, “')}”.`,
  }
}

function unmet(transition: TransitionModel, scope: Scope): Text | null {
  if (transition.requires === null || holds(transition.requires, scope)) return null
  return transition.otherwise ?? { zh: '条件不满足。', en: 'The conditions are not met.' }
}

function stateLabel(resource: ResourceModel, state: string): Text {
  return resource.workflow?.states.find((option) => option.value === state)?.label ?? { zh: state, en: state }
}

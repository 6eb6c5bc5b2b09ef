import type { Field } from '../define/field.js'
import type { Resource } from '../define/resource.js'
import type { Text } from '../kernel/texts.js'

const label = (zh: string, en: string): { readonly label: Text } => ({ label: { zh, en } })

/** Every record has these; `status` only where there is a workflow, as a select over its states. */
export function implicitFieldsOf(resource: Resource): Readonly<Record<string, Field>> {
  return {
    id: { kind: 'text', length: 20, ...label('编号', 'Id') },
    ...statusOf(resource),
    version: { kind: 'integer', precision: 10, scale: 0, ...label('版本', 'Version') },
    createdAt: { kind: 'instant', ...label('创建时间', 'Created at') },
    createdBy: { kind: 'belongsTo', target: 'user', ...label('创建人', 'Created by') },
    updatedAt: { kind: 'instant', ...label('更新时间', 'Updated at') },
    updatedBy: { kind: 'belongsTo', target: 'user', ...label('更新人', 'Updated by') },
  }
}

function statusOf(resource: Resource): Readonly<Record<string, Field>> {
  if (resource.workflow === undefined) return {}
  return { status: { kind: 'select', options: resource.workflow.states, ...label('状态', 'Status') } }
}

/** Names of the states of a resource, in order; none without a workflow. */
export function stateNamesOf(resource: Resource): readonly string[] {
  return (resource.workflow?.states ?? []).map((state) => (typeof state === 'string' ? state : state.value))
}

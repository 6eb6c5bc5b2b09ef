import type { StoredValue } from '../../compile/field-values.js'
import type { MakingModel, Named, ResourceModel } from '../../compile/model.js'
import { storedOf } from '../../compile/stored-row.js'
import { referencesOf } from '../../expressions/references.js'
import type { Expression } from '../../expressions/tree.js'
import type { Value } from '../../expressions/value.js'
import { planMaking } from '../../workflow/making.js'
import { type Act, resourceIn } from './act.js'
import { make } from './create.js'
import { type Document, headScope, lineResource, linesScopes } from './document.js'
import { followAll } from './follow.js'
import { freshDocument } from './postings.js'

/** Makes the documents a transition asks for, from lines as they stand after its postings. */
export async function makeAll(act: Act, document: Document, makings: readonly MakingModel[]): Promise<void> {
  for (const making of makings) await makeOne(act, document, making)
}

async function makeOne(act: Act, document: Document, making: MakingModel): Promise<void> {
  const source = await sourceOf(act, document, making)
  if (source === null) return
  await followMaking(act, source, making)
  const lines = making.lines === null ? [] : linesScopes(act, source, making.lines.each)
  const made = planMaking(making, headScope(act, source), lines)
  if (made === null) return
  const resource = resourceIn(act.model, made.resource)
  const rows =
    made.into === null
      ? {}
      : {
          [made.into]: made.lines.map((line) => ({
            id: null,
            remove: false,
            values: storedValues(lineResource(act, resource, made.into ?? ''), line),
          })),
        }
  await make(act, resource, { values: storedValues(resource, made.values), lines: rows })
}

/** The record the new document is made from, as the transaction has it by now. */
async function sourceOf(act: Act, document: Document, making: MakingModel): Promise<Document | null> {
  if (making.from === null) return freshDocument(act, document)
  const id = document.head[making.from]
  const target = act.model.resources[document.resource.fields[making.from]?.target ?? '']
  if (typeof id !== 'string' || target === undefined) return null
  return freshDocument(act, { resource: target, head: { id }, lines: {} })
}

async function followMaking(act: Act, source: Document, making: MakingModel): Promise<void> {
  await followAll(act, source, Object.values(making.set))
  if (making.lines === null) return
  const resource = lineResource(act, source.resource, making.lines.each)
  const read: readonly Expression[] = [making.lines.where, ...Object.values(making.lines.set)]
  await act.rows.follow(
    resource,
    source.lines[making.lines.each] ?? [],
    read.flatMap((one) => referencesOf(one).paths),
  )
}

function storedValues(resource: ResourceModel, values: Readonly<Record<string, Value>>): Readonly<Record<string, StoredValue>> {
  const fields: Named<ResourceModel['fields'][string]> = resource.fields
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (fields[name] === undefined ? [] : [[name, storedOf(fields[name], value)] as const])),
  )
}

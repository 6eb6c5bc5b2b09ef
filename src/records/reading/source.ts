/** Rows of one resource as an actor may read them. */
import type { ResourceModel } from '../../compile/model.js'
import { and } from '../../expressions/build.js'
import { always, type Expression } from '../../expressions/tree.js'
import { ForbiddenError, NotFoundError } from '../../kernel/errors.js'
import { type Access, accessFor } from '../../permissions/access.js'
import { branchesOf, rowsOf } from '../../permissions/rows.js'
import { type Reader, resourceIn } from './reader.js'
import { type Sight, sightFor } from './sight.js'

export interface Source {
  readonly reader: Reader
  readonly resource: ResourceModel
  readonly access: Access
  /** One a way in which the actor may see a row. */
  readonly branches: readonly Expression[]
  /** Beside any branch. */
  readonly limit: Expression
  readonly sight: Sight
}

/**
 * @throws NotFoundError when the actor may read no row of it at all, as if there were no such resource
 * @throws ForbiddenError when they may read it but not export, or print, it
 */
export function sourceFor(reader: Reader, name: string, action: 'read' | 'export' | 'print' = 'read'): Source {
  const source = findSource(reader, name)
  if (source === undefined) throw new NotFoundError()
  return action === 'read' ? source : alsoFor(source, action)
}

/** Undefined when the actor may read no row of it. */
export function findSource(reader: Reader, name: string): Source | undefined {
  const access = accessFor(reader.model, reader.actor, name, 'read')
  if (access.grants.length === 0) return undefined
  const resource = resourceIn(reader.model, name)
  return { reader, resource, access, branches: branchesOf(access), limit: always, sight: sightFor([access]) }
}

const refusals = {
  export: { zh: '没有导出权限。', en: 'You may not export these records.' },
  print: { zh: '没有打印权限。', en: 'You may not print these records.' },
} as const

/** Only what one may both read and export leaves in a file, only what one may both read and print is printed. */
function alsoFor(source: Source, action: 'export' | 'print'): Source {
  const { model, actor } = source.reader
  const access = accessFor(model, actor, source.resource.name, action)
  if (access.grants.length === 0) throw new ForbiddenError('not-granted', refusals[action])
  return { ...source, limit: rowsOf(access), sight: sightFor([source.access, access]) }
}

/** Rows of the source as one condition; read without permissions, being permissions itself. */
export function allRowsOf(source: Source): Expression {
  return and(rowsOf(source.access), source.limit)
}

import type { ResourceModel } from '../../compile/model.js'
import { holds } from '../../expressions/evaluate.js'
import { referencesOf } from '../../expressions/references.js'
import type { Scope } from '../../expressions/scope.js'
import { ConflictError, ForbiddenError, NotFoundError, PreconditionError } from '../../kernel/errors.js'
import { oncePer } from '../../kernel/once-per.js'
import { type Access, accessFor, canSee } from '../../permissions/access.js'
import { rowsOf } from '../../permissions/rows.js'
import { assertMayWrite } from '../../permissions/write.js'
import { writeTexts } from '../../permissions/write-errors.js'
import type { Act } from './act.js'
import { type Document, headScope, lockDocument } from './document.js'
import { followDocument, type Paths, pathsReadBy } from './follow.js'
import type { Draft } from './input.js'

/** Before anything is read: is the action granted at all? What one may not see does not exist. */
export function assertGranted(act: Pick<Act, 'model' | 'actor'>, resource: ResourceModel, action: string): void {
  if (accessFor(act.model, act.actor, resource.name, action).grants.length > 0) {
    assertNoLine(resource, action)
    return
  }
  if (!canSee(act.model, act.actor, resource.name) || resource.owner !== null) throw new NotFoundError()
  throw new ForbiddenError('not-granted', writeTexts['not-granted'])
}

const linewise: readonly string[] = ['create', 'update', 'remove']

/** A line by itself would change its document without anybody asking the document: whether it may, what it adds up to, which version it is. */
function assertNoLine({ owner }: ResourceModel, action: string): void {
  if (owner === null || !linewise.includes(action)) return
  throw new ForbiddenError('line-of-document', {
    zh: `明细只能随单据一起保存：请修改所属单据（${owner.resource}）的 ${owner.relation}。`,
    en: `Lines are saved with their document: change ${owner.relation} of the ${owner.resource} they belong to.`,
  })
}

/** The document, locked, with all that it takes to decide about the action. @throws NotFoundError when it is not there, or the actor may not read it */
export async function documentFor(
  act: Act,
  resource: ResourceModel,
  on: { readonly id: string; readonly action: string },
): Promise<Document> {
  const paths = [...grantPaths(act, resource, on.action), ...pathsReadBy(resource)]
  const document = await lockDocument(act, resource, on.id, [...new Set(paths.map(([first = '']) => first))])
  await followDocument(act, document)
  await followGrants(act, document, on.action)
  assertReadable(act, document)
  return document
}

/** Fetches what the actor's grants read across references, so that they can be asked in memory. */
export async function followGrants(act: Act, document: Document, action: string): Promise<void> {
  await act.rows.follow(document.resource, [document.head], grantPaths(act, document.resource, action))
}

/** What the grants of reading and of the action read across references. */
function grantPaths({ model, actor }: Act, { name }: ResourceModel, action: string): Paths {
  return [...new Set(['read', action])].flatMap((one) => pathsOf(accessFor(model, actor, name, one)))
}

const pathsOf = oncePer((access: Access): Paths => {
  const expressions = [rowsOf(access), ...access.grants.map((grant) => grant.check)]
  return expressions.flatMap((one) => referencesOf(one).paths).filter((path) => path.length > 1)
})

/** @throws NotFoundError when the actor may not read the row */
function assertReadable(act: Act, document: Document): void {
  const readable = rowsOf(accessFor(act.model, act.actor, document.resource.name, 'read'))
  if (!holds(readable, headScope(act, document))) throw new NotFoundError()
}

/** Allowed on the old row and on the new one, and on each touching only fields that a matching grant lets it write. */
export function assertMay(
  act: Act,
  step: { action: string; before: Document | null; after: Document | null; touched: readonly string[] },
): void {
  const { action, before, after, touched } = step
  const resource = (after ?? before)?.resource.name ?? ''
  const scopeOf = (document: Document | null): Scope | null => (document === null ? null : headScope(act, document))
  assertMayWrite({ model: act.model, actor: act.actor, resource, action, before: scopeOf(before), after: scopeOf(after), touched })
}

/** What a draft names: `dueOn`, `lines`, `lines.quantity`. */
export function touchedBy(draft: Draft): readonly string[] {
  const lines = Object.entries(draft.lines).flatMap(([relation, rows]) => [
    relation,
    ...rows.flatMap((row) => Object.keys(row.values).map((name) => `${relation}.${name}`)),
  ])
  return [...new Set([...Object.keys(draft.values), ...lines])]
}

export const versionOf = (document: Document): number => Number(document.head.version ?? 1)

/** @throws PreconditionError when the caller does not say which version it saw */
export function assertSeen(seen: number | null): asserts seen is number {
  if (seen !== null) return
  throw new PreconditionError('if-match-required', {
    zh: '请用 If-Match 说明所见的版本。',
    en: 'Say which version you saw, with If-Match.',
  })
}

/** @throws ConflictError when the caller saw another version */
export function assertUnchanged(document: Document, seen: number | null): void {
  if (seen === null || seen === versionOf(document)) return
  throw new ConflictError(
    'version-changed',
    { zh: '记录已被他人修改，请刷新后重试。', en: 'Somebody else changed this record; please reload.' },
    { extra: { version: versionOf(document) } },
  )
}

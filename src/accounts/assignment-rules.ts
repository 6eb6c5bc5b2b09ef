/** Holding a role is decided by others: nobody gives or takes their own, and somebody who can assign roles always remains. */
import type { Model } from '../compile/model.js'
import { ConflictError, ForbiddenError, InvalidError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { Row, Sql } from '../store/database.js'
import type { RecordChange } from './rights.js'
import { userTablesOf } from './user-tables.js'

export interface Assigning extends RecordChange {
  readonly model: Model
  readonly actor: Actor
}

/**
 * Called in the transaction of every write to `user` and `roleAssignment`.
 * @throws ForbiddenError `own-roles`, `assign-roles` · ConflictError `last-administrator`
 */
export async function assertAssignment(tx: Sql, assigning: Assigning): Promise<void> {
  if (assigning.resource === 'roleAssignment') assertMayAssign(assigning)
  if (takesAway(assigning)) await assertSomebodyRemains(tx, assigning.model)
}

function assertMayAssign({ actor, model, before, after }: Assigning): void {
  if (after !== null) assertRole(model, String(after.role))
  if (actor.via === 'seed') return
  if (!actor.system.includes('assignRoles'))
    throw new ForbiddenError('assign-roles', { zh: '您不能分配角色。', en: 'You may not assign roles.' })
  const touched = [before, after].filter((row): row is Row => row !== null)
  if (touched.some((row) => row.user === actor.id))
    throw new ForbiddenError('own-roles', { zh: '不能修改自己的角色。', en: 'You cannot change your own roles.' })
}

/** @throws InvalidError `unknown-role` for a name that no role has, or a role nobody can hold */
function assertRole(model: Model, name: string): void {
  const role = Object.hasOwn(model.roles, name) ? model.roles[name] : undefined
  if (role !== undefined && !role.internal) return
  const message = { zh: `没有角色“${name}”。`, en: `There is no role “${name}”.` }
  throw new InvalidError('invalid', message, { errors: [{ at: 'role', code: 'unknown-role', message }] })
}

function takesAway({ resource, before, after }: Assigning): boolean {
  if (before === null) return false
  if (resource === 'roleAssignment') return true
  return resource === 'user' && before.active === true && after?.active !== true
}

/**
 * For who publishes: a designer may shape a role they do not hold, but somebody who may assign roles always remains.
 * @throws ConflictError `last-administrator`
 */
export async function assertStillAdministered(tx: Sql, before: Model, after: Model): Promise<void> {
  if ((await hasAdministrator(tx, before)) && !(await hasAdministrator(tx, after))) throw lastAdministrator()
}

async function assertSomebodyRemains(tx: Sql, model: Model): Promise<void> {
  if (!(await hasAdministrator(tx, model))) throw lastAdministrator()
}

/** Active users who may assign roles, as the transaction has it by now; locked, so that two administrators cannot remove each other. */
async function hasAdministrator(tx: Sql, model: Model): Promise<boolean> {
  const roles = Object.values(model.roles).flatMap((role) => (role.system.includes('assignRoles') ? [role.name] : []))
  const { user, roleAssignment: assignment } = userTablesOf(model, tx.dialect)
  const marks = roles.map(() => '?').join(', ') || 'NULL'
  const sql = `SELECT 1 FROM ${assignment.table} a JOIN ${user.table} u ON u.id = a.${assignment.column('user')} WHERE a.${assignment.column('role')} IN (${marks}) AND u.${user.column('active')} = ?${tx.dialect.forUpdate}`
  return (await tx.query(sql, [...roles, true])).length > 0
}

function lastAdministrator(): ConflictError {
  return new ConflictError('last-administrator', {
    zh: '至少要保留一位管理员。',
    en: 'The last administrator cannot be removed.',
  })
}

import type { Policy } from '../../define/policy.js'
import type { Problem } from '../../kernel/problem.js'
import type { Catalog } from '../catalog.js'
import { type Asked, type Cells, cellOf, type NamedGrant } from '../cells.js'
import { actionsOf, checkCell } from './grants-rule.js'
import { checkName, namesOf, problem, type Rule, whats } from './rule.js'

/** Saved examples of who may do what ask of what there is, and come out as they say. */
export const policiesRule: Rule = ({ catalog, cells }) =>
  catalog.definitions.policies.flatMap((policy) => {
    const at = `policy:${policy.name}`
    const unknown = checkNames(catalog, policy, at)
    return unknown.length > 0 || isAllowed(cells, policy) === policy.may ? unknown : [broken(policy, at)]
  })

/** What is misspelt may not be done by anybody: the example would hold for ever. */
function checkNames(catalog: Catalog, { role, resource, action, field }: Policy, at: string): readonly Problem[] {
  const roles = namesOf(catalog.definitions.roles)
  const unknownRole = checkName({ code: 'unknown-role', at: `${at}.role`, what: whats.role, wrong: role, known: roles })
  const entry = catalog.resources.get(resource)
  const known = [...catalog.resources.keys()]
  if (entry === undefined)
    return [...unknownRole, ...checkName({ code: 'unknown-resource', at: `${at}.resource`, what: whats.resource, wrong: resource, known })]
  return [
    ...unknownRole,
    ...checkName({ code: 'unknown-action', at: `${at}.action`, what: whats.action, wrong: action, known: actionsOf(entry) }),
    ...(field === undefined ? [] : checkCell(catalog, entry, { name: field, at: `${at}.field` })),
  ]
}

/** On some row at least: which rows is the grant's own condition. */
function isAllowed(cells: Cells, policy: Policy): boolean {
  const grants = cells.grants.filter(
    ({ role, entry, grant }) => role === policy.role && entry.name === policy.resource && grant.can.includes(policy.action),
  )
  return policy.field === undefined ? grants.length > 0 : grants.some((named) => shows(cells, named, policy.field ?? ''))
}

function shows(cells: Cells, named: NamedGrant, path: string): boolean {
  const [first = '', second] = path.split('.')
  const asked: Asked = second === undefined ? { relation: null, field: first } : { relation: first, field: second }
  return cellOf(cells, named, asked) === 'show'
}

function broken(policy: Policy, at: string): Problem {
  const what = `${policy.role} · ${policy.action} · ${policy.resource}${policy.field === undefined ? '' : `.${policy.field}`}`
  return problem(
    'policy-broken',
    at,
    { zh: `不符合权限约定“${policy.label.zh}”（${what}）。`, en: `It breaks the policy “${policy.label.en}” (${what}).` },
    { zh: '请调整授权，或先修改该约定。', en: 'Change the grant, or the policy first.' },
  )
}

import { isAlways } from '../expressions/build.js'
import { printFormula } from '../expressions/print.js'
import type { GrantModel, Model, ResourceModel } from './model.js'
import { cellsIn } from './print-model.js'

/** Role × resource × actions × rows × fields as a markdown table a role, for people to read and for diffs. */
export function printPermissions(model: Model): string {
  const roles = Object.values(model.roles).map((role) =>
    [`## ${role.name} · ${role.label.zh} · ${role.label.en}`, ...rightsOf(role.system), ...tableOf(model, role.name)].join('\n'),
  )
  return `# Permissions\n\n\`*\` is shown masked.\n\n${roles.join('\n\n')}\n`
}

const rightsOf = (system: readonly string[]): readonly string[] =>
  system.length === 0 ? [''] : ['', `System rights: ${system.join(', ')}`, '']

function tableOf(model: Model, role: string): readonly string[] {
  const rows = Object.values(model.resources).flatMap((resource) =>
    resource.grants.filter((grant) => grant.role === role).map((grant) => rowOf(resource, grant)),
  )
  return rows.length === 0
    ? ['No grants.']
    : ['| resource | actions | rows | reads | hidden | writes |', '|---|---|---|---|---|---|', ...rows]
}

function rowOf(resource: ResourceModel, grant: GrantModel): string {
  const lines = Object.entries(grant.lines)
  const shown = [cellsIn(grant.fields), ...lines.map(([relation, cells]) => `${relation}: ${cellsIn(cells.fields)}`)].join('; ')
  const written = [
    grant.write.join(' '),
    ...lines.flatMap(([relation, cells]) => (cells.write.length === 0 ? [] : [`${relation}: ${cells.write.join(' ')}`])),
  ]
  const hidden = resource.fieldNames.filter((name) => !Object.hasOwn(grant.fields, name))
  const rows = isAlways(grant.rows) ? 'all' : `\`${printFormula(grant.rows)}\``
  const cells = [resource.name, grant.can.join(' '), rows, shown, hidden.join(' '), written.filter((part) => part !== '').join('; ')]
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell.replaceAll('|', '\\|'))).join(' | ')} |`
}

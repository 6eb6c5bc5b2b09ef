import type { Definitions } from '../../define/definitions.js'
import { papers } from '../../define/print.js'
import type { Problem } from '../../kernel/problem.js'
import { type DefinitionKind, definitionLists } from '../definition-key.js'
import { fields, label, names, resource } from './resource-shape.js'
import { duration, schedule } from './schedule-shape.js'
import { anyObject, flag, listOf, number, objectOf, oneOf, recordOf, type Shape, text } from './shape.js'

const rights = ['publish', 'assignRoles', 'manageUsers', 'manageJobs', 'explain', 'viewAs', 'backup', 'audit', 'console']

/** A path, or a relation with a mapping of its own. */
const mapping: Shape = recordOf((value, at) =>
  typeof value === 'string' ? [] : objectOf({ each: text, fields: mapping }, ['each', 'fields'])(value, at),
)

const report = objectOf(
  {
    name: text,
    label,
    area: text,
    parameters: fields,
    source: text,
    where: anyObject,
    sort: names,
    roles: names,
    period: names,
    columns: listOf(objectOf({ name: text, label, of: text, measure: text, total: flag }, ['name', 'label'])),
    chart: objectOf({ kind: oneOf(['bar', 'line', 'pie']), x: text, y: text }, ['kind', 'x', 'y']),
  },
  ['name', 'label', 'source', 'columns', 'roles'],
)

const ledger = objectOf(
  {
    name: text,
    label,
    dimensions: objectOf({ item: text, place: text }, ['item', 'place']),
    entries: text,
    reservations: text,
    heldFor: text,
    balances: text,
    onChange: names,
    onFree: names,
  },
  ['name', 'dimensions', 'entries', 'reservations', 'heldFor', 'balances'],
)

const labelled = objectOf({ label, of: text }, ['label', 'of'])

const print = objectOf(
  {
    name: text,
    resource: text,
    label,
    paper: oneOf(papers),
    copies: listOf(label),
    number: text,
    date: text,
    head: listOf(labelled),
    lines: objectOf(
      { each: text, columns: listOf(objectOf({ label, of: text, align: oneOf(['left', 'right', 'center']) }, ['label', 'of'])) },
      ['each', 'columns'],
    ),
    totals: listOf(objectOf({ label, of: text, inWords: flag }, ['label', 'of'])),
    signatures: listOf(label),
    terms: label,
  },
  ['name', 'resource', 'label', 'number', 'date', 'head', 'lines'],
)

const shapes: Readonly<Record<DefinitionKind, Shape>> = {
  area: objectOf({ name: text, label }, ['name']),
  resource,
  role: objectOf({ name: text, label, description: label, system: listOf(oneOf(rights)), internal: flag }, ['name']),
  ledger,
  report,
  connector: objectOf({ name: text, label, resource: text, mapping, actsAs: text, stateField: text }, [
    'name',
    'resource',
    'mapping',
    'actsAs',
  ]),
  print,
  job: objectOf({ name: text, label, actsAs: text, attempts: number, schedule, deadline: duration, run: () => [] }, ['name', 'actsAs']),
  invariant: objectOf({ name: text, label, resource: text, broken: text }, ['name', 'resource', 'broken']),
  policy: objectOf({ name: text, label, role: text, action: text, resource: text, field: text, may: flag }, [
    'name',
    'role',
    'action',
    'resource',
    'may',
  ]),
}

/** Whatever came from outside is checked before anything reads it; no other rule looks at what is misshapen. */
export function checkShapes(definitions: Definitions): readonly Problem[] {
  return (Object.entries(definitionLists) as readonly [DefinitionKind, keyof Definitions][]).flatMap(([kind, list]) =>
    (definitions[list] as readonly unknown[]).flatMap((definition, index) =>
      shapes[kind](definition, `${kind}:${nameIn(definition, index)}`),
    ),
  )
}

function nameIn(definition: unknown, index: number): string {
  const named = typeof definition === 'object' && definition !== null && 'name' in definition ? definition.name : undefined
  return typeof named === 'string' ? named : String(index)
}

/** Groups, counts and sums over what an actor may read: other rows are not in them, other cells count as nothing. */
import { and } from '../../expressions/build.js'
import { always } from '../../expressions/tree.js'
import { decimalOf, formatDecimal } from '../../kernel/decimal.js'
import { MalformedError } from '../../kernel/errors.js'
import type { Row } from '../../store/database.js'
import { type GroupQuery, readGroups } from '../../store/rows/read-groups.js'
import { nothing } from '../../store/rows/row-query.js'
import { storedValueOf } from '../../store/rows/stored-values.js'
import type { Aggregate, AggregateQuery } from '../door.js'
import { type Group, groupsFor, type Measure, measuresFor } from './measures.js'
import { labelOf } from './present.js'
import { scopeFor } from './reader.js'
import { fetchFor } from './records.js'
import { soughtIn } from './rows-found.js'
import type { Source } from './source.js'
import { whereFor } from './where.js'

const usualGroups = 1_000
const mostGroups = 10_000

/** @throws MalformedError `unknown-field`, `bad-group`, `bad-measure`, `bad-limit` */
export async function aggregateRecords(source: Source, query: AggregateQuery): Promise<Aggregate> {
  const limit = limitOf(query)
  const groups = groupsFor(source, query.by ?? [])
  const measures = measuresFor(source, query.measure)
  const rows = await rowsOf(source, query)
  const found =
    rows.branches.length === 0
      ? []
      : await readGroups(source.reader.sql, { rows, groups: groups.map((group) => group.value), measures, limit: limit + 1 })
  const labels = await labelsOf(source, groups, found)
  const data = found.slice(0, limit).map((row) => ({ ...groupCells(groups, row, labels), ...measureCells(measures, row) }))
  return { data, more: found.length > limit }
}

function limitOf({ limit = usualGroups }: AggregateQuery): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostGroups) return limit
  throw new MalformedError('bad-limit', { zh: `最多 ${mostGroups} 组。`, en: `Ask for one to ${mostGroups} groups.` })
}

async function rowsOf(source: Source, asked: AggregateQuery): Promise<GroupQuery['rows']> {
  const { reader, resource } = source
  const query = {
    scope: scopeFor(reader, resource),
    branches: source.branches.map((branch) => and(branch, source.limit)),
    where: and(whereFor(reader, resource.name, asked.where), asked.condition ?? always),
    also: [],
    timeoutMs: reader.timeoutMs,
  }
  const text = asked.search?.trim() ?? ''
  return text === '' ? query : { ...query, also: [await soughtIn(source, { ...query, order: [], bring: nothing }, text)] }
}

/** Titles by resource and id. */
type Labels = ReadonlyMap<string, ReadonlyMap<string, unknown>>

async function labelsOf({ reader }: Source, groups: readonly Group[], rows: readonly Row[]): Promise<Labels> {
  const labels = new Map<string, ReadonlyMap<string, unknown>>()
  for (const [index, { field }] of groups.entries()) {
    if (field.kind !== 'belongsTo' || field.target === null) continue
    const ids = rows.flatMap((row) => (row[`g${index}`] === null ? [] : [String(row[`g${index}`])]))
    const [targets] = await fetchFor(reader).targets([{ resource: field.target, ids, paths: [] }])
    const { title = 'id', byId = new Map() } = targets ?? {}
    labels.set(
      field.target,
      new Map([...(labels.get(field.target) ?? []), ...[...byId].map(([id, record]) => [id, record[title]] as const)]),
    )
  }
  return labels
}

function groupCells(groups: readonly Group[], row: Row, labels: Labels): Readonly<Record<string, unknown>> {
  return Object.fromEntries(groups.map((group, index) => [group.name, groupCell(group, row[`g${index}`], labels)]))
}

function groupCell({ field, grain }: Group, value: unknown, labels: Labels): unknown {
  if (grain !== null) return value ?? null
  const stored = storedValueOf(field, value)
  if (field.kind !== 'belongsTo' || typeof stored !== 'string') return stored
  return { id: stored, label: labelOf(labels.get(field.target ?? '')?.get(stored), stored) }
}

function measureCells(measures: readonly Measure[], row: Row): Readonly<Record<string, unknown>> {
  return Object.fromEntries(measures.map((measure, index) => [measure.name, measureCell(measure, row[`m${index}`])]))
}

/** The sum of nothing is zero, the least of nothing is nothing. */
function measureCell({ fn, field }: Measure, value: unknown): unknown {
  if (field === null) return Number(value ?? 0)
  if (fn === 'sum') return formatDecimal(decimalOf(String(value ?? 0)), field.scale ?? 0)
  return storedValueOf(field, value)
}

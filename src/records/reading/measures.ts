/** `status`, `placedOn:month`, `sum(total)`: what an aggregate groups by and measures. */
import type { FieldModel } from '../../compile/model.js'
import { pathOf } from '../../expressions/build.js'
import { MalformedError } from '../../kernel/errors.js'
import { assertReadablePath, unknownField } from '../../permissions/readable-path.js'
import { type Grain, grainSql } from '../../store/rows/read-groups.js'
import type { Fragment } from '../../store/sql/fragment.js'
import { valueSqlOf } from '../../store/sql/sql-of.js'
import { scopeFor } from './reader.js'
import type { Source } from './source.js'
import { zoneOf } from './zone.js'

const mostGroups = 5
const mostMeasures = 10
const ungrouped: readonly FieldModel['kind'][] = ['hasMany', 'json', 'multiSelect', 'file', 'secret']

export interface Group {
  /** As it was asked for. */
  readonly name: string
  readonly field: FieldModel
  readonly grain: Grain | null
  readonly value: Fragment
}

export interface Measure {
  readonly name: string
  readonly fn: 'count' | 'sum' | 'min' | 'max'
  /** Null for `count`. */
  readonly field: FieldModel | null
  readonly value: Fragment | null
}

/** @throws MalformedError `unknown-field`, `bad-group` */
export function groupsFor(source: Source, by: readonly string[]): readonly Group[] {
  if (by.length > mostGroups) throw bad('bad-group', `最多按 ${mostGroups} 个字段分组。`, `Group by ${mostGroups} fields at most.`)
  return by.map((name) => groupFor(source, name))
}

/** @throws MalformedError `unknown-field`, `bad-measure` */
export function measuresFor(source: Source, asked: readonly string[]): readonly Measure[] {
  if (asked.length === 0 || asked.length > mostMeasures)
    throw bad('bad-measure', `请给出 1 到 ${mostMeasures} 个统计项。`, `Ask for one to ${mostMeasures} measures.`)
  return asked.map((name) => measureFor(source, name))
}

function groupFor(source: Source, name: string): Group {
  const [, path = '', grain = null] = /^([\w.]+)(?::(day|month|year))?$/.exec(name) ?? []
  const field = readable(source, path === '' ? name : path)
  if (ungrouped.includes(field.kind)) throw bad('bad-group', `不能按“${name}”分组。`, `“${name}” cannot be grouped by.`)
  const value = valueAt(source, path, field)
  if (grain === null) return { name, field, grain, value }
  if (field.value !== 'date' && field.value !== 'instant') throw bad('bad-group', `“${path}”不是日期。`, `“${path}” is no date.`)
  const { reader } = source
  const zone = field.value === 'instant' ? zoneOf(reader.zone, reader.now) : null
  return { name, field, grain: grain as Grain, value: grainSql(reader.sql.dialect.name, value, grain as Grain, zone) }
}

function measureFor(source: Source, name: string): Measure {
  if (name === 'count') return { name, fn: 'count', field: null, value: null }
  const [, fn = '', path = ''] = /^(sum|min|max)\(([\w.]+)\)$/.exec(name) ?? []
  if (path === '')
    throw bad(
      'bad-measure',
      `统计项“${name}”有误，可用 count、sum(字段)、min、max。`,
      `“${name}” is no measure; use count, sum(field), min or max.`,
    )
  const field = readable(source, path)
  const fits = field.value === 'decimal' || (fn !== 'sum' && (field.value === 'date' || field.value === 'instant'))
  if (!fits) throw bad('bad-measure', `“${path}”不能用于 ${fn}。`, `${fn} does not work on “${path}”.`)
  return { name, fn: fn as Measure['fn'], field, value: valueAt(source, path, field) }
}

function readable({ reader, resource }: Source, path: string): FieldModel {
  const field = assertReadablePath(reader.model, reader.actor, resource.name, path.split('.')).at(-1)
  if (field === undefined) throw unknownField(path)
  return field
}

/** NULL on rows where it may not be read. */
function valueAt({ reader, resource }: Source, path: string, field: FieldModel): Fragment {
  return valueSqlOf(pathOf(path.split('.'), field.value, field.scale), scopeFor(reader, resource))
}

function bad(code: string, zh: string, en: string): MalformedError {
  return new MalformedError(code, { zh, en })
}

/**
 * The schema planner: what must be added to the tables there are, so that the wanted ones exist. Additive only. It adds tables,
 * columns, indexes and checks, and widens columns in place (TypeORM's own diff drops and re-adds a column whose length changes);
 * it never drops or narrows, and leaves alone what it does not know. Pure: reading is in `current-tables.ts`, doing in
 * `apply-schema.ts`. Planning again after a fault gives the steps that are left.
 */
import type { ColumnModel, ColumnType, TableModel } from '../compile/table-model.js'
import { noHint, type Problem, sortProblems } from '../kernel/problem.js'
import { changeOf, typeSql } from './column-types.js'
import type { DialectName } from './dialect.js'
import { type Step, type StepWriter, stepWriter } from './schema-steps.js'
import { tableProblems } from './table-limits.js'

/** A table as the database has it; a type that the platform does not know is null. */
export interface CurrentTable {
  readonly name: string
  readonly columns: readonly CurrentColumn[]
  readonly indexes: readonly string[]
  readonly checks: readonly string[]
}

export interface CurrentColumn {
  readonly name: string
  readonly type: ColumnType | null
  readonly nullable: boolean
  /** As a text; null: none. */
  readonly default: string | null
}

export interface SchemaPlan {
  readonly steps: readonly Step[]
  /** What cannot be: another kind of column under the same name, a table beyond a database's limits. Nothing may be applied. */
  readonly problems: readonly Problem[]
  /**
   * Columns that are wider than wanted and stay so, code `cannot-narrow`. A designer who narrows a field is told no; going back to an
   * earlier version is not stopped by them.
   */
  readonly narrower: readonly Problem[]
  /** Unique indexes that are wanted no more. They guard what is published until the next version is: for afterwards. */
  readonly relaxing: readonly Step[]
}

export function planSchema(dialect: DialectName, current: readonly CurrentTable[], desired: readonly TableModel[]): SchemaPlan {
  const known = new Map(current.map((table) => [table.name, table]))
  const writer = stepWriter(dialect)
  const plans = desired.map((table) => planTable(dialect, writer, known.get(table.name), table))
  const problems = [...tableProblems(desired), ...plans.flatMap((plan) => plan.problems)]
  return {
    steps: plans.flatMap((plan) => plan.steps),
    problems: sortProblems(problems),
    narrower: sortProblems(plans.flatMap((plan) => plan.narrower)),
    relaxing: plans.flatMap((plan) => plan.relaxing),
  }
}

function planTable(dialect: DialectName, writer: StepWriter, current: CurrentTable | undefined, desired: TableModel): SchemaPlan {
  if (!current) return { steps: [writer.createTable(desired)], problems: [], narrower: [], relaxing: [] }
  const columns = new Map(current.columns.map((column) => [column.name, column]))
  const plans = desired.columns.map((column) => planColumn(dialect, writer, desired.name, columns.get(column.name), column))
  const indexes = desired.indexes.filter(({ name }) => !current.indexes.includes(name))
  const checks = desired.checks.filter(({ name }) => !current.checks.includes(name))
  return {
    steps: [
      ...plans.flatMap((plan) => plan.steps),
      ...indexes.map((index) => writer.addIndex(desired, index)),
      ...checks.map((check) => writer.addCheck(desired.name, check)),
    ],
    problems: plans.flatMap((plan) => plan.problems),
    narrower: plans.flatMap((plan) => plan.narrower),
    relaxing: current.indexes.filter((name) => isSpare(desired, name)).map((name) => writer.dropIndex(desired.name, name)),
  }
}

/** One of ours, by its name, that forbids what nobody forbids any more. */
const isSpare = ({ name: table, indexes }: TableModel, name: string): boolean =>
  name.startsWith(`ux_${table}__`) && !indexes.some((index) => index.name === name)

function planColumn(
  dialect: DialectName,
  writer: StepWriter,
  table: string,
  current: CurrentColumn | undefined,
  desired: ColumnModel,
): SchemaPlan {
  if (!current) return { steps: addedSteps(writer, table, desired), problems: [], narrower: [], relaxing: [] }
  const place = { at: `${table}.${desired.name}`, dialect, current: current.type, desired: desired.type }
  const change = current.type ? changeOf(dialect, current.type, desired.type) : 'incompatible'
  if (change === 'incompatible') return { steps: [], problems: [incompatible(place)], narrower: [], relaxing: [] }
  const kept = { ...desired, nullable: desired.nullable || current.nullable }
  const changes = { type: change === 'wider', nullable: desired.nullable && !current.nullable }
  const isChanged = changes.type || changes.nullable
  const wanted = change === 'narrower' && current.type ? { ...kept, type: current.type } : kept
  return {
    steps: [
      ...(isChanged ? [writer.alterColumn(table, wanted, changes)] : []),
      ...(isChanged && dialect === 'mysql' ? [] : defaultSteps(writer, table, current, desired)),
    ],
    problems: [],
    narrower: change === 'narrower' ? [cannotNarrow(place)] : [],
    relaxing: [],
  }
}

function defaultSteps(writer: StepWriter, table: string, current: CurrentColumn, desired: ColumnModel): readonly Step[] {
  if (desired.default === undefined) return current.default === null ? [] : [writer.dropDefault(table, desired)]
  return isSameDefault(current.default, desired.default) ? [] : [writer.setDefault(table, desired)]
}

/** A database may write `0` as `0.00`. */
const isSameDefault = (current: string | null, desired: string): boolean =>
  current === desired || (current !== null && /^[\d.]+$/.test(current) && Number(current) === Number(desired))

function addedSteps(writer: StepWriter, table: string, column: ColumnModel): readonly Step[] {
  return [writer.addColumn(table, column), ...(column.nullable || column.default !== undefined ? [] : [writer.dropDefault(table, column)])]
}

interface Place {
  readonly at: string
  readonly dialect: DialectName
  readonly current: ColumnType | null
  readonly desired: ColumnType
}

function incompatible({ at, dialect, current, desired }: Place): Problem {
  const types = { from: current ? typeSql(dialect, current) : '?', to: typeSql(dialect, desired) }
  return {
    code: 'incompatible-column',
    at,
    message: {
      zh: `列 ${at} 已存在，类型为 ${types.from}，不能改为 ${types.to}。`,
      en: `Column ${at} exists as ${types.from} and cannot become ${types.to}.`,
    },
    hint: { zh: '请为新字段另取一个名称。', en: 'Give the new field another name.' },
  }
}

function cannotNarrow({ at, dialect, current, desired }: Place): Problem {
  const types = { from: current ? typeSql(dialect, current) : '?', to: typeSql(dialect, desired) }
  return {
    code: 'cannot-narrow',
    at,
    message: {
      zh: `列 ${at} 不能从 ${types.from} 缩小为 ${types.to}：已有数据可能放不下。`,
      en: `Column ${at} cannot be narrowed from ${types.from} to ${types.to}: values that are there may not fit.`,
    },
    hint: noHint,
  }
}

import type { ColumnModel, IndexModel, TableModel } from '../compile/table-model.js'
import type { Problem } from '../kernel/problem.js'
import { longestVarchar } from './column-types.js'

/** The stricter of both databases, so that a definition that works on one works on the other. */
const longestName = 63
const rowBytes = 64_000
const uniqueBytes = 3_072
const bytesPerCharacter = 4

/** What a table asks for and one of the databases cannot give. */
export function tableProblems(tables: readonly TableModel[]): readonly Problem[] {
  return [...tables.flatMap(problemsOf), ...twiceNamed(tables)]
}

function problemsOf(table: TableModel): readonly Problem[] {
  const names = [table.name, ...[...table.columns, ...table.indexes, ...table.checks].map(({ name }) => `${table.name}.${name}`)]
  const tooLong = names.filter((name) => (name.split('.').at(-1) ?? '').length > longestName)
  const wide = table.columns.reduce((total, column) => total + bytesInRow(column), 0) > rowBytes
  const uniques = table.indexes.filter((index) => index.unique && keyBytes(table, index) > uniqueBytes)
  return [...tooLong.map(nameTooLong), ...(wide ? [rowTooWide(table.name)] : []), ...uniques.map((index) => keyTooLong(table.name, index))]
}

/** MySQL keeps a row within 65,535 bytes, long texts not counted. */
function bytesInRow({ type }: ColumnModel): number {
  return type.kind === 'text' && type.length <= longestVarchar ? type.length * bytesPerCharacter + 2 : 12
}

function keyBytes({ columns }: TableModel, index: IndexModel): number {
  const types = index.columns.map((name) => columns.find((column) => column.name === name)?.type)
  return types.reduce(
    (total, type) => total + (type?.kind === 'text' ? type.length * bytesPerCharacter : type?.kind === 'longText' ? rowBytes : 9),
    0,
  )
}

function twiceNamed(tables: readonly TableModel[]): readonly Problem[] {
  const places = tables.flatMap((table) => table.indexes.map(({ name }) => ({ name, at: `${table.name}.${name}` })))
  const seen = new Set<string>()
  const repeated = places.filter(({ name }) => seen.size === seen.add(name).size)
  return repeated.map(({ name, at }) =>
    problem('index-name-taken', at, `索引名 ${name} 已被使用。`, `The index name ${name} is used twice.`),
  )
}

function nameTooLong(at: string): Problem {
  return problem('name-too-long', at, `名称 ${at} 超过 ${longestName} 个字符。`, `The name ${at} has more than ${longestName} characters.`)
}

function rowTooWide(at: string): Problem {
  const hint = { zh: '请缩短部分文本字段，或改用长文本。', en: 'Shorten some text fields, or make them long text.' }
  return {
    ...problem(
      'row-too-wide',
      at,
      `表 ${at} 的文本字段总长超出数据库限制。`,
      `The text fields of ${at} are together longer than a row may be.`,
    ),
    hint,
  }
}

function keyTooLong(table: string, { name }: IndexModel): Problem {
  const hint = { zh: '请缩短其中的文本字段。', en: 'Shorten the text fields in it.' }
  return {
    ...problem(
      'unique-too-long',
      `${table}.${name}`,
      `唯一约束 ${name} 的字段过长。`,
      `The fields of the unique key ${name} are too long together.`,
    ),
    hint,
  }
}

function problem(code: string, at: string, zh: string, en: string): Problem {
  return { code, at, message: { zh, en }, hint: { zh: '', en: '' } }
}

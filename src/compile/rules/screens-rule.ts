import type { Problem } from '../../kernel/problem.js'
import { type Catalog, type Entry, follow } from '../catalog.js'
import { isMeasurable } from '../kinds.js'
import { checkBeside } from './beside-rule.js'
import { checkArea, checkName, eachResource, namesOf, problem, type Rule, unknownName, whats } from './rule.js'

/** Screens name fields that exist and can be shown so; alerts name what people can read. */
export const screensRule: Rule = ({ catalog }) =>
  eachResource(catalog, (entry, at) => [
    ...checkLists(catalog, entry, `${at}.screens`),
    ...checkBoard(entry, `${at}.screens`),
    ...checkBeside(catalog, entry, `${at}.screens.beside`),
    ...checkPrints(catalog, entry, `${at}.screens`),
    ...(entry.resource.area === undefined ? [] : checkArea(catalog, entry.resource.area, at)),
  ])

function checkPath(catalog: Catalog, entry: Entry, { path, at }: { readonly path: string; readonly at: string }): readonly Problem[] {
  const end = follow(catalog, entry.name, path.split('.'))
  return end.ok ? [] : [unknownName({ code: 'unknown-field', at, what: whats.field, wrong: end.wrong, known: end.known })]
}

function checkLists(catalog: Catalog, entry: Entry, at: string): readonly Problem[] {
  const { screens = {} } = entry.resource
  const paths = (part: string, names: readonly string[]): readonly Problem[] =>
    names.flatMap((path) => checkPath(catalog, entry, { path, at: `${at}.${part}` }))
  const form = Object.entries(screens.form ?? {}).flatMap(([section, names]) => paths(`form.${section}`, names))
  const sort = (screens.sort ?? '-id').split(',').map((name) => name.trim().replace(/^-/, ''))
  return [
    ...paths('list', screens.list ?? []),
    ...paths('filter', screens.filter ?? []),
    ...paths('highlights', screens.highlights ?? []),
    ...paths('sort', sort),
    ...sort.flatMap((name) => unsortable(entry, name, at)),
    ...form,
    ...(screens.related ?? []).flatMap((name) => relation(entry, name, at)),
    ...Object.keys(screens.sections ?? {}).flatMap((name) =>
      checkName({
        code: 'unknown-section',
        at: `${at}.sections`,
        what: { zh: '分组', en: 'section' },
        wrong: name,
        known: Object.keys(screens.form ?? {}),
      }),
    ),
  ]
}

function unsortable(entry: Entry, name: string, at: string): readonly Problem[] {
  const kind = entry.fields.get(name)?.kind ?? 'text'
  const refused = ['hasMany', 'json', 'file', 'secret', 'multiSelect', 'longText'].includes(kind) || name.includes('.')
  return refused ? [problem('cannot-sort', `${at}.sort`, { zh: `不能按“${name}”排序。`, en: `Rows cannot be sorted by “${name}”.` })] : []
}

function relation(entry: Entry, name: string, at: string): readonly Problem[] {
  const known = [...entry.fields].flatMap(([field, { kind }]) => (kind === 'hasMany' ? [field] : []))
  return checkName({ code: 'unknown-relation', at: `${at}.related`, what: { zh: '一对多字段', en: 'has-many field' }, wrong: name, known })
}

function checkBoard(entry: Entry, at: string): readonly Problem[] {
  const { board, calendar } = entry.resource.screens ?? {}
  const ofKind = (kinds: readonly string[]): readonly string[] =>
    [...entry.fields].flatMap(([name, { kind }]) => (kinds.includes(kind) ? [name] : []))
  const named = (part: string, wrong: string, known: readonly string[]): readonly Problem[] =>
    checkName({ code: 'unknown-field', at: `${at}.${part}`, what: whats.field, wrong, known })
  const sums = [...entry.fields].flatMap(([name, field]) => (isMeasurable(field) ? [name] : []))
  return [
    ...(board === undefined ? [] : named('board.by', board.by, ofKind(['select', 'belongsTo']))),
    ...(board?.sum === undefined ? [] : named('board.sum', board.sum, sums)),
    ...(calendar === undefined ? [] : named('calendar.on', calendar.on, ofKind(['date', 'instant']))),
  ]
}

function checkPrints({ definitions }: Catalog, { name, resource }: Entry, at: string): readonly Problem[] {
  const known = namesOf(definitions.prints.filter((print) => print.resource === name))
  return (resource.screens?.print ?? []).flatMap((wrong) =>
    checkName({ code: 'unknown-print', at: `${at}.print`, what: whats.print, wrong, known }),
  )
}

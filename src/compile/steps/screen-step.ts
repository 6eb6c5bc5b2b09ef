import type { Resource, Screens } from '../../define/resource.js'
import type { Entry } from '../catalog.js'
import type { AlertModel, RuleModel } from '../model.js'
import { implicitNames } from '../names.js'
import type { BesideModel, ScreensModel } from '../screens-model.js'
import { labelFor } from '../words.js'
import type { Ground } from './step.js'

/** Screens as the definition says; a list of the first fields and a form of all of them when it says nothing. */
export function screensOf(entry: Entry): ScreensModel {
  const { screens = {} } = entry.resource
  return {
    list: listOf(entry, screens),
    filter: screens.filter ?? [],
    sort: screens.sort ?? '-id',
    form: formOf(entry, screens),
    highlights: screens.highlights ?? [],
    related: screens.related ?? [],
    board: screens.board === undefined ? null : { by: screens.board.by, sum: screens.board.sum ?? null },
    calendar: screens.calendar ?? null,
    print: screens.print ?? [],
    beside: besideOf(screens),
    menu: menuOf(entry, screens),
  }
}

/** Of lines a field that was added is shown as well: they have no form of their own. */
function listOf(entry: Entry, { list }: Screens): readonly string[] {
  if (list === undefined) return firstFields(entry)
  const added = entry.owner === null ? [] : addedFields(entry).filter((name) => !list.includes(name) && isFormField(entry, name))
  return [...list, ...added]
}

function besideOf({ beside = {} }: Screens): readonly BesideModel[] {
  return Object.entries(beside).map(([name, { label = null, of, show, where, before = null }]) => {
    const ways = Object.entries(where).map(([field, { ref }]) => ({ field, path: ref.split('.') }))
    return { name, label, of, show, where: ways, before }
  })
}

const ownFields = (entry: Entry): readonly string[] => [...entry.fields.keys()].filter((name) => !implicitNames.includes(name))

/** Of lines all that a cell can show: they have no page of their own for the rest. */
function firstFields(entry: Entry): readonly string[] {
  const shown = ownFields(entry).filter(
    (name) => !['hasMany', 'longText', 'json', 'secret', 'file'].includes(entry.fields.get(name)?.kind ?? ''),
  )
  if (entry.owner !== null) return shown.filter((name) => name !== entry.owner?.by)
  return [entry.resource.title, ...shown.filter((name) => name !== entry.resource.title)].slice(0, 6)
}

function formOf(entry: Entry, screens: Screens): ScreensModel['form'] {
  if (screens.form === undefined)
    return [{ name: 'basics', label: labelFor('basics'), fields: ownFields(entry).filter((name) => isFormField(entry, name)) }]
  const sections = Object.entries(screens.form)
  const placed = new Set(sections.flatMap(([, fields]) => fields))
  const added = addedFields(entry).filter((name) => !placed.has(name) && isFormField(entry, name))
  return sections.map(([name, fields], index) => ({
    name,
    label: labelFor(name, screens.sections?.[name]),
    fields: index === sections.length - 1 ? [...fields, ...added] : fields,
  }))
}

/** What was added while the platform runs has a place at the end until somebody gives it another. */
const addedFields = (entry: Entry): readonly string[] => ownFields(entry).filter((name) => name.startsWith('x_'))

/** The lists of other documents stand in tabs, not in the form; a line does not show whose it is. */
function isFormField(entry: Entry, name: string): boolean {
  const field = entry.fields.get(name)
  return name !== entry.owner?.by && (field?.kind !== 'hasMany' || field.owned === true)
}

/** Owned lines are no place to go to. */
function menuOf(entry: Entry, screens: Screens): number | null {
  if (screens.menu === false || entry.owner !== null) return null
  return screens.menu ?? 100
}

export function alertsOf({ reader }: Ground, resource: Resource): readonly AlertModel[] {
  return Object.entries(resource.alerts ?? {}).map(([name, { when, severity, notify, message }]) => {
    const at = `resource:${resource.name}.alerts.${name}.when`
    return {
      name,
      when: reader.condition({ resource: resource.name, at }, when).expression,
      severity,
      notify,
      message,
      facts: factsIn(`${message.zh} ${message.en}`),
    }
  })
}

/** Paths a message names: `{number}`, `{contact.name}`. */
export function factsIn(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\{([\w.]+)\}/g)].map((found) => found[1] ?? ''))]
}

export function rulesOf({ reader }: Ground, resource: Resource): readonly RuleModel[] {
  return Object.entries(resource.rules ?? {}).map(([name, { must, message, at }]) => ({
    name,
    must: reader.test({ resource: resource.name, at: `resource:${resource.name}.rules.${name}.must` }, must).expression,
    message,
    at: at ?? null,
  }))
}

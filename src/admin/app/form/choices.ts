import { useEffect, useState } from 'react'
import { referencesOf } from '../../../expressions/references.js'
import type { Expression } from '../../../expressions/tree.js'
import { call, queryOf } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
import { isTrue } from '../model/live.js'
import type { Reference, Resource, ScreenModel, Values } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { companyToday } from '../parts/company-day.js'
import { conditionOf } from './condition-of.js'

/** A record one may pick: its name, and what tells it from others of that name. */
export interface Choice {
  readonly reference: Reference
  readonly detail: string
}

export interface Choices extends Omit<Loaded<readonly Choice[]>, 'data'> {
  readonly data: readonly Choice[]
  /** What is shown answers an earlier text: nobody means it by pressing Enter. */
  readonly stale: boolean
}

const none: readonly Choice[] = []

/** What the server finds for the text, an eighth of a second after the last key; undefined asks for nothing. */
export function useChoices(source: ChoiceSource, typed: string | undefined): Choices {
  const model = useModel()
  const [asked, setAsked] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), typed === undefined || typed === '' ? 0 : 125)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useLoad(asked === undefined || typed === undefined ? null : `${source.target}?${asked}`, (signal) =>
    findChoices(model, source, asked ?? '', signal),
  )
  return { ...found, data: found.data ?? none, stale: typed !== undefined && (typed !== asked || found.loading) }
}

/** Where choices come from, and which of its records may be chosen. */
export interface ChoiceSource {
  readonly target: string
  readonly where: Expression | null
}

/** The first ten, what is called or begins as one typed before the others. What may not be chosen is left out here; the server refuses it anyway. */
export async function findChoices(
  model: ScreenModel,
  { target, where }: ChoiceSource,
  text: string,
  signal?: AbortSignal,
): Promise<readonly Choice[]> {
  const resource = model.resources.get(target)
  if (resource === undefined) return []
  const details = detailFields(resource)
  const tested = where === null ? [] : referencesOf(where).paths.map((path) => path.join('.'))
  const fields = [...new Set([resource.title, ...details, ...tested])].join(',')
  const condition = where === null ? null : conditionOf(where)
  const size = where === null || condition !== null ? 10 : 30
  const path = `/records/${target}${queryOf({ search: text, where: condition === null ? undefined : JSON.stringify(condition), fields, size, count: 'none' })}`
  const asked = signal === undefined ? {} : { signal }
  const [exact, found] = await Promise.all([
    exactly(resource, { text, fields }, asked),
    call<{ readonly data: readonly Values[] }>(path, asked),
  ])
  const all = [...exact, ...found.data.filter(({ id }) => !exact.some((row) => row.id === id))]
  const context = { model, known: new Map(), actor: nobody, today: companyToday() }
  const open = all.filter((values) => where === null || isTrue(context, where, { resource, values, owner: null }))
  const names = [resource.title, ...details]
  const isFirst = (row: Values) => names.some((name) => startsWith(row[name], text))
  return [...open.filter(isFirst), ...open.filter((row) => !isFirst(row))].slice(0, 10).map((row) => choiceOf(resource, details, row))
}

const startsWith = (value: unknown, text: string): boolean =>
  String(value ?? '')
    .toLowerCase()
    .startsWith(text.trim().toLowerCase())

/** The record whose code one typed, wherever in the list it stands: a scanner, and whoever knows codes, means that one. */
async function exactly(
  resource: Resource,
  { text, fields }: { readonly text: string; readonly fields: string },
  asked: { readonly signal?: AbortSignal },
): Promise<readonly Values[]> {
  const code = resource.fields.find(({ unique, kind }) => unique && kind === 'text')
  const typed = text.trim()
  if (code === undefined || typed === '') return []
  const where = JSON.stringify({ [code.name]: [...new Set([typed, typed.toUpperCase()])] })
  return (
    await call<{ readonly data: readonly Values[] }>(
      `/records/${resource.name}${queryOf({ where, fields, size: 2, count: 'none' })}`,
      asked,
    )
  ).data
}

const nobody = { id: null, department: null, departments: [], roles: [], warehouse: null }

/** Two more fields people search by: a code, a phone. */
function detailFields(resource: Resource): readonly string[] {
  const kinds = ['text', 'sequence', 'phone']
  return resource.fields
    .filter(({ name, searchable, kind }) => name !== resource.title && searchable && kinds.includes(kind))
    .map(({ name }) => name)
    .slice(0, 2)
}

function choiceOf(resource: Resource, details: readonly string[], row: Values): Choice {
  const id = String(row.id)
  const label = String(row[resource.title] ?? id)
  return { reference: { id, label }, detail: details.flatMap((name) => (row[name] == null ? [] : [String(row[name])])).join(' · ') }
}

import { useMemo } from 'react'
import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { keptLines, type Line } from '../form/form-state.js'
import type { Field, Values } from '../model/model.js'
import { type Answers, answerFor, answersOf, type Fact, factsOf, type Question, questionsOf, withFacts } from './beside.js'
import type { GridProps } from './grid-props.js'

export interface Beside {
  /** Those of the grid, and what stands beside them. */
  readonly columns: readonly Field[]
  /** JSON of column → value; empty while nothing is known. As text, so that a row whose facts are the same is the same. */
  readonly of: (line: Line) => string
}

/** Asked again whenever a line, or the record it belongs to, refers to something else. */
export function useBeside({ form, field, target }: GridProps, own: readonly Field[]): Beside {
  const { model } = form.context
  const { values } = form.state
  const facts = useMemo(() => factsOf(model, target), [model, target])
  const columns = useMemo(() => withFacts(own, facts), [own, facts])
  const questions = facts.map((fact) => questionsOf(fact, keptLines(values, field.name), values))
  const key = questions.every((some) => some.length === 0) ? null : JSON.stringify(questions)
  const found = useLoad(key, (signal) => Promise.all(facts.map((fact, at) => ask(fact, questions[at] ?? [], signal))))
  const isWhole = found.data !== undefined && !found.loading
  const of = (line: Line): string => {
    const known = facts.flatMap((fact, at) => {
      const value = answerFor({ fact, answers: found.data?.[at] ?? nothing, isWhole }, line, values)
      return value === undefined ? [] : [[fact.field.name, value]]
    })
    return known.length === 0 ? '' : JSON.stringify(Object.fromEntries(known))
  }
  return { columns, of }
}

const nothing: Answers = new Map()

async function ask(fact: Fact, questions: readonly Question[], signal: AbortSignal): Promise<Answers> {
  const pages = await Promise.all(
    questions.map(({ of, where, fields }) => {
      const query = queryOf({ where: JSON.stringify(where), fields: fields.join(','), size: 200, count: 'none' })
      return call<{ readonly data: readonly Values[] }>(`/records/${of}${query}`, { signal })
    }),
  )
  return answersOf(
    fact,
    pages.flatMap(({ data }) => data),
  )
}

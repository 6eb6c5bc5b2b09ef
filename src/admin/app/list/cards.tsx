import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { fieldAt, type RecordView, type Resource, valueAt } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Badge } from '../parts/badge.js'
import { columnText, plainText } from '../parts/format.js'
import { recordPath } from '../parts/paths.js'
import { useTexts } from '../texts/use-texts.js'
import type { Columns } from './columns.js'

interface CardsProps {
  readonly resource: Resource
  readonly columns: Columns
  readonly rows: readonly RecordView[]
}

/** The list on a phone: a record a card. */
export function Cards({ resource, columns, rows }: CardsProps): ReactElement {
  return (
    <ul className="cards" data-testid="cards">
      {rows.map((row) => (
        <li key={row.id}>
          <Card resource={resource} columns={columns} row={row} />
        </li>
      ))}
    </ul>
  )
}

/** What is empty takes no place from what is not. */
const factsAtMost = 5

function Card({
  resource,
  columns,
  row,
}: {
  readonly resource: Resource
  readonly columns: Columns
  readonly row: RecordView
}): ReactElement {
  const model = useModel()
  const { locale, label } = useTexts()
  const [first, ...others] = columns.shown.filter(({ path }) => path !== 'status')
  const titlePath = first?.path ?? resource.title
  const title = fieldAt(model, resource, titlePath)
  const facts = others
    .flatMap(({ path }) => {
      const field = fieldAt(model, resource, path)
      const text = field === undefined ? '' : columnText(field, valueAt(row, path), locale)
      return field === undefined || text === '' ? [] : [{ path, name: label(field.label), text }]
    })
    .slice(0, factsAtMost)
  const status = typeof row.status === 'string' && resource.workflow !== null ? row.status : undefined
  return (
    <Link className="card" to={recordPath(resource.name, row.id)} data-testid="row">
      <span className="card-head">
        <strong>{title === undefined ? row.id : plainText(title, valueAt(row, titlePath), locale)}</strong>
        {status !== undefined && <Badge options={resource.workflow?.states ?? []} value={status} />}
      </span>
      <span className="card-facts">
        {facts.map(({ path, name, text }) => (
          <span key={path} className="card-fact">
            <span className="muted">{name}</span> {text}
          </span>
        ))}
      </span>
    </Link>
  )
}

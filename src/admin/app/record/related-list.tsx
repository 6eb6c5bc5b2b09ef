import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { Cards } from '../list/cards.js'
import { useColumns } from '../list/columns.js'
import type { ListPage } from '../list/list-page.js'
import { fieldAt, isNumeric, type RecordView, type Reference, type Resource, valueAt } from '../model/model.js'
import { newRecordModel, useModel } from '../model/model-store.js'
import { plainText } from '../parts/format.js'
import { listPath, newPath, recordPath } from '../parts/paths.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { useStore } from '../parts/store.js'
import { useNarrow } from '../parts/use-narrow.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'
import type { Relation } from './use-related.js'

/** The first of them; the whole list, filtered, is one click away. */
export function RelatedList({ relation, record }: { readonly relation: Relation; readonly record: Reference }): ReactElement {
  const { target, where } = relation
  const { t, label } = useTexts()
  const narrow = useNarrow()
  const columns = useColumns(target)
  const paths = columns.shown.map(({ path }) => path)
  const path = `/records/${target.name}${queryOf({ where: JSON.stringify(where), fields: paths.join(','), size: 20 })}`
  const list = useLoad(path, (signal) => call<ListPage>(path, { signal }))
  if (list.error !== undefined) return <Failure error={list.error} retry={list.reload} />
  if (list.data === undefined) return <Loading />
  const add = <AddLink relation={relation} record={record} />
  if (list.data.data.length === 0) return <Empty title={t('record.noRelated', { name: label(target.label) })}>{add}</Empty>
  return (
    <>
      {narrow ? (
        <Cards resource={target} columns={columns} rows={list.data.data} />
      ) : (
        <RelatedTable target={target} paths={paths} rows={list.data.data} />
      )}
      <div className="row">
        <Link className="button link" to={listPath(target.name, where)}>
          {t('record.openList', { name: label(target.label) })}
        </Link>
        {add}
      </div>
    </>
  )
}

/** One more that refers to this record, where one may say so. */
function AddLink({
  relation: { field, target },
  record,
}: {
  readonly relation: Relation
  readonly record: Reference
}): ReactElement | null {
  const { t, label } = useTexts()
  const by = field.relation?.by ?? ''
  const made = useStore(newRecordModel).resources.get(target.name)
  if (made?.can.has('create') !== true || made.field.get(by)?.writable !== true) return null
  return (
    <Link className="button neutral" to={newPath(target.name, { [by]: record })}>
      {t('record.addRelated', { name: label(target.label) })}
    </Link>
  )
}

interface TableProps {
  readonly target: Resource
  readonly paths: readonly string[]
  readonly rows: readonly RecordView[]
}

function RelatedTable({ target, paths, rows }: TableProps): ReactElement {
  const model = useModel()
  const { label, locale } = useTexts()
  const shown = paths.flatMap((path) => {
    const field = fieldAt(model, target, path)
    return field === undefined ? [] : [{ path, field }]
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="table-scroll related" tabIndex={0} aria-label={label(target.label)}>
      <table className="table">
        <thead>
          <tr>
            {shown.map(({ path, field }) => (
              <th key={path} scope="col" className={isNumeric(field.kind) ? 'number' : undefined}>
                {label(field.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {shown.map(({ path, field }, index) => (
                <td key={path} className={isNumeric(field.kind) ? 'number' : undefined}>
                  {index === 0 ? (
                    <Link to={recordPath(target.name, row.id)}>{plainText(field, valueAt(row, path), locale) || row.id}</Link>
                  ) : (
                    <Value field={field} value={valueAt(row, path)} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import type { Resource } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Icon } from '../parts/icon.js'
import { newPath } from '../parts/paths.js'
import { Failure, Loading, Problem } from '../parts/states.js'
import { useNarrow } from '../parts/use-narrow.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { Cards } from './cards.js'
import { type Columns, useColumns } from './columns.js'
import { EmptyList } from './empty-list.js'
import type { ListPage } from './list-page.js'
import { type ListQuery, useListQuery } from './list-query.js'
import { Pager } from './pager.js'
import { Table } from './table.js'
import { Toolbar } from './toolbar.js'
import { useList, useTotals } from './use-list.js'

export function ListScreen({ resource }: { readonly resource: Resource }): ReactElement {
  const { t, label } = useTexts()
  const query = useListQuery()
  const columns = useColumns(resource)
  const paths = columns.shown.map(({ path }) => path)
  const list = useList(resource, query, paths)
  useTitle(label(resource.label))
  return (
    <div className="list-screen" data-testid="list" aria-busy={list.loading}>
      <ListHead resource={resource} page={list.data} />
      <Toolbar resource={resource} query={query} columns={columns} />
      {query.unreadable && <Problem text={t('list.unreadableFilter')} />}
      {list.error !== undefined && <Failure error={list.error} retry={list.reload} />}
      {list.error === undefined && list.data === undefined && <Loading lines={10} />}
      {list.error === undefined && list.data !== undefined && <Rows resource={resource} query={query} columns={columns} page={list.data} />}
    </div>
  )
}

function ListHead({ resource, page }: { readonly resource: Resource; readonly page: ListPage | undefined }): ReactElement {
  const { t, label } = useTexts()
  return (
    <header className="screen-head">
      <h1>{label(resource.label)}</h1>
      {page !== undefined && <Count page={page} />}
      <span className="grow" />
      {resource.can.has('create') && (
        <Link className="button primary" to={newPath(resource.name)} data-testid="new">
          <Icon name="plus" />
          <span>{t('new')}</span>
        </Link>
      )}
    </header>
  )
}

function Count({ page: { page } }: { readonly page: ListPage }): ReactElement | null {
  const { t } = useTexts()
  if (page.total === null) return null
  const total = page.total.toLocaleString('en-US')
  return (
    <span className="count" data-testid="count">
      {t('list.count', { count: page.more ? `${total}+` : total })}
    </span>
  )
}

interface RowsProps {
  readonly resource: Resource
  readonly query: ListQuery
  readonly columns: Columns
  readonly page: ListPage
}

function Rows({ resource, query, columns, page }: RowsProps): ReactElement {
  const narrow = useNarrow()
  const model = useModel()
  const totals = useTotals(
    model,
    resource,
    query,
    columns.shown.map(({ path }) => path),
  )
  if (page.data.length === 0) return <EmptyList resource={resource} query={query} />
  return (
    <>
      {narrow ? (
        <Cards resource={resource} columns={columns} rows={page.data} />
      ) : (
        <Table resource={resource} query={query} columns={columns} rows={page.data} totals={totals} />
      )}
      <Pager query={query} page={page} />
    </>
  )
}

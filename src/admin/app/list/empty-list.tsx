import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import type { Resource } from '../model/model.js'
import { Button } from '../parts/button.js'
import { newPath } from '../parts/paths.js'
import { Empty } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import type { ListQuery } from './list-query.js'

/** Says why nothing is here: the page lies behind the last one, the filter finds nothing, or there is nothing yet. */
export function EmptyList({ resource, query }: { readonly resource: Resource; readonly query: ListQuery }): ReactElement {
  const { t, label } = useTexts()
  if (query.page > 1) {
    return (
      <Empty title={t('list.pastEnd')} hint={t('list.pastEndHint')}>
        <Button onClick={() => query.change({ page: 1 })}>{t('list.firstPage')}</Button>
      </Empty>
    )
  }
  if (query.search !== '' || Object.keys(query.where).length > 0) {
    return (
      <Empty title={t('list.nothingFound')} hint={t('list.nothingFoundHint')}>
        <Button onClick={() => query.change({ search: '', where: {} })}>{t('list.clearFilters')}</Button>
      </Empty>
    )
  }
  const name = label(resource.label)
  if (!resource.can.has('create')) return <Empty title={t('list.nothingYet', { name })} hint={t('list.nothingYetReader')} />
  return (
    <Empty title={t('list.nothingYet', { name })} hint={t('list.nothingYetHint')}>
      <Link className="button primary" to={newPath(resource.name)}>
        {t('list.createFirst', { name })}
      </Link>
    </Empty>
  )
}

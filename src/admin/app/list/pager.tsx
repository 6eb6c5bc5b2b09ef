import type { ReactElement } from 'react'
import { IconButton } from '../parts/button.js'
import { useTexts } from '../texts/use-texts.js'
import type { ListPage } from './list-page.js'
import { type ListQuery, pageSizes } from './list-query.js'

export function Pager({ query, page: { page, data } }: { readonly query: ListQuery; readonly page: ListPage }): ReactElement {
  const { t } = useTexts()
  const last = page.total === null ? undefined : Math.max(1, Math.ceil(page.total / query.size))
  const hasNext = last === undefined || page.more ? data.length === query.size : query.page < last
  return (
    <nav className="pager" aria-label={t('list.pages')} data-testid="pager">
      <label className="pager-size">
        <span className="muted">{t('list.pageSize')}</span>
        <select value={query.size} onChange={(event) => query.change({ size: Number(event.target.value) })}>
          {pageSizes.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <span className="grow" />
      <IconButton icon="left" label={t('previous')} disabled={query.page <= 1} onClick={() => query.change({ page: query.page - 1 })} />
      {pagesAround(query.page, last).map((number, index) =>
        number === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: gaps have no other name
          <span key={`gap${index}`} className="muted">
            …
          </span>
        ) : (
          <button
            key={number}
            type="button"
            className="page-number"
            aria-current={number === query.page ? 'page' : undefined}
            onClick={() => query.change({ page: number })}
          >
            {number}
          </button>
        ),
      )}
      <IconButton icon="right" label={t('next')} disabled={!hasNext} onClick={() => query.change({ page: query.page + 1 })} />
    </nav>
  )
}

/** First, last, and those around the current one; null is a gap. */
function pagesAround(current: number, last: number | undefined): readonly (number | null)[] {
  const end = last ?? current
  const near = [1, current - 1, current, current + 1, end].filter((number) => number >= 1 && number <= end)
  const wanted = [...new Set(near)].sort((a, b) => a - b)
  return wanted.flatMap((number, index) => (index > 0 && number - (wanted[index - 1] ?? 0) > 1 ? [null, number] : [number]))
}

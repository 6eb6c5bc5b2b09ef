import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { Resource } from '../model/model.js'
import { Icon } from '../parts/icon.js'
import { useTexts } from '../texts/use-texts.js'
import { ColumnMenu } from './column-menu.js'
import type { Columns } from './columns.js'
import { ExportButton } from './export-button.js'
import { FilterChips } from './filter-chips.js'
import { FilterMenu } from './filter-menu.js'
import type { ListQuery } from './list-query.js'

interface ToolbarProps {
  readonly resource: Resource
  readonly query: ListQuery
  readonly columns: Columns
}

export function Toolbar({ resource, query, columns }: ToolbarProps): ReactElement {
  return (
    <div className="toolbar">
      <SearchBox query={query} />
      <FilterMenu resource={resource} query={query} />
      <FilterChips resource={resource} query={query} />
      <span className="grow" />
      {resource.can.has('export') && <ExportButton resource={resource} query={query} columns={columns} />}
      <ColumnMenu resource={resource} columns={columns} />
    </div>
  )
}

/** Searches a quarter of a second after the last key; half-typed Chinese is left alone. */
function SearchBox({ query }: { readonly query: ListQuery }): ReactElement {
  const { t } = useTexts()
  const [text, setText] = useState(query.search)
  const composing = useRef(false)
  const current = useRef(query)
  current.current = query
  useEffect(() => setText(query.search), [query.search])
  useEffect(() => {
    if (composing.current || text === current.current.search) return
    const timer = setTimeout(() => current.current.change({ search: text }), 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label className="search">
      <Icon name="search" />
      <input
        type="search"
        value={text}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          query.change({ search: event.currentTarget.value })
        }}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && query.change({ search: text })}
      />
    </label>
  )
}

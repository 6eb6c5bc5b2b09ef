import type { ReactElement } from 'react'
import type { Field, Resource } from '../model/model.js'
import { Icon } from '../parts/icon.js'
import { Popover } from '../parts/popover.js'
import { useTexts } from '../texts/use-texts.js'
import { FilterForm } from './filter-menu.js'
import { shapeOf, testText, withTest } from './filters.js'
import type { ListQuery } from './list-query.js'
import { useReference } from './use-reference.js'

/** Every active filter as a chip: a click changes it, its cross takes it away. */
export function FilterChips({ resource, query }: { readonly resource: Resource; readonly query: ListQuery }): ReactElement | null {
  const { t } = useTexts()
  const active = Object.entries(query.where)
  if (active.length === 0) return null
  return (
    <div className="chips" data-testid="chips">
      {active.map(([name, test]) => (
        <Chip key={name} field={resource.field.get(name)} name={name} test={test} query={query} />
      ))}
      <button type="button" className="button link" onClick={() => query.change({ where: {} })}>
        {t('list.clearAll')}
      </button>
    </div>
  )
}

interface ChipProps {
  readonly field: Field | undefined
  readonly name: string
  readonly test: unknown
  readonly query: ListQuery
}

function Chip({ field, name, test, query }: ChipProps): ReactElement {
  const { t, label } = useTexts()
  const title = field === undefined ? t('list.customFilter') : label(field.label)
  return (
    <span className="chip" data-testid="chip">
      {field === undefined ? (
        <span className="chip-text">{title}</span>
      ) : (
        <Popover label={title} className="chip-text" face={<ChipText field={field} test={test} />}>
          {(close) => <FilterForm field={field} query={query} close={close} />}
        </Popover>
      )}
      <button
        type="button"
        className="chip-remove"
        aria-label={t('list.removeFilter', { name: title })}
        onClick={() => query.change({ where: withTest(query.where, name, undefined) })}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}

function ChipText({ field, test }: { readonly field: Field; readonly test: unknown }): ReactElement {
  const { locale, label } = useTexts()
  const isReference = shapeOf(field) === 'reference' && typeof test === 'string'
  const known = useReference(field.target, isReference ? String(test) : undefined)
  return (
    <span>
      <span className="muted">{label(field.label)}</span> {isReference ? known?.label : testText(field, test, locale)}
    </span>
  )
}

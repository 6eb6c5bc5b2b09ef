import { type ReactElement, useState } from 'react'
import type { Field, Resource } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Popover } from '../parts/popover.js'
import { useTexts } from '../texts/use-texts.js'
import { FilterEditor } from './filter-editor.js'
import { filterable, withTest } from './filters.js'
import type { ListQuery } from './list-query.js'

/** Chooses a field, then what it must be. */
export function FilterMenu({ resource, query }: { readonly resource: Resource; readonly query: ListQuery }): ReactElement {
  const { t } = useTexts()
  return (
    <Popover label={t('list.addFilter')} icon="filter">
      {(close) => <FilterPanel resource={resource} query={query} close={close} />}
    </Popover>
  )
}

interface PanelProps {
  readonly resource: Resource
  readonly query: ListQuery
  readonly close: () => void
}

function FilterPanel({ resource, query, close }: PanelProps): ReactElement {
  const { t, label } = useTexts()
  const [field, setField] = useState<Field>()
  if (field === undefined) {
    return (
      <div className="filter-fields" data-testid="filter-fields">
        <p className="panel-title">{t('list.filterBy')}</p>
        {filterable(resource).map((each) => (
          <button key={each.name} type="button" className="menu-item" onClick={() => setField(each)}>
            {label(each.label)}
          </button>
        ))}
      </div>
    )
  }
  return <FilterForm field={field} query={query} close={close} />
}

interface FormProps {
  readonly field: Field
  readonly query: ListQuery
  readonly close: () => void
}

export function FilterForm({ field, query, close }: FormProps): ReactElement {
  const { t, label } = useTexts()
  const [test, setTest] = useState<unknown>(query.where[field.name])
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault()
        query.change({ where: withTest(query.where, field.name, test) })
        close()
      }}
    >
      <p className="panel-title">{label(field.label)}</p>
      <FilterEditor field={field} test={test} onChange={setTest} />
      <Button look="primary" type="submit">
        {t('apply')}
      </Button>
    </form>
  )
}

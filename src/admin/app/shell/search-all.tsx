import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { useModel } from '../model/model-store.js'
import { Icon } from '../parts/icon.js'
import { recordPath } from '../parts/paths.js'
import { useNarrow } from '../parts/use-narrow.js'
import { useTexts } from '../texts/use-texts.js'

interface Hit {
  readonly resource: string
  readonly id: string
  readonly label: string
}

/** Finds records of any kind by number, name or pinyin; Ctrl+K goes here from anywhere. */
export function SearchAll(): ReactElement {
  const { t } = useTexts()
  const navigate = useNavigate()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const hits = useHits(typed)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other hits start at their top
  useEffect(() => setActive(0), [hits])
  useSearchKey(input)
  const leave = () => {
    setTyped('')
    input.current?.blur()
  }
  const open = (hit: Hit | undefined) => {
    if (hit === undefined) return
    leave()
    navigate(recordPath(hit.resource, hit.id))
  }
  const walk = (by: number) => setActive(Math.max(0, Math.min(hits.length - 1, active + by)))
  const current = hits[active] === undefined ? undefined : `${list}-${active}`
  return (
    <div className="search search-all">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        {...comboboxOf(list, typed, current)}
        aria-label={t('search.all')}
        placeholder={usePlaceholder()}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => onSearchKey(event, { leave, open: () => open(hits[active]), walk })}
        onBlur={() => setTimeout(() => setTyped(''), 150)}
      />
      {typed.trim() !== '' && <Hits id={list} hits={hits} active={active} onOpen={open} />}
    </div>
  )
}

/** Nobody presses Ctrl+K on a phone. */
function usePlaceholder(): string {
  const { t } = useTexts()
  const narrow = useNarrow()
  return narrow ? t('search.all') : `${t('search.all')}  Ctrl K`
}

const comboboxOf = (list: string, typed: string, current: string | undefined) => ({
  role: 'combobox',
  'aria-expanded': typed.trim() !== '',
  'aria-controls': list,
  'aria-activedescendant': current,
})

interface SearchKeys {
  readonly leave: () => void
  readonly open: () => void
  readonly walk: (by: number) => void
}

function onSearchKey(event: KeyboardEvent, { leave, open, walk }: SearchKeys): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Escape') leave()
  if (event.key === 'Enter') open()
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  walk(event.key === 'ArrowDown' ? 1 : -1)
}

interface HitsProps {
  readonly id: string
  readonly hits: readonly Hit[]
  readonly active: number
  readonly onOpen: (hit: Hit) => void
}

function Hits({ id, hits, active, onOpen }: HitsProps): ReactElement {
  const { t, label } = useTexts()
  const model = useModel()
  return (
    <div className="panel left search-panel">
      <div role="listbox" id={id} aria-label={t('search.all')}>
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys
          <div
            key={`${hit.resource}/${hit.id}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="choice"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onOpen(hit)}
          >
            <span>{hit.label}</span>
            <span className="muted">{label(model.resources.get(hit.resource)?.label ?? { zh: '', en: '' })}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className="muted choice-note">{t('search.nothing')}</p>}
    </div>
  )
}

const none: readonly Hit[] = []

function useHits(typed: string): readonly Hit[] {
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 150)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useLoad(asked === '' ? null : asked, (signal) =>
    call<{ readonly data: readonly Hit[] }>(`/search${queryOf({ q: asked, limit: 12 })}`, { signal }),
  )
  return asked === '' ? none : (found.data?.data ?? none)
}

function useSearchKey(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [input])
}

import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, queryOf } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { useModel } from '../model/model-store.js'
import { Icon } from '../parts/icon.js'
import { recordPath } from '../parts/paths.js'
import { useTexts } from '../texts/use-texts.js'

interface Hit {
  readonly resource: string
  readonly id: string
  readonly label: string
}

/** Finds records of any kind by number, name or pinyin; Ctrl+K goes here from anywhere. */
export function SearchAll(): ReactElement {
  const { t, label } = useTexts()
  const model = useModel()
  const navigate = useNavigate()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const hits = useHits(typed)
  useSearchKey(input)
  const open = (hit: Hit | undefined) => {
    if (hit === undefined) return
    setTyped('')
    input.current?.blur()
    navigate(recordPath(hit.resource, hit.id))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') return (setTyped(''), input.current?.blur())
    if (event.key === 'Enter') return open(hits[active])
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setActive(Math.max(0, Math.min(hits.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))))
  }
  const isOpen = typed.trim() !== ''
  return (
    <div className="search search-all">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={hits[active] === undefined ? undefined : `${list}-${active}`}
        aria-label={t('search.all')}
        placeholder={`${t('search.all')}  Ctrl K`}
        value={typed}
        onChange={(event) => (setTyped(event.target.value), setActive(0))}
        onKeyDown={onKey}
        onBlur={() => setTimeout(() => setTyped(''), 150)}
      />
      {isOpen && (
        <div className="panel left search-panel">
          <div role="listbox" id={list} aria-label={t('search.all')}>
            {hits.map((hit, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys
              <div key={`${hit.resource}/${hit.id}`} id={`${list}-${index}`} role="option" aria-selected={index === active} className="choice" onPointerDown={(event) => event.preventDefault()} onClick={() => open(hit)}>
                <span>{hit.label}</span>
                <span className="muted">{label(model.resources.get(hit.resource)?.label ?? { zh: '', en: '' })}</span>
              </div>
            ))}
          </div>
          {hits.length === 0 && <p className="muted choice-note">{t('search.nothing')}</p>}
        </div>
      )}
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
  const found = useLoad(asked === '' ? null : asked, (signal) => call<{ readonly data: readonly Hit[] }>(`/search${queryOf({ q: asked, limit: 12 })}`, { signal }))
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

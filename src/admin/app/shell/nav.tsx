import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router-dom'
import { systemRights } from '../api/session.js'
import type { Resource, ScreenModel } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Icon, type IconName } from '../parts/icon.js'
import { listPath, pagePath } from '../parts/paths.js'
import { useStore } from '../parts/store.js'
import { type Texts, useTexts } from '../texts/use-texts.js'

interface Group {
  readonly name: string
  readonly label: string
  readonly entries: readonly Entry[]
}

interface Entry {
  readonly path: string
  readonly label: string
  /** What the search looks through: both languages. */
  readonly words: string
}

/** The navigation, by area; typing narrows it, arrows walk it, the area one is in is open. */
export function Nav(): ReactElement {
  const texts = useTexts()
  const { t } = texts
  const model = useModel()
  const [typed, setTyped] = useState('')
  const root = useRef<HTMLElement>(null)
  const wanted = typed.trim().toLowerCase()
  const groups = groupsOf(model, texts).map((group) => ({ ...group, entries: group.entries.filter(({ words }) => words.includes(wanted)) }))
  const found = groups.filter(({ entries }) => entries.length > 0)
  return (
    <nav className="nav" aria-label={t('nav.title')} ref={root} onKeyDown={(event) => walk(event, root.current)}>
      <label className="search nav-search">
        <Icon name="search" />
        <input
          type="search"
          placeholder={t('nav.search')}
          aria-label={t('nav.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {wanted === '' && <FixedEntries />}
      {found.map((group) => (
        <NavGroup key={group.name} group={group} forced={wanted !== ''} />
      ))}
      {found.length === 0 && <p className="muted nav-none">{t('nav.nothing')}</p>}
    </nav>
  )
}

function FixedEntries(): ReactElement {
  const { t } = useTexts()
  const { reports } = useModel()
  const rights = useStore(systemRights)
  return (
    <ul className="nav-fixed">
      <FixedEntry path="/admin" icon="home" label={t('home.title')} />
      <FixedEntry path={pagePath('alerts')} icon="alert" label={t('alerts.title')} />
      {reports.length > 0 && <FixedEntry path={pagePath('reports')} icon="chart" label={t('reports.title')} />}
      {rights.includes('audit') && <FixedEntry path={pagePath('books')} icon="check" label={t('books.title')} />}
    </ul>
  )
}

function FixedEntry({ path, icon, label }: { readonly path: string; readonly icon: IconName; readonly label: string }): ReactElement {
  const { pathname } = useLocation()
  return (
    <li>
      <Link className="nav-link" to={path} aria-current={pathname === path ? 'page' : undefined}>
        <Icon name={icon} />
        <span>{label}</span>
      </Link>
    </li>
  )
}

function NavGroup({ group, forced }: { readonly group: Group; readonly forced: boolean }): ReactElement {
  const { pathname } = useLocation()
  const isHere = (path: string) => pathname === path || pathname.startsWith(`${path}/`)
  const [closed, setClosed] = useState(false)
  const open = forced || !closed
  return (
    <div className="nav-group">
      <button type="button" className="nav-area" aria-expanded={open} onClick={() => setClosed(open)}>
        <span>{group.label}</span>
        <Icon name={open ? 'down' : 'right'} size={12} />
      </button>
      {open && (
        <ul>
          {group.entries.map(({ path, label }) => (
            <li key={path}>
              <Link className="nav-link" to={path} aria-current={isHere(path) ? 'page' : undefined}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function groupsOf(model: ScreenModel, { label, t }: Texts): readonly Group[] {
  const shown = [...model.resources.values()].filter(({ screens }) => screens.menu !== null)
  const entries = (area: string) =>
    shown
      .filter((resource) => resource.area === area)
      .sort(byMenu)
      .map((resource) => entryOf(resource, label(resource.label)))
  const known = model.areas.map((area) => ({ name: area.name, label: label(area.label), entries: entries(area.name) }))
  const others = shown
    .filter(({ area }) => !model.areas.some(({ name }) => name === area))
    .map((resource) => entryOf(resource, label(resource.label)))
  return [...known, { name: '', label: t('nav.more'), entries: others }]
}

const byMenu = (one: Resource, other: Resource): number => (one.screens.menu ?? 0) - (other.screens.menu ?? 0)

function entryOf(resource: Resource, label: string): Entry {
  return { path: listPath(resource.name), label, words: `${resource.label.zh} ${resource.label.en} ${resource.name}`.toLowerCase() }
}

function walk(event: KeyboardEvent, root: HTMLElement | null): void {
  if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  const stops = [...(root?.querySelectorAll<HTMLElement>('input, a, .nav-area') ?? [])]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  event.preventDefault()
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}

import type { KeyboardEvent, ReactElement } from 'react'

export interface Tab {
  readonly name: string
  readonly label: string
  readonly count: number | null
}

interface TabsProps {
  readonly tabs: readonly Tab[]
  readonly open: string
  readonly onOpen: (name: string) => void
}

/** Arrows walk the tabs, as everywhere. */
export function Tabs({ tabs, open, onOpen }: TabsProps): ReactElement {
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    const at = tabs.findIndex(({ name }) => name === open)
    const next = tabs[(at + (event.key === 'ArrowRight' ? 1 : -1) + tabs.length) % tabs.length]
    if (next === undefined) return
    onOpen(next.name)
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tabs take the focus
    <div className="tabs" role="tablist" onKeyDown={onKey}>
      {tabs.map(({ name, label, count }) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === open}
          aria-controls={name === open ? `panel-${name}` : undefined}
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {label}
          {count !== null && <span className="tab-count">{count}</span>}
        </button>
      ))}
    </div>
  )
}

import { type ReactElement, useEffect } from 'react'
import { useLocation } from 'react-router-dom'
import { IconButton } from '../parts/button.js'
import { useTexts } from '../texts/use-texts.js'
import { Bell } from './bell.js'
import { SearchAll } from './search-all.js'
import { UserMenu } from './user-menu.js'

/** Above every screen: the drawer's button on a phone, search over everything, the bell, and oneself. */
export function TopBar({ toggleSidebar }: { readonly toggleSidebar: () => void }): ReactElement {
  const { t } = useTexts()
  useDrawerFocus()
  return (
    <header className="top-bar">
      <IconButton icon="menu" label={t('nav.open')} className="drawer-button" onClick={toggleSidebar} />
      <SearchAll />
      <span className="grow" />
      <Bell />
      <UserMenu />
    </header>
  )
}

/** A link followed by keyboard puts the focus on the new screen, not on the bar. */
function useDrawerFocus(): void {
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: on every new screen
  useEffect(() => {
    const active = document.activeElement
    if (active instanceof HTMLElement && active.closest('.nav') !== null && window.matchMedia('(max-width: 1279px)').matches)
      document.getElementById('content')?.focus()
  }, [pathname])
}

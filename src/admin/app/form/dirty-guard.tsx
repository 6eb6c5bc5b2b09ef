import { type ReactElement, useEffect, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { useTexts } from '../texts/use-texts.js'

/**
 * Asks before what is typed would be lost: by closing the tab, by a link, by Back.
 * The frame's router has no blocker of its own, so links are caught as clicks and Back by a step put into the history.
 */
export function DirtyGuard({ dirty }: { readonly dirty: boolean }): ReactElement | null {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [leaveTo, setLeaveTo] = useState<string | 'back'>()
  useTabGuard(dirty)
  useLinkGuard(dirty, setLeaveTo)
  useBackGuard(dirty, () => setLeaveTo('back'))
  if (leaveTo === undefined) return null
  const leave = () => {
    setLeaveTo(undefined)
    if (leaveTo === 'back') window.history.go(-2)
    else navigate(leaveTo)
  }
  const stay = () => {
    if (leaveTo === 'back') window.history.pushState(window.history.state, '')
    setLeaveTo(undefined)
  }
  const actions = (
    <>
      <Button look="danger" onClick={leave}>
        {t('form.discard')}
      </Button>
      <Button look="primary" onClick={stay}>
        {t('form.stay')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('form.unsavedTitle')} onClose={stay} actions={actions}>
      <p>{t('form.unsavedHint')}</p>
    </Dialog>
  )
}

function useTabGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
}

function useLinkGuard(dirty: boolean, hold: (path: string) => void): void {
  useEffect(() => {
    if (!dirty) return
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || event.ctrlKey || event.metaKey) return
      if (link.origin !== window.location.origin || !link.pathname.startsWith('/admin')) return
      event.preventDefault()
      event.stopPropagation()
      hold(`${link.pathname}${link.search}`)
    }
    document.addEventListener('click', onClick, true)
    return () => document.removeEventListener('click', onClick, true)
  }, [dirty, hold])
}

function useBackGuard(dirty: boolean, hold: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: listens while dirty
  useEffect(() => {
    if (!dirty) return
    window.history.pushState(window.history.state, '')
    const onBack = (event: PopStateEvent) => {
      event.stopImmediatePropagation()
      hold()
    }
    window.addEventListener('popstate', onBack, true)
    return () => window.removeEventListener('popstate', onBack, true)
  }, [dirty])
}

import { useSyncExternalStore } from 'react'

const phone = window.matchMedia('(max-width: 719px)')

/** True on a screen as wide as a phone, where tables become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener('change', listener)
      return () => phone.removeEventListener('change', listener)
    },
    () => phone.matches,
  )
}

import { useEffect, useRef } from 'react'

/** Ctrl+S or ⌘S, never while a word is being composed. */
export function useSaveKey(save: () => void): void {
  const current = useRef(save)
  current.current = save
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
      event.preventDefault()
      current.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

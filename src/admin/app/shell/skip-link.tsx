import type { ReactElement } from 'react'
import { useTexts } from '../texts/use-texts.js'

/** The first stop of the Tab key: past the navigation. */
export function SkipLink(): ReactElement {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/useValidAnchor: without scripts it is a plain jump
    <a
      className="skip-link"
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
    >
      {t('skip')}
    </a>
  )
}

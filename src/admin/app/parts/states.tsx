import type { ReactElement, ReactNode } from 'react'
import type { ApiError } from '../api/client.js'
import { useTexts } from '../texts/use-texts.js'
import { Button } from './button.js'
import { Icon } from './icon.js'

/** Nothing here, why, and the way out. */
export function Empty({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint?: string
  readonly children?: ReactNode
}): ReactElement {
  return (
    <div className="empty" data-testid="empty">
      <p className="empty-title">{title}</p>
      {hint !== undefined && <p className="muted">{hint}</p>}
      {children !== undefined && <div className="row center">{children}</div>}
    </div>
  )
}

/** It did not work, why, and another try. */
export function Failure({ error, retry }: { readonly error: ApiError; readonly retry?: () => void }): ReactElement {
  const { t } = useTexts()
  return (
    <div className="empty" role="alert" data-testid="failure">
      <Icon name="alert" size={26} />
      <p className="empty-title">{useReason(error)}</p>
      {retry !== undefined && (
        <Button icon="refresh" onClick={retry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

export function useReason(error: ApiError): string {
  const { t } = useTexts()
  if (error.code === 'network') return t('error.network')
  if (error.status === 404) return t('error.notFound')
  return error.message === '' ? t('error.unexpected') : error.message
}

/** What went wrong, as one red line. */
export function Problem({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="banner danger" role="alert">
      {text}
    </p>
  )
}

/** Why the server said no, beside what was asked of it. */
export const Refused = ({ error }: { readonly error: ApiError }): ReactElement => <Problem text={useReason(error)} />

/** Grey lines where something will soon stand. */
export function Loading({ lines = 6 }: { readonly lines?: number }): ReactElement {
  const { t } = useTexts()
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no names
        <div key={index} className="loading-line" />
      ))}
    </div>
  )
}

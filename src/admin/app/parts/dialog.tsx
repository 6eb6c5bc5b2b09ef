import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTexts } from '../texts/use-texts.js'
import { IconButton } from './button.js'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** The buttons; the main one last. */
  readonly actions?: ReactNode
  readonly wide?: boolean
}

/** The browser's own modal dialog: what it asks first has the focus, which stays inside; Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const { t } = useTexts()
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea):not([disabled])')?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {actions !== undefined && <footer className="dialog-foot">{actions}</footer>}
    </dialog>
  )
}

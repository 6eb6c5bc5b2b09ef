import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { ButtonProps } from './button.js'
import { Icon } from './icon.js'

export interface PopoverProps extends Pick<ButtonProps, 'icon' | 'className'> {
  /** What the button says; its name when only the icon shows. */
  readonly label: string
  readonly iconOnly?: boolean
  readonly align?: 'left' | 'right'
  readonly face?: ReactNode
  readonly children: (close: () => void) => ReactNode
}

/** A button with a panel under it; Escape and a click elsewhere close it, the focus goes back to the button. */
export function Popover({ label, icon, iconOnly = false, align = 'left', face, className = '', children }: PopoverProps): ReactElement {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useId()
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  useOutside(root, open, () => setOpen(false))
  const name = iconOnly || face !== undefined ? { 'aria-label': label, title: label } : {}
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the Escape that comes up from inside
    <div className="popover" ref={root} onKeyDown={(event) => open && onEscape(event, close)}>
      <button
        ref={button}
        type="button"
        className={`${iconOnly ? 'icon-button' : 'button quiet'} ${className}`}
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
        {...name}
      >
        {icon !== undefined && <Icon name={icon} />}
        {face ?? (!iconOnly && <span>{label}</span>)}
      </button>
      {open && (
        <div id={panel} className={`panel ${align}`}>
          {children(close)}
        </div>
      )}
    </div>
  )
}

function useOutside(root: { readonly current: HTMLElement | null }, active: boolean, leave: () => void): void {
  const current = useRef(leave)
  current.current = leave
  useEffect(() => {
    if (!active) return
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) current.current()
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [active, root])
}

function onEscape(event: KeyboardEvent, close: () => void): void {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  close()
}

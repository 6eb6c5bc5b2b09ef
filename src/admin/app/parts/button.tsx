import type { ButtonHTMLAttributes, ReactElement } from 'react'
import { Icon, type IconName } from './icon.js'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'neutral' | 'danger' | 'quiet' | 'link'
  readonly icon?: IconName
  readonly busy?: boolean
}

/** While busy it stays in place and takes no second click. */
export function Button({ look = 'neutral', icon, busy = false, children, className = '', disabled, ...rest }: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${look} ${className}`}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  )
}

/** A button of one icon; `label` is its name for those who do not see it. */
export function IconButton({
  icon,
  label,
  className = '',
  ...rest
}: ButtonProps & { readonly icon: IconName; readonly label: string }): ReactElement {
  return (
    <button type="button" {...rest} className={`icon-button ${className}`} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}

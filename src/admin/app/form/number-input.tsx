import { type InputHTMLAttributes, type MouseEvent, type ReactElement, useState } from 'react'
import { isDecimalText } from '../../../kernel/decimal.js'
import type { Field } from '../model/model.js'
import { fractionOf, percentText, trimZeros } from '../parts/format.js'

interface NumberProps {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly common: InputHTMLAttributes<HTMLInputElement>
}

/** A decimal as text: what one types stays as typed while one types it; a share is written in percent. */
export function NumberInput({ field, value, onChange, common }: NumberProps): ReactElement {
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: unknown }>()
  const shown = typed !== undefined && typed.value === value ? typed.text : readable(field, value)
  const change = (text: string) => {
    const next = writtenAs(field, text)
    setTyped({ text, value: next })
    onChange(next)
  }
  return (
    <input
      {...common}
      type="text"
      className="number"
      inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={shown}
      onChange={(event) => change(event.target.value)}
      onMouseDown={chooseAll}
      onBlur={() => setTyped(undefined)}
    />
  )
}

/** The first click chooses the whole number, as Tab does: what is typed takes its place. The next sets the caret. */
function chooseAll(event: MouseEvent<HTMLInputElement>): void {
  const input = event.currentTarget
  if (document.activeElement === input || event.button !== 0) return
  event.preventDefault()
  input.focus()
  input.select()
}

function readable(field: Field, value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  if (!isDecimalText(text)) return text
  if (field.kind === 'percent') return percentText(text)
  return field.kind === 'money' || field.kind === 'unitPrice' ? trimZeros(text, 2) : trimZeros(text)
}

/** Full-width digits, thousands separators and currency signs are what people paste; what is no number stays to be complained about. */
export function writtenAs(field: Pick<Field, 'kind'>, text: string): string {
  const plain = text.normalize('NFKC').replace(/[,\s¥￥]/g, '')
  return field.kind === 'percent' ? fractionOf(plain) : plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '')
}

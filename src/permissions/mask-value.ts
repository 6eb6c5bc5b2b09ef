import type { FieldModel } from '../compile/model.js'

const dots = '••••'

/** What a masked cell shows instead of its value; nothing where there is nothing. Never more than four of its own characters. */
export function maskValue(field: Pick<FieldModel, 'mask' | 'value'>, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string' || field.value !== 'text') return dots
  return masks[field.mask]([...value])
}

type Letters = readonly string[]

/** A text too short to hide anything is all dots. */
const last = (letters: Letters, count: number): string => (letters.length < 2 * count ? dots : `${dots}${letters.slice(-count).join('')}`)

const masks: Readonly<Record<FieldModel['mask'], (letters: Letters) => string>> = {
  phone: (letters) => last(letters, 4),
  last4: (letters) => last(letters, 4),
  email: (letters) => emailMask(letters),
  name: (letters) => (letters.length < 2 ? dots : `${letters[0] ?? ''}**`),
  dots: () => dots,
}

function emailMask(letters: Letters): string {
  const at = letters.indexOf('@')
  return at < 2 ? dots : `${letters[0] ?? ''}${dots}${letters.slice(at).join('')}`
}

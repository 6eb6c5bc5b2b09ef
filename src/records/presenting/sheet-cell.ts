import type { FieldModel } from '../../compile/model.js'
import { type Locale, textIn } from '../../kernel/texts.js'

/** A cell as people read it: references and options by their labels, everything else as it is. What is hidden is empty. */
export function shownCell(field: Pick<FieldModel, 'kind' | 'options'>, value: unknown, locale: Locale): string | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((one) => shownText(field, one, locale)).join(locale === 'en' ? ', ' : '、')
  return shownText(field, value, locale)
}

function shownText({ options }: Pick<FieldModel, 'options'>, value: unknown, locale: Locale): string {
  if (typeof value === 'object' && value !== null) return objectText(value)
  const option = options.find((one) => one.value === value)
  return option === undefined ? String(value) : textIn(locale, option.label)
}

/** A reference shows its label, a file its name, anything else what it holds. */
function objectText(value: object): string {
  if ('label' in value) return String(value.label)
  return 'name' in value ? String(value.name) : JSON.stringify(value)
}

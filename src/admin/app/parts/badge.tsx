import type { ReactElement } from 'react'
import type { OptionModel } from '../../../compile/model.js'
import { useTexts } from '../texts/use-texts.js'

/** A state or choice as a chip: its tone is a hint, its text says it. */
export function Badge({ options, value }: { readonly options: readonly OptionModel[]; readonly value: string }): ReactElement {
  const { label } = useTexts()
  const option = options.find((each) => each.value === value)
  return <span className={`badge ${option?.tone ?? 'neutral'}`}>{option === undefined ? value : label(option.label)}</span>
}

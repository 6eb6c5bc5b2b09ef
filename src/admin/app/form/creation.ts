import { type ComponentType, createContext } from 'react'
import type { Reference } from '../model/model.js'

export interface CreationProps {
  readonly target: string
  /** What was typed into the picker: the name of the new record. */
  readonly typed: string
  readonly onClose: () => void
  readonly onCreated: (reference: Reference) => void
}

/** How a picker makes a record that is not there yet; null where nothing can be made, as in a filter. Handed down, because the form it opens holds pickers too. */
export const CreationContext = createContext<ComponentType<CreationProps> | null>(null)

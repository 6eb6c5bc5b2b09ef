import type { Text } from '../kernel/texts.js'

/**
 * A saved example of who may do what, e.g. "a sales rep never reads a cost". Every compile asks it again, so a publish that breaks it is refused
 * with the example's own name.
 */
export interface Policy {
  readonly name: string
  readonly label: Text
  readonly role: string
  readonly action: string
  readonly resource: string
  /** A field of the resource, or of one of its lines (`lines.unitCost`): is it shown by a grant of the action? The action itself when not said. */
  readonly field?: string
  /** What must come out. */
  readonly may: boolean
}

export const definePolicy = (policy: Policy): Policy => policy

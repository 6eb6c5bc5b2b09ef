import type { Text } from '../kernel/texts.js'
import type { Ground } from './command.js'

/** `note` is worth knowing, `trouble` makes the exit code 1. */
export interface Finding {
  readonly level: 'ok' | 'note' | 'trouble'
  readonly text: Text
  /** Each on a line of its own below it. */
  readonly details?: readonly string[]
}

export interface Check {
  readonly name: Text
  readonly look: (ground: Ground) => Promise<readonly Finding[]>
}

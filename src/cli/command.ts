import type { Settings } from '#config'
import type { Clock } from '../kernel/clock.js'
import type { Text } from '../kernel/texts.js'
import type { Platform } from '../platform.js'
import type { Database } from '../store/database.js'

/** Where a command stands: the terminal's folder and its paper. */
export interface Terminal {
  /** Folder that relative paths are read from. */
  readonly cwd: string
  readonly say: (line: string) => void
}

/** An open database, as it is: nothing was brought up to date yet. */
export interface Ground {
  readonly settings: Settings
  readonly database: Database
  readonly clock: Clock
  /** Brings the tables up to date and opens the door. */
  readonly platform: () => Promise<Platform>
}

interface Described {
  readonly name: string
  /** Behind the name. */
  readonly usage: string
  readonly summary: Text
  readonly options?: Readonly<Record<string, { readonly type: 'string'; readonly multiple?: boolean }>>
  /** The fewest and the most words behind the name; options are checked by the command itself when this is absent. */
  readonly words?: readonly [number, number]
}

/** What was typed behind a command's name. */
export interface Typed {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | readonly string[] | undefined>>
  /** As it was typed, for commands that read it themselves. */
  readonly rest: readonly string[]
}

/** Works on source files alone. */
export interface FilesCommand extends Described {
  readonly needs: 'files'
  readonly run: (typed: Typed, terminal: Terminal) => Promise<number>
}

/** `empty` wants a database that nothing was put into. Each returns the exit code of the process. */
export interface GroundCommand extends Described {
  readonly needs: 'database' | 'empty'
  readonly run: (typed: Typed, desk: Ground & Terminal) => Promise<number>
}

export type Command = FilesCommand | GroundCommand

/** Typed wrongly: answered with how to type it. */
export class UsageError extends Error {
  constructor(readonly text: Text) {
    super(text.en)
  }
}

/** Where the room says what happened; the wiring hands in the process's own log. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Readonly<Record<string, unknown>>) => void

import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from './client.js'

/** Something being read: what there is of it stays visible while it is read again. */
export interface Loaded<T> {
  readonly data: T | undefined
  readonly error: ApiError | undefined
  readonly loading: boolean
  readonly reload: () => void
}

type Answer<T> = { readonly key: string; readonly data: T | undefined; readonly error: ApiError | undefined; readonly loading: boolean }

/** Reads again whenever `key` changes; an answer that comes after a newer question is dropped. A null key reads nothing. */
export function useLoad<T>(key: string | null, read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ key: '', data: undefined, error: undefined, loading: key !== null })
  const [turn, setTurn] = useState(0)
  const reader = useRef(read)
  reader.current = read
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn reads the same key again
  useEffect(() => {
    if (key === null) return
    const controller = new AbortController()
    setAnswer((before) => ({ ...before, loading: true, error: before.key === key ? before.error : undefined }))
    reader.current(controller.signal).then(
      (data) => controller.signal.aborted || setAnswer({ key, data, error: undefined, loading: false }),
      (error: unknown) => controller.signal.aborted || setAnswer((before) => failed(before, key, error)),
    )
    return () => controller.abort()
  }, [key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { data: answer.data, error: answer.error, loading: key !== null && (answer.loading || answer.key !== key), reload }
}

function failed<T>(before: Answer<T>, key: string, error: unknown): Answer<T> {
  const problem = error instanceof ApiError ? error : new ApiError(0, 'unexpected', String(error), [], {})
  return { key, data: before.key === key ? before.data : undefined, error: problem, loading: false }
}

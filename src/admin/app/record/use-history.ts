import { useEffect, useState } from 'react'
import { ApiError, call, queryOf } from '../api/client.js'
import type { Resource } from '../model/model.js'

export const kinds = ['all', 'change', 'step', 'comment', 'notice', 'job'] as const
export type Kind = (typeof kinds)[number]

export interface Entry {
  readonly id: string
  readonly at: string
  readonly kind: Exclude<Kind, 'all'>
  readonly actor: { readonly id: string | null; readonly label: string }
  readonly action: string
  readonly label: { readonly zh: string; readonly en: string } | null
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[]
  readonly note: string | null
}

export interface History {
  readonly entries: readonly Entry[] | undefined
  readonly next: string | null
  readonly error: ApiError | undefined
  readonly more: () => void
  /** What was just said stands first, without asking. */
  readonly put: (entry: Entry) => void
}

export interface Asked {
  readonly resource: Resource
  readonly id: string
  readonly version: number
  readonly kind: Kind
}

/** Read anew for every record, version and kind: the server picks, so that what is rare is found behind any number of pages. */
export function useHistory({ resource: { name }, id, version, kind }: Asked): History {
  const [state, setState] = useState<Pick<History, 'entries' | 'next' | 'error'>>({ entries: undefined, next: null, error: undefined })
  const read = async (before: readonly Entry[], after: string | null, isWanted: () => boolean = () => true) => {
    const query = queryOf({ after: after ?? undefined, of: kind === 'all' ? undefined : kind })
    try {
      const { data, next } = await call<{ readonly data: readonly Entry[]; readonly next: string | null }>(
        `/records/${name}/${id}/history${query}`,
      )
      if (isWanted()) setState({ entries: [...before, ...data], next, error: undefined })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (isWanted()) setState({ entries: undefined, next: null, error })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew for every record, version and kind
  useEffect(() => {
    let wanted = true
    void read([], null, () => wanted)
    return () => {
      wanted = false
    }
  }, [name, id, version, kind])
  return {
    ...state,
    more: () => void read(state.entries ?? [], state.next),
    put: (entry) => setState((before) => ({ ...before, entries: [entry, ...(before.entries ?? [])] })),
  }
}

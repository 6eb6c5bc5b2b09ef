/** An IN list carries at most so many. */
const most = 500

interface Batch<T> {
  readonly keys: Set<string>
  readonly answers: Promise<ReadonlyMap<string, T>>
}

/**
 * Questions that come in the same turn of the event loop, asked in one go: with many at the door, each statement answers several of them.
 * No answer is older than its question, and none is kept.
 */
export function askedTogether<T>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | undefined> {
  let open: Batch<T> | undefined
  const begin = (): Batch<T> => {
    const keys = new Set<string>()
    const turn = new Promise<void>((resolve) => setImmediate(resolve))
    const answers = turn.then(() => {
      if (open?.keys === keys) open = undefined
      return ask([...keys])
    })
    return { keys, answers }
  }
  return async (key) => {
    const batch = open !== undefined && open.keys.size < most ? open : begin()
    open = batch
    batch.keys.add(key)
    return (await batch.answers).get(key)
  }
}

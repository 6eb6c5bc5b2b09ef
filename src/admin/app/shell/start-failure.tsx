import type { ReactElement } from 'react'
import { ApiError } from '../api/client.js'
import { Failure } from '../parts/states.js'

export function StartFailure({ error }: { readonly error: unknown }): ReactElement {
  const problem = error instanceof ApiError ? error : new ApiError(0, 'unexpected', '', [], {})
  return (
    <main className="screen">
      <Failure error={problem} retry={() => window.location.reload()} />
    </main>
  )
}

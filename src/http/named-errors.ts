import { DanjuError, MalformedError, NotFoundError, TooLargeError, UnavailableError } from '../kernel/errors.js'

interface HttpError {
  readonly status: number
  readonly type: string
}

/** Gives errors of the libraries below us our own names; what cannot be named stays as it is and is a fault of ours. */
export function namedError(error: unknown): unknown {
  if (error instanceof DanjuError) return error
  if (error instanceof URIError) return malformed(error)
  const { status, type } = factsOf(error)
  if (type === 'request.aborted') return new UnavailableError('aborted', { cause: error })
  if (status === 413) return new TooLargeError('too-large', { zh: '请求内容过大。', en: 'The request is too large.' }, { cause: error })
  if (status === 404) return new NotFoundError({ cause: error })
  return status >= 400 && status < 500 ? malformed(error) : error
}

function factsOf(error: unknown): HttpError {
  const facts = typeof error === 'object' && error !== null ? (error as Partial<HttpError>) : {}
  return { status: typeof facts.status === 'number' ? facts.status : 0, type: typeof facts.type === 'string' ? facts.type : '' }
}

function malformed(cause: unknown): MalformedError {
  return new MalformedError('malformed', { zh: '请求格式有误。', en: 'The request is malformed.' }, { cause })
}

import type { PostingRequest } from '../workflow/posting.js'
import { adjust } from './adjust.js'
import type { Book } from './balances.js'
import { issue } from './issue.js'
import type { Post, Posted, Source } from './posted.js'
import { receive } from './receive.js'
import { release } from './release.js'
import { reserve } from './reserve.js'

const moves: Readonly<Record<PostingRequest['move'], Post>> = { reserve, release, issue, receive, adjust }

/**
 * Posts all lines of a request or none.
 * @throws BlockedError `shortage`, `not-reserved`, `already-posted` with every line that stands in the way
 */
export async function post(book: Book, source: Source, request: PostingRequest): Promise<Posted> {
  return request.lines.length === 0 ? nothing : moves[request.move](book, source, request)
}

const nothing: Posted = { touched: [], freed: [], balances: [] }

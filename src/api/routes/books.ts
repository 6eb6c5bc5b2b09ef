import { get, post } from '../make-route.js'
import type { Books } from '../ports.js'
import { jsonAnswer, type Route } from '../route.js'
import { accepted, ok } from '../status.js'

/** What must hold of the books, and whether it did, for who holds the right `audit`. */
export function bookRoutes(books: Books): readonly Route[] {
  return [
    get('/books', { summary: 'What must hold of the books, and what breaks it', access: 'audit' }, async ({ act }) =>
      jsonAnswer(ok, { data: await books.list(act.context), next: null }),
    ),
    post('/books/check', { summary: 'Add the books up now', access: 'audit', body: 'none' }, (call) =>
      call.once({ status: accepted, act: (context) => books.check(context), show: ({ id }) => ({ id }) }),
    ),
  ]
}

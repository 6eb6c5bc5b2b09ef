import type { PostingModel, ResourceModel, TransitionModel } from '../../compile/model.js'
import { referencesOf } from '../../expressions/references.js'
import type { Expression } from '../../expressions/tree.js'
import type { Book } from '../../ledgers/balances.js'
import { post } from '../../ledgers/post.js'
import type { Posted, Touched } from '../../ledgers/posted.js'
import { planPosting } from '../../workflow/posting.js'
import { type Act, resourceIn } from './act.js'
import { computed } from './compute.js'
import { type Document, headScope, lineResource, lockDocument, rowScope } from './document.js'
import { followAll, followDocument } from './follow.js'
import { enqueue } from './outbox.js'
import { addContributions, type Deltas } from './rollups.js'
import { saveComputed, settle } from './settle.js'
import { inKnownWords } from './shortage-words.js'

/** Carries out a transition's postings one after the other; each sees what the one before did to the lines. */
export async function postAll(act: Act, document: Document, transition: TransitionModel): Promise<void> {
  for (const posting of transition.postings) {
    const fresh = await freshDocument(act, document)
    await postOne(act, fresh, posting)
  }
}

/** The document as the transaction has it by now. */
export async function freshDocument(act: Act, document: Document): Promise<Document> {
  const fresh = await lockDocument(act, document.resource, document.head.id)
  await followDocument(act, fresh)
  return fresh
}

async function postOne(act: Act, document: Document, posting: PostingModel): Promise<void> {
  await followPosting(act, document, posting)
  const resource = posting.lines === null ? document.resource : lineResource(act, document.resource, posting.lines)
  const rows = posting.lines === null ? [document.head] : (document.lines[posting.lines] ?? [])
  const lines = rows.map((row) => ({ id: row.id, scope: rowScope(act, resource, row) }))
  const book = bookOf(act, posting.ledger)
  const source = { resource: document.resource.name, id: document.head.id }
  const posted = await post(book, source, planPosting(posting, headScope(act, document), lines)).catch(async (error: unknown) => {
    throw await inKnownWords(act, book.ledger, error)
  })
  await settlePosted(act, posted)
  await announce(act, book, posted)
}

async function followPosting(act: Act, document: Document, posting: PostingModel): Promise<void> {
  const read = [posting.where, posting.item, posting.place, posting.quantity, posting.source, posting.unitCost].filter(
    (one): one is Expression => one !== null,
  )
  const paths = read.flatMap((one) => referencesOf(one).paths)
  await followAll(act, document, [posting.shortage, posting.effectiveOn])
  if (posting.lines === null) await act.rows.follow(document.resource, [document.head], paths)
  else await act.rows.follow(lineResource(act, document.resource, posting.lines), document.lines[posting.lines] ?? [], paths)
}

function bookOf(act: Act, name: string): Book {
  const ledger = act.model.ledgers[name]
  if (ledger === undefined) throw new Error(`no ledger ${name}`)
  return { model: act.model, ledger, tx: act.tx, ids: act.ids, at: act.at, by: act.actor.id }
}

/** Rows the ledger wrote are computed anew, and what sums over them follows. */
async function settlePosted(act: Act, posted: Posted): Promise<void> {
  const deltas: Deltas = new Map()
  for (const touched of posted.touched) await settleTouched(act, deltas, touched)
  await settle(act, deltas)
}

async function settleTouched(act: Act, deltas: Deltas, touched: Touched): Promise<void> {
  const resource: ResourceModel = resourceIn(act.model, touched.resource)
  if (touched.before !== null)
    addContributions(deltas, { resource, row: touched.before, scope: rowScope(act, resource, touched.before) }, -1)
  const written: Document = { resource, head: touched.after, lines: {} }
  await followDocument(act, written)
  const after = computed(act, written)
  await saveComputed(act, written, after)
  addContributions(deltas, { resource, row: after.head, scope: rowScope(act, resource, after.head) }, 1)
}

/** Jobs that wait for balances to change, or for something to become free. */
async function announce(act: Act, book: Book, posted: Posted): Promise<void> {
  const changed =
    posted.balances.length === 0 ? [] : (book.ledger.onChange ?? []).map((job) => ({ job, payload: { balances: posted.balances } }))
  const freed = posted.freed.flatMap((one) => (book.ledger.onFree ?? []).map((job) => ({ job, payload: { ...one } })))
  await enqueue(act, [...changed, ...freed])
}

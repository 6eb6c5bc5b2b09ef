import { type ReactElement, useState } from 'react'
import { Link } from 'react-router-dom'
import { ApiError, call } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
import { useModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { instantText } from '../parts/format.js'
import { recordPath } from '../parts/paths.js'
import { Failure, Loading, Refused } from '../parts/states.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'

interface BrokenRecord {
  readonly resource: string
  readonly id: string
  readonly label: string | null
}

interface Book {
  readonly id: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly checkedAt: string | null
  readonly broken: readonly BrokenRecord[]
}

/** What must hold of the books, and the documents that break it; added up every night, and now if one asks. */
export function BooksScreen(): ReactElement {
  const { t } = useTexts()
  const books = useLoad('books', (signal) => call<{ readonly data: readonly Book[] }>('/books', { signal }))
  useTitle(t('books.title'))
  return (
    <div className="narrow-screen">
      <header className="screen-head">
        <h1>{t('books.title')}</h1>
        <span className="grow" />
        <CheckNow books={books} />
      </header>
      <p className="muted">{t('books.hint')}</p>
      <div className="section">
        {books.error !== undefined && <Failure error={books.error} retry={books.reload} />}
        {books.error === undefined && books.data === undefined && <Loading />}
        {books.data !== undefined && (
          <ul className="alerts" data-testid="books">
            {books.data.data.map((book) => (
              <BookLine key={book.id} book={book} />
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

const [tries, betweenMs] = [60, 1_000]
const pause = () => new Promise((resolve) => setTimeout(resolve, betweenMs))

/** A job adds them up; this waits until it has, for a minute. */
function CheckNow({ books }: { readonly books: Loaded<{ readonly data: readonly Book[] }> }): ReactElement {
  const { t } = useTexts()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const before = books.data?.data[0]?.checkedAt ?? null
  const check = async () => {
    setBusy(true)
    try {
      await call('/books/check', { method: 'POST' })
      for (let i = 0; i < tries && (await latest()) === before; i += 1) await pause()
      books.reload()
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {error !== undefined && <Refused error={error} />}
      <Button look="primary" busy={busy} onClick={() => void check()}>
        {t('books.check')}
      </Button>
    </>
  )
}

const latest = async (): Promise<string | null> => (await call<{ readonly data: readonly Book[] }>('/books')).data[0]?.checkedAt ?? null

function BookLine({ book }: { readonly book: Book }): ReactElement {
  const { t, label } = useTexts()
  const state = book.checkedAt === null ? 'never' : book.broken.length === 0 ? 'holds' : 'broken'
  const tone = { never: 'neutral', holds: 'success', broken: 'danger' }[state]
  return (
    <li className="alert" data-state={state}>
      <span className={`badge ${tone}`}>{t(`books.${state}`)}</span>
      <span className="grow">
        {label(book.label)}
        {book.broken.length > 0 && (
          <span className="broken-records">
            {book.broken.map((record) => (
              <BrokenLink key={`${record.resource}/${record.id}`} record={record} />
            ))}
          </span>
        )}
      </span>
      {book.checkedAt !== null && (
        <time className="muted" dateTime={book.checkedAt}>
          {instantText(book.checkedAt)}
        </time>
      )}
    </li>
  )
}

function BrokenLink({ record }: { readonly record: BrokenRecord }): ReactElement {
  const { label } = useTexts()
  const resource = useModel().resources.get(record.resource)
  const kind = resource === undefined ? record.resource : label(resource.label)
  if (record.label === null || resource === undefined)
    return (
      <span>
        {kind} {record.id}
      </span>
    )
  return (
    <Link to={recordPath(record.resource, record.id)}>
      {kind} {record.label}
    </Link>
  )
}

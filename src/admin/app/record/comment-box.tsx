import { type FormEvent, type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { ApiError, call } from '../api/client.js'
import { newKey } from '../api/new-key.js'
import { Button } from '../parts/button.js'
import { Refused } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import type { Entry } from './use-history.js'

interface CommentBoxProps {
  /** `order/123`. */
  readonly record: string
  readonly onSaid: (entry: Entry) => void
}

/** What was typed and not said yet, by record: looking at another tab loses nothing. */
const drafts = new Map<string, string>()

const longest = 2_000

/** A word to all who may read the record. Ctrl+Enter says it. */
export function CommentBox({ record, onSaid }: CommentBoxProps): ReactElement {
  const { t } = useTexts()
  const { text, write, say, busy, error } = useComment(record, onSaid)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void say()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void say()
  }
  return (
    <form className="comment-box" onSubmit={onSubmit} data-testid="comment-box">
      {error !== undefined && <Refused error={error} />}
      <textarea
        rows={2}
        maxLength={longest}
        value={text}
        aria-label={t('comment.write')}
        placeholder={t('comment.write')}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKey}
      />
      <Button type="submit" look="primary" busy={busy} disabled={text.trim() === ''}>
        {t('comment.say')}
      </Button>
    </form>
  )
}

function useComment(record: string, onSaid: (entry: Entry) => void) {
  const [text, setText] = useState(drafts.get(record) ?? '')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const key = useRef('')
  const write = (typed: string) => {
    key.current = ''
    drafts.set(record, typed)
    setText(typed)
  }
  const say = async () => {
    if (busy || text.trim() === '') return
    setBusy(true)
    key.current ||= newKey()
    try {
      const entry = await call<Entry>(`/records/${record}/comments`, { method: 'POST', body: { text }, idempotencyKey: key.current })
      write('')
      setError(undefined)
      onSaid(entry)
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return { text, write, say, busy, error }
}

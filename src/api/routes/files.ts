import type { RequestHandler } from 'express'
import multer from 'multer'
import { assertText } from '../../http/clean-input.js'
import { MalformedError, TooLargeError } from '../../kernel/errors.js'
import { digestOf } from '../idempotency.js'
import { get, post } from '../make-route.js'
import type { Files } from '../ports.js'
import type { Answer, Call, Route } from '../route.js'
import { created } from '../status.js'

/** Files: one at a time, in memory up to the limit, read only once we know who sends it. */
export function fileRoutes(files: Files): readonly Route[] {
  const read = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: files.maxBytes, files: 1, fields: 5, fieldSize: 1_000, parts: 6 },
  }).single('file')
  return [
    post('/files', { summary: 'Store a file', body: 'file' }, (call) => store(files, read, call)),
    get('/files/:id', { summary: 'A stored file' }, async (call) => ({
      kind: 'file',
      download: await files.get(call.act.context, call.id()),
      disposition: 'attachment',
    })),
  ]
}

async function store(files: Files, read: RequestHandler, call: Call): Promise<Answer> {
  await received(read, call)
  const { file } = call.request
  if (file === undefined) throw new MalformedError('no-file', { zh: '请求中没有文件。', en: 'The request holds no file.' })
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200)
  assertText(name)
  const upload = { name, type: file.mimetype.slice(0, 100), content: file.buffer }
  return call.once({ status: created, body: { name, digest: digestOf(file.buffer) }, act: (context) => files.save(context, upload) })
}

function received(read: RequestHandler, { request }: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: unknown) => (error === undefined || error === null ? resolve() : reject(named(error)))
    if (request.res === undefined) reject(new Error('The request has no answer'))
    else void read(request, request.res, done)
  })
}

/** Whatever the parser dislikes is the caller's doing; only too much of it has its own name. */
function named(error: unknown): Error {
  const isTooLarge = error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE'
  if (isTooLarge) return new TooLargeError('too-large', { zh: '文件过大。', en: 'The file is too large.' }, { cause: error })
  return new MalformedError('bad-upload', { zh: '上传内容有误。', en: 'The upload is malformed.' }, { cause: error })
}

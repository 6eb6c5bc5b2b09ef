import express, { type RequestHandler } from 'express'
import { MalformedError } from '../kernel/errors.js'
import { assertClean } from './clean-input.js'

/** One megabyte of JSON is a document with thousands of lines; files have a route of their own. */
const maxBytes = 1_000_000

const parse = express.json({ limit: maxBytes, strict: true, type: () => true })

/**
 * Reads a JSON body; mounted behind authentication, so that a stranger makes us read nothing. An empty body is `{}`.
 * Whatever media type it claims: without a page of ours nothing else can be sent, and a wrong header must not turn a body into none.
 */
export function jsonBody(): RequestHandler {
  return (request, response, next) => {
    if (request.is('multipart/form-data') !== false && request.is('multipart/form-data') !== null) {
      next(new MalformedError('not-json', { zh: '请求内容须为 JSON。', en: 'The body must be JSON.' }))
      return
    }
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error)
      request.body ??= {}
      assertClean(request.body)
      next()
    })
  }
}

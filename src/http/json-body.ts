import express, { type Request, type RequestHandler, type Response } from 'express'
import { MalformedError } from '../kernel/errors.js'
import { assertClean } from './clean-input.js'

/** One megabyte of JSON is a document with thousands of lines; files have a route of their own. */
const maxBytes = 1_000_000

const parse = express.json({ limit: maxBytes, strict: true, type: () => true })

/**
 * Reads a JSON body; mounted behind authentication, so that a stranger makes us read nothing. An empty body is `{}`.
 * Whatever media type it claims, it is read as JSON: a wrong header must not turn a body into none. Forms and files are refused.
 */
export function jsonBody(): RequestHandler {
  return async (request, response, next) => {
    if (isForm(request)) throw new MalformedError('not-json', { zh: '请求内容须为 JSON。', en: 'The body must be JSON.' })
    await parsed(request, response)
    request.body ??= {}
    assertClean(request.body)
    next()
  }
}

/** As a promise: what is thrown inside a callback of the parser would end the process. */
function parsed(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })
}

function isForm(request: Request): boolean {
  return typeof request.is(['multipart/form-data', 'application/x-www-form-urlencoded']) === 'string'
}

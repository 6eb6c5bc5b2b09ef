import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler, Response } from 'express'

export interface Asset {
  readonly file: string
  /** Files the asset cannot start without. */
  readonly parts: readonly string[]
}

export type Entry = 'main' | 'login' | 'style' | 'boot'

export type Assets = Readonly<Record<Entry, Asset>>

/** @throws Error when the screens were not built */
export function readAssets(folder: string): Assets {
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) throw new Error(`${manifest} is missing: run \`npm run build\``)
  return JSON.parse(readFileSync(manifest, 'utf8')) as Assets
}

const types: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** Hashed names only, precompressed, never asked for twice. */
export function serveAssets(folder: string): RequestHandler {
  return (request, response, next) => {
    const file = String(request.params.file)
    const type = /^[\w-]+\.[\w-]+\.(js|css)$/.exec(file)?.[1]
    if (type === undefined || !existsSync(join(folder, file))) return next()
    const coding = codingOf(request.headers['accept-encoding'])
    response.set({ 'Content-Type': types[type], 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' })
    if (coding !== undefined) response.set('Content-Encoding', coding.name)
    send(response, folder, `${file}${coding?.suffix ?? ''}`)
  }
}

function send(response: Response, root: string, file: string): void {
  response.sendFile(file, { root, cacheControl: false, dotfiles: 'allow' })
}

function codingOf(accepted: string | undefined): { readonly name: string; readonly suffix: string } | undefined {
  if (accepted === undefined) return undefined
  if (/\bbr\b/.test(accepted)) return { name: 'br', suffix: '.br' }
  return /\bgzip\b/.test(accepted) ? { name: 'gzip', suffix: '.gz' } : undefined
}

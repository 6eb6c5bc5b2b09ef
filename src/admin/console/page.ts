import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Response } from 'express'
import type { Locale } from '../../kernel/texts.js'
import { jsonBlock, policyWith } from '../page.js'
import type { ConsoleBoot } from './shell.js'

/** The scripts in the order they run; AdminJS's own three stand between ours. */
const scripts = ['before', 'global', 'designSystem', 'app', 'after'] as const

export type ConsoleAssets = Readonly<Record<(typeof scripts)[number] | 'style', string>>

/** @throws Error when the console was not built */
export function readConsoleAssets(folder: string): ConsoleAssets {
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) throw new Error(`${manifest} is missing: run \`npm run build\``)
  return JSON.parse(readFileSync(manifest, 'utf8')) as ConsoleAssets
}

export interface ConsolePage {
  readonly boot: ConsoleBoot
  readonly locale: Locale
  readonly assets: ConsoleAssets
}

/** AdminJS's own bundles in a page of ours: state in an inert block, no inline script, nothing from another host. */
export function sendConsole(response: Response, page: ConsolePage): void {
  const nonce = randomBytes(16).toString('base64')
  response.set({ 'Content-Security-Policy': policyWith(nonce), 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' })
  response.type('html').send(htmlOf(page, nonce))
}

function htmlOf({ boot, locale, assets }: ConsolePage, nonce: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${boot.start.title} · Danju</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pathOf(assets.style)}">
<script type="application/json" id="boot">${jsonBlock(boot)}</script>
</head>
<body>
<div id="app"></div>
${scripts.map((name) => `<script nonce="${nonce}" src="${pathOf(assets[name])}"></script>`).join('\n')}
</body>
</html>
`
}

const pathOf = (file: string): string => `/console/assets/${file}`

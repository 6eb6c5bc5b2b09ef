import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import type { Asset, Assets } from './assets.js'

export interface Page {
  readonly assets: Assets
  readonly entry: 'main' | 'login'
  /** What the scripts start with: data in an inert block, never code. */
  readonly boot: Readonly<Record<string, unknown>>
  readonly language: 'zh-CN' | 'en'
}

/** Sends the page under a policy that runs only scripts bearing this answer's nonce, and lets nothing leave for another host. */
export function sendPage(response: Response, page: Page): void {
  const nonce = randomBytes(16).toString('base64')
  response.set({
    'Content-Security-Policy': policyWith(nonce),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  })
  response.type('html').send(htmlOf(page, nonce))
}

export const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const needsScript = { 'zh-CN': '此页面需要启用 JavaScript。', en: 'This page needs JavaScript.' }

function htmlOf({ assets, entry, boot, language }: Page, nonce: string): string {
  const main = assets[entry]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Danju</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pathOf(assets.style.file)}">
${main.parts.map((part) => `<link rel="modulepreload" nonce="${nonce}" href="${pathOf(part)}">`).join('\n')}
<script nonce="${nonce}" src="${pathOf(assets.boot.file)}"></script>
<script type="application/json" id="boot">${jsonBlock({ ...boot, language })}</script>
${moduleTag(main, nonce)}
</head>
<body>
<div id="app"><noscript>${needsScript[language]}</noscript></div>
</body>
</html>
`
}

const pathOf = (file: string): string => `/admin/assets/${file}`

const moduleTag = (asset: Asset, nonce: string): string => `<script type="module" nonce="${nonce}" src="${pathOf(asset.file)}"></script>`

/** JSON that cannot end its own script element, whatever a label says. */
export function jsonBlock(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

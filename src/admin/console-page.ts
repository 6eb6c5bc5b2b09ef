import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import { jsonBlock, policyWith } from './page.js'
import type { ShellState } from './shells.js'

const bundles = ['global.bundle.js', 'design-system.bundle.js', 'app.bundle.js']

/** AdminJS's own bundles in a page of ours: state in an inert block, no inline script, nothing from another host. */
export function sendConsole(response: Response, state: ShellState): void {
  const nonce = randomBytes(16).toString('base64')
  response.set({ 'Content-Security-Policy': policyWith(nonce), 'Cache-Control': 'no-store' })
  response.type('html').send(htmlOf(state, nonce))
}

function htmlOf(state: ShellState, nonce: string): string {
  const script = (path: string) => `<script nonce="${nonce}" src="/console/${path}"></script>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Danju console</title>
<link rel="icon" href="data:,">
<script type="application/json" id="boot">${jsonBlock(state)}</script>
<style nonce="${nonce}">html, body, #app { margin: 0; width: 100%; height: 100%; font-family: system-ui, sans-serif; } ul { list-style: none; padding: 0; }</style>
</head>
<body>
<div id="app"></div>
${script('start/before.js')}
${bundles.map((bundle) => script(`frontend/assets/${bundle}`)).join('\n')}
${script('start/after.js')}
</body>
</html>
`
}

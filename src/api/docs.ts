import express, { Router } from 'express'
// Its index would evaluate the whole of the browser's bundle at every start.
import absolutePath from 'swagger-ui-dist/absolute-path.js'
import { nonceOf } from '../http/security-headers.js'
import type { Mount } from '../http/web-app.js'

const wanted = /^\/swagger-ui(-bundle)?\.(js|css)$/

/** The documentation in a browser, at `/api/docs`; it asks for `/api/v1/openapi.json` with the reader's own session. */
export function createDocs(): Mount {
  return { path: '/api/docs', router: () => docsRouter() }
}

function docsRouter(): Router {
  const files = express.static(absolutePath(), { index: false, maxAge: '1h' })
  const router = Router()
  router.get('/', (_request, response) => {
    response
      .type('html')
      .set('Cache-Control', 'no-store')
      .send(page(nonceOf(response)))
  })
  router.use((request, response, next) => (wanted.test(request.path) ? files(request, response, next) : next()))
  return router
}

/** Nothing of the caller's is in it but the nonce of this very answer. */
function page(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Danju API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script nonce="${nonce}">
SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none', validatorUrl: null })
</script>
</body>
</html>
`
}

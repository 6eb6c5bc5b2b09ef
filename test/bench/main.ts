/**
 * `npm run bench [-- --orders N --only reads|writes|publish|start --operation NAME --seconds S]`: the platform beside a hand-written server and a plain AdminJS,
 * on one database, in alternation. Those two are processes of this file as well, which load nothing but what they need.
 */
import { optionsFrom } from './options.js'

const args = process.argv.slice(2)
const [first, which, databaseUrl = ''] = args
if (first !== 'serve') await import('./bench.js').then(({ bench }) => bench(optionsFrom(args)))
else if (which === 'naive') await import('./naive/server.js').then(({ serveNaive }) => serveNaive(databaseUrl))
else await import('./adminjs/server.js').then(({ serveAdminJs }) => serveAdminJs(databaseUrl))

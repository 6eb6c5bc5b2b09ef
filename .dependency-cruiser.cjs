// Who may import whom. Floors: downwards, never sideways; type imports count. One home for each library.

/** The rooms of src/, lowest floor first. */
const floors = [
  ['kernel'],
  ['define', 'expressions'],
  ['compile'],
  ['permissions', 'workflow'],
  ['store', 'sheets', 'print', 'files', 'outbound', 'threads'],
  ['ledgers'],
  ['records'],
  ['queue', 'alerts', 'reports', 'exchange', 'sync', 'notify', 'design', 'accounts', 'seed'],
  ['http'],
  ['api', 'admin'],
]

/** The steps sideways: an author's condition is an expression; three rooms start threads. */
const sideways = { define: ['expressions'], store: ['threads'], sheets: ['threads'], print: ['threads'] }

const oneOf = (names) => `(${names.join('|')})`
const rooms = (names) => `^src/${oneOf(names)}/`
const packages = (names) => `(^|/)node_modules/${oneOf(names)}(/|$)`

const pureRooms = floors.slice(0, 4).flat()
const ours = '^(src|resources|jobs|config|migrations)/'

const floorRules = floors
  .flatMap((floor, height) =>
    floor.map((room) => {
      const above = floors.slice(height).flat()
      const closed = above.filter((other) => other !== room && !(sideways[room] ?? []).includes(other))
      return (
        closed.length > 0 && {
          name: `floor-of-${room}`,
          comment: `${room} stands on floor ${height}: it imports from the floors below only`,
          severity: 'error',
          from: { path: rooms([room]) },
          to: { path: rooms(closed) },
        }
      )
    }),
  )
  .filter(Boolean)

/** A library (or module of Node) and the places that may import it. */
const homes = [
  [
    ['typeorm', 'mysql2', 'pg', 'reflect-metadata', '@electric-sql/pglite'],
    ['src/store/', 'migrations/'],
  ],
  [['bullmq', 'ioredis'], ['src/queue/']],
  [
    ['express', 'helmet', 'compression', 'multer', 'rate-limiter-flexible'],
    ['src/http/', 'src/api/', 'src/admin/', 'src/web.ts$'],
  ],
  [['adminjs', '@adminjs/[^/]+', 'express-formidable', 'express-session'], ['src/admin/']],
  [['react', 'react-dom', 'react-router-dom', 'styled-components'], ['src/admin/']],
  [['exceljs', 'csv-parse', 'csv-stringify', 'iconv-lite'], ['src/sheets/']],
  [['pdfmake', 'subset-font', 'bwip-js', '@fontsource/[^/]+'], ['src/print/']],
  [['request-filtering-agent', 'nodemailer', 'node-fetch', 'undici', 'ws'], ['src/outbound/']],
  [['@node-rs/argon2', 'otpauth'], ['src/accounts/']],
  [['@faker-js/faker'], ['resources/demo/']],
]

const homeRules = homes.map(([libraries, places]) => ({
  name: `home-of-${libraries[0].replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}`,
  comment: `${libraries.join(', ')}: only in ${places.join(', ')}`,
  severity: 'error',
  from: { path: ours, pathNot: `^${oneOf(places)}` },
  to: { path: packages(libraries) },
}))

/** Sockets: clients live in outbound, servers where the process listens. */
const sockets = {
  name: 'home-of-sockets',
  comment: 'connections to other hosts are opened by src/outbound; src/http and src/web.ts listen',
  severity: 'error',
  from: {
    path: ours,
    pathNot: `^${oneOf(['config/', 'src/outbound/', 'src/http/', 'src/web.ts$', 'src/store/', 'src/queue/', 'src/cli/channel.ts$'])}`,
  },
  to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$' },
}

const borders = [
  {
    name: 'no-cycles',
    comment: 'type imports count',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved',
    severity: 'error',
    from: { path: ours },
    // adminjs-src is a name that the bundler of the screens gives to the sources of AdminJS.
    to: { couldNotResolve: true, pathNot: '^adminjs-src/' },
  },
  {
    name: 'rooms-do-not-see-the-wiring',
    comment: 'platform.ts, web.ts, worker.ts, cli.ts and what lies in cli/ see the rooms, never the other way round',
    severity: 'error',
    from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
    to: { path: '^src/[^/]+\\.ts$' },
  },
  {
    name: 'rooms-do-not-see-the-business',
    comment: 'definitions and jobs are handed to the engine by the wiring',
    severity: 'error',
    from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
    to: { path: '^(resources|jobs|test|scripts)/' },
  },
  {
    name: 'no-settings-in-floors-0-to-3',
    comment: 'the screens bundle these rooms for live formulas and rules',
    severity: 'error',
    from: { path: rooms(pureRooms) },
    to: { path: '^config/' },
  },
  {
    name: 'no-node-in-floors-0-to-3',
    severity: 'error',
    from: { path: `^(src/${oneOf(pureRooms)}|src/admin/app)/`, pathNot: '\\.mjs$' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'definitions-import-define-only',
    comment: 'refer by name, never by import; a long definition has parts beside it: order.ts, order.notices.ts',
    severity: 'error',
    from: { path: '^((?:resources|jobs)/.+)\\.ts$', pathNot: '^(resources/index\\.ts|jobs/index\\.ts|resources/demo/)' },
    to: { pathNot: '^src/define/index\\.ts$|^$1\\.[^/]+\\.ts$' },
  },
  {
    name: 'lists-import-what-they-list',
    severity: 'error',
    from: { path: '^(resources|jobs)/index\\.ts$' },
    to: { pathNot: '^(resources|jobs)/|^src/define/index\\.ts$' },
  },
  {
    name: 'demo-data-imports-define-only',
    severity: 'error',
    from: { path: '^resources/demo/' },
    to: { pathNot: `^(resources/demo/|src/define/index\\.ts$)|${packages(['@faker-js/faker'])}` },
  },
  {
    name: 'config-stands-alone',
    severity: 'error',
    from: { path: '^config/' },
    to: { path: '^(src|resources|jobs|migrations)/' },
  },
  {
    name: 'migrations-see-the-store-only',
    severity: 'error',
    from: { path: '^migrations/' },
    to: { path: '^(src|resources|jobs|config)/', pathNot: rooms(['store', 'kernel']) },
  },
]

module.exports = {
  forbidden: [...floorRules, ...homeRules, sockets, ...borders],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}

// Lets esbuild take AdminJS's application frame from its sources, without the screens we do not show (they are 5/6 of its weight).
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')
const library = join(root, 'node_modules', 'adminjs', 'lib')
const frame = join(import.meta.dirname, 'frame')

/** AdminJS modules that are replaced, by their path in its sources, and what stands in for them. */
export const replaced = {
  'locale/index.js': 'locale.ts',
  'frontend/components/actions/index.js': 'no-actions.ts',
  'frontend/components/property-type/index.js': 'no-properties.ts',
  'frontend/components/routes/record-action.js': 'record-action-route.tsx',
  'frontend/components/routes/bulk-action.js': 'bulk-action-route.tsx',
  'frontend/components/app/filter-drawer.js': 'nothing.tsx',
  'frontend/components/app/records-table/index.js': 'nothing.tsx',
  'frontend/components/app/default-dashboard.js': 'nothing.tsx',
  'frontend/components/app/action-header/index.js': 'nothing.tsx',
  'frontend/utils/api-client.js': 'no-api-client.ts',
}

/** Packages the frame names but never needs once its screens are gone. */
const unneeded = /^(react-feather|axios|i18next-http-backend|i18next-browser-languagedetector|@redux-devtools\/extension)$/

export const adminJsFrame = {
  name: 'adminjs-frame',
  setup(build) {
    for (const file of Object.keys(replaced)) {
      if (!existsSync(join(library, file))) throw new Error(`AdminJS has no ${file} any more: its frame has moved`)
    }
    build.onResolve({ filter: /^adminjs-src\// }, ({ path }) => pure(join(library, path.slice('adminjs-src/'.length))))
    build.onResolve({ filter: unneeded }, () => ({ path: join(frame, 'no-package.ts') }))
    build.onLoad({ filter: /design-system\/build\/atoms\/illustrations\/[^/]+\.js$/ }, withoutDrawing)
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
      resolveDir.startsWith(library) ? insideLibrary(resolve(resolveDir, path)) : undefined,
    )
    build.onResolve({ filter: /^@adminjs\/design-system$/ }, () => pure(join(root, 'node_modules/@adminjs/design-system/build/index.js')))
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
      resolveDir.includes('/@adminjs/design-system/build') ? pure(resolve(resolveDir, path)) : undefined,
    )
  },
}

/** A megabyte of drawings nobody sees. */
const withoutDrawing = ({ path }) => (path.endsWith('index.js') ? undefined : { contents: 'export default () => null', loader: 'js' })

const pure = (path) => ({ path, sideEffects: false })

function insideLibrary(path) {
  const ours = replaced[path.slice(library.length + 1)]
  return ours === undefined ? pure(path) : { path: join(frame, ours) }
}

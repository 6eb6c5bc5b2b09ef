// Three projects: `pure` needs no database and runs once; `world` and `browser` run in every world (see scripts/test.mjs).
const pureRooms =
  '{kernel,expressions,define,compile,permissions,workflow,golden,types,config,sheets,print,threads,outbound,architecture,scripts,admin/app}'

const parser = { syntax: 'typescript', dynamicImport: true }

const swc = (extra) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { ...parser, ...extra },
      transform: { verbatimModuleSyntax: true, react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  },
]

const shared = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  // `#define` and `#config` resolve to their sources; 'import' is left out, or require() would be handed ES modules.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // js first: a package that ships both foo.js and foo.ts must be read as it runs.
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': swc({}), '\\.tsx$': swc({ tsx: true }) },
}

const project = (displayName, testMatch, testPathIgnorePatterns = []) => ({ ...shared, displayName, testMatch, testPathIgnorePatterns })

const pureTests = [`<rootDir>/test/${pureRooms}/**/*.test.{ts,tsx}`, '<rootDir>/test/{architecture,types,golden}*.test.ts']
const notWorld = ['browser', 'faults', 'bench', pureRooms.replace('{', '(').replace('}', ')').replaceAll(',', '|')].map(
  (rooms) => `<rootDir>/test/${rooms}/`,
)

export default {
  // Here and not in a project: Jest reads it from nowhere else. Two busy cores are slow, and a deadlock is still found.
  testTimeout: 300_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
  projects: [
    project('pure', pureTests),
    project('world', ['<rootDir>/test/**/*.test.{ts,tsx}'], [...notWorld, '<rootDir>/test/(architecture|types|golden)[^/]*\\.test\\.ts$']),
    project('browser', ['<rootDir>/test/browser/**/*.test.{ts,tsx}']),
    project('faults', ['<rootDir>/test/faults/**/*.test.{ts,tsx}']),
  ],
}

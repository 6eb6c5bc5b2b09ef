import { expect, it } from '@jest/globals'

it('reads #config and #define from their sources, so that no test runs on yesterday’s build', async () => {
  expect(await import('#config')).toBe(await import('../../config/index.js'))
  expect(await import('#define')).toBe(await import('../../src/define/index.js'))
})

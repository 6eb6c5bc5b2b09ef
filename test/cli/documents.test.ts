import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { variables } from '../../config/variables.js'
import { definitions } from '../../resources/index.js'
import { commands } from '../../src/cli/commands.js'
import { compile } from '../../src/compile/compile.js'
import type { Resource } from '../../src/define/resource.js'

const root = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')
const readmes = ['README.md', 'README.zh-CN.md']
const exampleIn = (name: string): string => /```ts\n([\s\S]*?)```/.exec(read(name))?.[1] ?? ''

// Inside the project, so that the example finds `#define`.
const folder = mkdtempSync(join(import.meta.dirname, 'written-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the documents', () => {
  it('show a resource that compiles, the same in both languages', async () => {
    writeFileSync(join(folder, 'sample-request.ts'), exampleIn('README.md'))
    const { sampleRequest } = (await import(join(folder, 'sample-request.ts'))) as { sampleRequest: Resource }
    const compiled = compile({ ...definitions, resources: [...definitions.resources, sampleRequest] }, 0)

    expect('problems' in compiled ? compiled.problems : []).toEqual([])
    expect(exampleIn('README.zh-CN.md')).toBe(exampleIn('README.md'))
  })

  it.each(readmes)('%s names every variable and every command', (name) => {
    const missing = [...Object.keys(variables), ...commands.map((command) => command.name)].filter(
      (word) => !read(name).includes(`\`${word}`),
    )
    expect(missing).toEqual([])
  })

  it('link only to what is there', () => {
    const pages = [
      ...readmes,
      'CHANGELOG.md',
      ...readdirSync(join(root, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ]
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map(([, target = '']) => join(root, dirname(page), target))
        .filter((target) => !existsSync(target)),
    )
    expect(broken).toEqual([])
  })
})

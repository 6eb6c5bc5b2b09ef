import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { definitions } from '../../resources/index.js'
import { newResource, writeResource } from '../../src/cli/new-resource.js'
import { listed } from '../../src/cli/resource-template.js'
import { runCommand } from '../../src/cli/run-command.js'
import { compile } from '../../src/compile/compile.js'
import type { Resource } from '../../src/define/resource.js'

// Inside the project, so that what is written finds `#define`.
const root = mkdtempSync(join(import.meta.dirname, 'written-'))
const index = readFileSync(join(import.meta.dirname, '../../resources/index.ts'), 'utf8')

afterAll(() => rmSync(root, { recursive: true, force: true }))

mkdirSync(join(root, 'resources/sales'), { recursive: true })
mkdirSync(join(root, 'test/resources'), { recursive: true })
writeFileSync(join(root, 'resources/index.ts'), index)

const type = async (...words: readonly string[]) => {
  const lines: string[] = []
  const code = await runCommand(newResource, words, { cwd: root, say: (line) => void lines.push(line) })
  return { code, text: lines.join('\n') }
}

describe('new resource', () => {
  it('writes a definition that compiles with the company as it stands', async () => {
    const { code, text } = await type('resource', 'sales/priceRequest')
    expect(code).toBe(0)
    expect(text).toContain('resources/sales/price-request.ts')

    const { priceRequest } = (await import(join(root, 'resources/sales/price-request.ts'))) as { priceRequest: Resource }
    const compiled = compile({ ...definitions, resources: [...definitions.resources, priceRequest] }, 0)
    expect('problems' in compiled ? compiled.problems : []).toEqual([])
  })

  it('lists it, and changes nothing else of the list', () => {
    const after = listed(index, { area: 'sales', name: 'priceRequest' })
    expect(after.split('\n').filter((line) => !index.split('\n').includes(line))).toEqual([
      "import { priceRequest } from './sales/price-request.js'",
      '    priceRequest,',
    ])
    expect(after.indexOf('price-request.js')).toBeGreaterThan(after.indexOf('order-line.js'))
    expect(after.indexOf('price-request.js')).toBeLessThan(after.indexOf('shipment.js'))
  })

  it('overwrites nothing, and knows the areas', async () => {
    await writeResource(root, { area: 'sales', name: 'again' })
    await expect(writeResource(root, { area: 'sales', name: 'again' })).rejects.toMatchObject({ code: 'file-exists' })
    expect(await type('resource', 'nowhere/thing')).toMatchObject({ code: 2, text: expect.stringContaining('sales') })
    expect(await type('resource', 'sales/order')).toMatchObject({ code: 2 })
    expect(await type('report', 'sales/thing')).toMatchObject({ code: 2 })
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { overriddenComponents, ownComponents, pageNames } from '../../src/admin/components.js'
import { jsonBlock, policyWith } from '../../src/admin/page.js'
import { lineOf, openShells } from '../../src/admin/shells.js'
import type { Visitor } from '../../src/admin/visitor.js'
import { companyModel } from '../support/company.js'

const root = join(import.meta.dirname, '../..')

const visitor = (role: string): Visitor => {
  const actor = {
    id: '1',
    login: role,
    name: role,
    roles: [role],
    system: [],
    department: null,
    departments: [],
    warehouse: null,
    locale: 'zh-CN',
    via: 'screen',
    readOnly: false,
  } as const
  return { actor, model: companyModel() }
}

describe('the page around the screens', () => {
  it('carries data that cannot become markup, whatever a label says', () => {
    const block = jsonBlock({ label: '</script><script>alert(1)</script>&\u2028' })
    expect(block).not.toMatch(/[<>&\u2028]/)
    expect(JSON.parse(block)).toEqual({ label: '</script><script>alert(1)</script>&\u2028' })
  })

  it('lets only its own scripts run and nothing leave', () => {
    expect(policyWith('abc')).toContain("script-src 'nonce-abc'")
    expect(policyWith('abc')).not.toMatch(/unsafe|https?:/)
  })

  it('fails loudly when AdminJS’s page no longer has the lines it is read by', () => {
    expect(() => lineOf('<html></html>', 'REDUX_STATE')).toThrow('its layout has changed')
  })

  it('tells each visitor only of the resources they may read', async () => {
    const shell = openShells().shellFor(companyModel())
    const idsFor = async (role: string) => {
      const { state } = await shell.stateFor(visitor(role))
      return (state.resources as { id: string }[]).map(({ id }) => id)
    }
    expect(await idsFor('admin')).toContain('roleAssignment')
    expect(await idsFor('warehouse')).toContain('shipment')
    expect(await idsFor('warehouse')).not.toContain('roleAssignment')
    expect(JSON.stringify(await shell.stateFor(visitor('warehouse')))).not.toContain('roleAssignment')
  })

  it('gives AdminJS names and no data', async () => {
    const { state } = await openShells().shellFor(companyModel()).stateFor(visitor('admin'))
    const [resource] = state.resources as { listProperties: { name: string }[] }[]
    expect(resource?.listProperties.map(({ name }) => name)).toEqual(['id'])
  })

  it('registers in the browser every component the shell names', () => {
    const source = readFileSync(join(root, 'src/admin/app/shell/frame-components.tsx'), 'utf8')
    const missing = [...overriddenComponents, ...ownComponents].filter((name) => !new RegExp(`^  ${name}[,:]`, 'm').test(source))
    expect(missing).toEqual([])
    const pages = readFileSync(join(root, 'src/admin/app/shell/page-route.tsx'), 'utf8')
    expect(pageNames.filter((name) => !pages.includes(`  ${name}: lazy(`))).toEqual([])
  })

  it('replaces only parts of AdminJS that are there', async () => {
    const { replaced } = await import('../../src/admin/app/build-frame.mjs')
    const gone = Object.keys(replaced).filter((file) => !existsSync(join(root, 'node_modules/adminjs/lib', file)))
    expect(gone).toEqual([])
  })
})

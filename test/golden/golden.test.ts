import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { migrations } from '../../migrations/index.js'
import { printModel } from '../../src/compile/print-model.js'
import { printPermissions } from '../../src/compile/print-permissions.js'
import { companyModel } from '../support/company.js'

const updating = process.env.UPDATE_GOLDEN === '1'

/** What was printed when somebody last looked; `UPDATE_GOLDEN=1` writes it anew. */
function kept(name: string, now: string): string {
  const path = join(import.meta.dirname, name)
  if (updating) writeFileSync(path, now)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

describe('golden files (UPDATE_GOLDEN=1 to accept a change)', () => {
  it('keeps the whole model: every table, field, formula and grant', () => {
    const now = printModel(companyModel())
    expect(now.split('\n')).toEqual(kept('model.txt', now).split('\n'))
  })

  it('keeps every migration as it was released: what is to change is a new one', () => {
    const now = migrations
      .map(({ name, ...rest }) => `${name} ${createHash('sha256').update(JSON.stringify(rest)).digest('hex')}\n`)
      .join('')
    expect(now.split('\n')).toEqual(kept('migrations.txt', now).split('\n'))
  })

  it('keeps who may do what on which rows with which fields', () => {
    const now = printPermissions(companyModel())
    expect(now.split('\n')).toEqual(kept('permissions.md', now).split('\n'))
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { en } from '../../../src/admin/app/texts/en.js'
import { zh } from '../../../src/admin/app/texts/zh.js'

const app = join(import.meta.dirname, '../../../src/admin/app')
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('texts/'))
  .map((file) => readFileSync(join(app, file), 'utf8'))
  .join('\n')

describe('the texts of the screens', () => {
  it('has every text in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    expect(Object.values({ ...zh, ...en }).filter((text) => text.trim() === '')).toEqual([])
  })

  it('names the same facts in both languages', () => {
    const factsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    const different = Object.keys(zh).filter((key) => {
      const both = [zh, en].map((texts) => factsOf((texts as Record<string, string>)[key] ?? ''))
      return JSON.stringify(both[0]) !== JSON.stringify(both[1])
    })
    expect(different).toEqual([])
  })

  it('has no Chinese in English, but for the name of the other language', () => {
    const mixed = Object.entries(en).filter(([key, text]) => /[\u4e00-\u9fff]/.test(text) && key !== 'language.other')
    expect(mixed).toEqual([])
  })

  it('keeps no text that no screen shows', () => {
    const made = /^(alerts|books|history|paper|reports)\./
    const unused = Object.keys(zh).filter((key) => !sources.includes(`'${key}'`) && !made.test(key))
    expect(unused).toEqual([])
  })

  it('says no Chinese outside the catalogue', () => {
    const spoken = sources
      .split('\n')
      .filter((line) => /[\u4e00-\u9fff]/.test(line) && !/^\s*(\*|\/\/|\/\*\*)/.test(line) && !/yesNo|是\|y|年|@fontsource/.test(line))
    expect(spoken).toEqual([])
  })

  it('draws no markup from data', () => {
    expect(sources).not.toContain('dangerouslySetInnerHTML')
    expect(sources).not.toMatch(/\.innerHTML/)
  })
})

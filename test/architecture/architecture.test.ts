// The house rules that neither the compiler, the linter nor the import rules can say.
import { describe, expect, it } from '@jest/globals'
import { businessWordIn, businessWords } from './business-words.js'
import { bannedCalls } from './globals.js'
import { brokenPins, isOlder, leftOut, lockedPackages, securityPins, tiedToRegistry } from './lockfile.js'
import { tooLongFiles, tooLongFunctions } from './size.js'
import { parseSource, sourcesIn } from './sources.js'

const engine = sourcesIn('src')
const all = [...engine, ...sourcesIn('resources', 'jobs', 'config', 'migrations')]

const planted = (text: string, name = 'src/records/planted.ts') => [parseSource(name, text)]

describe('size', () => {
  it('no file is longer than 300 lines', () => {
    expect(tooLongFiles(all)).toEqual([])
  })

  it('no function is longer than 40 lines', () => {
    expect(tooLongFunctions(all)).toEqual([])
  })

  it('would notice a long file and a long function, a component too', () => {
    const body = 'void 0\n'.repeat(39)
    expect(tooLongFiles(planted('\n'.repeat(300).concat('void 0')))).toHaveLength(1)
    expect(tooLongFunctions(planted(`const Screen = () => {\n${body}}`))).toHaveLength(1)
    expect(tooLongFunctions(planted(`const Screen = () => {\n${body.slice(7)}}`))).toEqual([])
  })
})

describe('the engine', () => {
  it('knows no business words', () => {
    expect(businessWords(engine)).toEqual([])
  })

  it.each(['customer', 'listCustomers', 'ORDER_LINE', 'sales-order', 'stockBalance', '客户'])('would notice “%s”', (text) => {
    expect(businessWordIn(text)).toBeDefined()
  })

  it.each(['orderBy', 'order', 'reproduction', 'byproducts', 'line', 'reservation', '客户端'])('reads “%s” as technical', (text) => {
    expect(businessWordIn(text)).toBeUndefined()
  })

  it('opens no connection outside src/outbound and makes no code from text', () => {
    expect(bannedCalls(all)).toEqual([])
  })

  it('would notice fetch, eval and new Function', () => {
    expect(bannedCalls(planted('fetch(x); globalThis.fetch(x); eval(x); new Function(x); router.fetch(x)'))).toHaveLength(4)
    expect(bannedCalls(planted('fetch(x)', 'src/outbound/request.ts'))).toEqual([])
  })
})

describe('the lockfile', () => {
  it('names no registry', () => {
    expect(tiedToRegistry(lockedPackages())).toEqual([])
  })

  it('is complete for every platform (node scripts/complete-lockfile.mjs adds what is missing)', () => {
    expect(leftOut(lockedPackages())).toEqual([])
    expect(leftOut({ a: { optionalDependencies: { 'a-darwin-x64': '1.0.0' } } })).toEqual(['a-darwin-x64'])
  })

  it('holds no version with a known hole', () => {
    expect(brokenPins(lockedPackages(), securityPins())).toEqual([])
  })

  it('would notice an old copy anywhere in the tree', () => {
    const pin = { package: 'pdfmake', atLeast: '0.3.6', advisory: 'CVE' }
    expect(brokenPins({ 'node_modules/a/node_modules/pdfmake': { version: '0.3.5' } }, [pin])).toHaveLength(1)
    expect(brokenPins({ 'node_modules/pdfmake': { version: '0.3.11' } }, [pin])).toEqual([])
    expect([isOlder('0.3.6-beta.1', '0.3.6'), isOlder('1.10.0', '1.9.9'), isOlder('2.0.0', '2.0.0')]).toEqual([true, false, false])
  })
})

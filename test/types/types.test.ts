import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'

const cases = join(import.meta.dirname, 'cases')
const root = join(import.meta.dirname, '..', '..')

/** The project's own compiler options, without writing anything. */
function compilerOptions(): ts.CompilerOptions {
  const path = join(root, 'tsconfig.json')
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, root)
  const { incremental: _incremental, tsBuildInfoFile: _file, ...options } = parsed.options
  return { ...options, noEmit: true }
}

describe('the types of definitions', () => {
  const files = readdirSync(cases).map((name) => join(cases, name))

  it('refuse every misspelt name where an error is expected, and nothing else', () => {
    const program = ts.createProgram(files, compilerOptions())
    const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    expect(found.map((one) => `${one.file?.fileName} ${one.start}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`)).toEqual([])
  })

  it('are asked about at least twenty mistakes', () => {
    const expected = files.flatMap((file) => ts.sys.readFile(file)?.match(/@ts-expect-error/g) ?? [])
    expect(expected.length).toBeGreaterThanOrEqual(20)
  })
})

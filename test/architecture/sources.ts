// The platform's own source files, parsed: what the house rules look at.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

export const root = join(import.meta.dirname, '../..')

/** One place in the sources, as a person looks it up. */
export type Place = `${string}:${number}`

/** All TypeScript files of the folders, parsed. */
export function sourcesIn(...folders: readonly string[]): readonly ts.SourceFile[] {
  return folders.flatMap(filesUnder).map((file) => parseSource(relative(root, file), readFileSync(file, 'utf8')))
}

export function parseSource(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true)
}

function filesUnder(folder: string): readonly string[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  return files.sort().map((name) => join(path, name))
}

/** Every node of the file for which the test holds. */
export function nodesOf<N extends ts.Node>(source: ts.SourceFile, is: (node: ts.Node) => node is N): readonly N[] {
  const found: N[] = []
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

export function placeOf(node: ts.Node): Place {
  const source = node.getSourceFile()
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

export function lineCountOf(node: ts.Node): number {
  const source = node.getSourceFile()
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line
  return lineAt(node.getEnd()) - lineAt(node.getStart()) + 1
}

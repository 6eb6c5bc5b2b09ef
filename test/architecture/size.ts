import ts from 'typescript'
import { lineCountOf, nodesOf, placeOf } from './sources.js'

const mostLinesOfFile = 300
const mostLinesOfFunction = 40

export function tooLongFiles(sources: readonly ts.SourceFile[]): readonly string[] {
  const linesOf = (source: ts.SourceFile) => source.text.trimEnd().split('\n').length
  const long = sources.filter((source) => linesOf(source) > mostLinesOfFile)
  return long.map((source) => `${source.fileName} has ${linesOf(source)} lines`)
}

export function tooLongFunctions(sources: readonly ts.SourceFile[]): readonly string[] {
  const functions = sources.flatMap((source) => nodesOf(source, ts.isFunctionLike))
  const long = functions.filter((node) => lineCountOf(node) > mostLinesOfFunction)
  return long.map((node) => `${placeOf(node)} ${node.name?.getText() ?? 'a function'} has ${lineCountOf(node)} lines`)
}

import ts from 'typescript'
import { nodesOf, placeOf } from './sources.js'

interface Ban {
  readonly names: readonly string[]
  /** Folders where the names are at home. */
  readonly except: readonly string[]
}

const bans: readonly Ban[] = [
  { names: ['fetch'], except: ['src/outbound/', 'src/admin/app/'] },
  { names: ['WebSocket', 'EventSource', 'XMLHttpRequest'], except: ['src/outbound/', 'src/admin/app/'] },
  { names: ['eval', 'Function'], except: [] },
]

/** Calls and constructions of globals that have one home, or none. */
export function bannedCalls(sources: readonly ts.SourceFile[]): readonly string[] {
  return sources.flatMap((source) => {
    const calls = nodesOf(source, isCall).filter((call) => isBanned(calleeOf(call), source.fileName))
    return calls.map((call) => `${placeOf(call)} uses ${calleeOf(call)}`)
  })
}

const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression => ts.isCallExpression(node) || ts.isNewExpression(node)

function isBanned(callee: string, file: string): boolean {
  return bans.some(({ names, except }) => names.includes(callee) && !except.some((folder) => file.startsWith(folder)))
}

/** `fetch` for both fetch(…) and globalThis.fetch(…); a method of the same name elsewhere is another thing. */
function calleeOf(call: ts.CallExpression | ts.NewExpression): string {
  return call.expression.getText().replace(/^(globalThis|window|self|global)\??\./, '')
}

// Compiles the platform with its measurements and runs them; what can be asked for stands in test/bench/main.ts.
import { once } from 'node:events'
import { compileFolders, platformFolders, root } from './compile.mjs'
import { spawnTied } from './private-server.mjs'

await compileFolders([...platformFolders, 'test/bench', 'test/support', 'scripts'])
const args = ['--enable-source-maps', 'dist/test/bench/main.js', ...process.argv.slice(2)]
const child = spawnTied(process.execPath, args, { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
const [code] = await once(child, 'exit')
process.exitCode = code ?? 1

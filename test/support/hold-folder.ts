// A process that owns a database folder and writes to it until it is killed. Prints `open`, then each number once it is committed.
import { openEmbedded } from '../../src/store/embedded/open-embedded.js'

const [folder = '', from = '1'] = process.argv.slice(2)
const { database } = await openEmbedded({ folder, snapshots: false })
process.stdout.write('open\n')
for (let n = Number(from); ; n++) {
  await database.transaction(async (tx) => {
    await tx.execute('INSERT INTO acknowledged (n) VALUES (?)', [n])
    await tx.execute('UPDATE total SET n = n + 1')
  })
  process.stdout.write(`${n}\n`)
}

/** A process for jobs alone: `ROLE=worker npm start`, by another name. */
process.env.ROLE = 'worker'
await import('./web.js')

export {}

import { overridable } from './overridable.js'

const RecordActionRoute = overridable('RecordActionRoute')

export { RecordActionRoute as default }

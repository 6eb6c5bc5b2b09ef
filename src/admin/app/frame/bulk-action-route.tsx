import { overridable } from './overridable.js'

const BulkActionRoute = overridable('BulkActionRoute')

export { BulkActionRoute as default }

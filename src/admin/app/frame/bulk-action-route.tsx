import { overridable } from './overridable.js'

const BulkActionRoute = overridable('BulkActionRoute')

// biome-ignore lint/style/noDefaultExport: AdminJS imports it so
export { BulkActionRoute as default }

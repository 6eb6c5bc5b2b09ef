import { overridable } from './overridable.js'

const RecordActionRoute = overridable('RecordActionRoute')

// biome-ignore lint/style/noDefaultExport: AdminJS imports it so
export { RecordActionRoute as default }

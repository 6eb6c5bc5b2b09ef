/** Stands in for parts of AdminJS that we never show. */
function Nothing(): null {
  return null
}

export { Nothing as ActionHeader, Nothing as DefaultDashboard, Nothing as FilterDrawer, Nothing as NoRecords, Nothing as RecordsTable }

// biome-ignore lint/style/noDefaultExport: AdminJS imports it so
export default Nothing

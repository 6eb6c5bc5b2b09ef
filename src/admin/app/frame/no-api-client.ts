/** Stands in for AdminJS's own data client: every screen reads `/api/v1`, AdminJS has no API here. */
export class ApiClient {}

// biome-ignore lint/style/noDefaultExport: AdminJS imports it so
export { ApiClient as default }

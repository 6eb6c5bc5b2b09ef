/** Stands in for AdminJS's own data client: every screen reads `/api/v1`, AdminJS has no API here. */
export class ApiClient {}

export { ApiClient as default }

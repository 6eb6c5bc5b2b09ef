/** Stands in for packages AdminJS's frame names and our screens do not use: icons, its HTTP client, language files over HTTP. */
export function composeWithDevToolsDevelopmentOnly(): undefined {
  return undefined
}

const nothing = {}

// biome-ignore lint/style/noDefaultExport: AdminJS imports it so
export { nothing as default }

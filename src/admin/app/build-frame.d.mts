/** AdminJS modules that are replaced, by their path in its sources, and what stands in for them. */
export const replaced: Readonly<Record<string, string>>

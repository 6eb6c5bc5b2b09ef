/** Stands in for AdminJS's own screens; each of our resources names its component. */
export const actions = {}

/** Stands in for AdminJS's own property components. */
export const BasePropertyComponent = null
export const CleanPropertyComponent = null

import { allowOverride } from 'adminjs-src/frontend/hoc/allow-override.js'

function Nothing(): null {
  return null
}

/** A place of AdminJS's frame that shows our component of this name. */
export const overridable = (name: string) => allowOverride(Nothing, name)

/**
 * Works something out once for each object it is worked out from, and forgets it with the object. For pure functions of frozen objects that
 * every request asks again: what a role may do with a resource of a Model, the key of an expression.
 */
export function oncePer<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly made: To }>()
  return (from) => {
    const found = known.get(from) ?? { made: make(from) }
    known.set(from, found)
    return found.made
  }
}

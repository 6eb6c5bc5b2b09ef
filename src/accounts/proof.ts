/** What a request proves its user with. A session's id is the public one of its row; the secret in the cookie is never kept. */
export type Proof =
  | { readonly kind: 'session'; readonly id: string; readonly csrfToken: string }
  | { readonly kind: 'token'; readonly id: string; readonly csrfToken: null }

/** A live proof, with the versions that hold from this request on; read together in one statement. */
export interface Recognised {
  readonly proof: Proof
  readonly userId: string
  readonly modelVersion: number
  /** Changes whenever anything the user's rights depend on may have changed. */
  readonly rightsVersion: string
}

/** Phrases of keys that were printed in manuals, templates and answers, or typed by hand. */
const publishedPhrases = [
  'adminjs',
  'changeit',
  'changeme',
  'changethis',
  'correcthorse',
  'danju',
  'default',
  'example',
  'keyboardcat',
  'password',
  'placeholder',
  'qwerty',
  'replaceme',
  'secret',
  'yourkey',
  '12345678',
  '01234567',
  'abcdefgh',
  'deadbeef',
]

const leastBytes = 32
const leastDistinctCharacters = 10

/** Whether a key is too short, too uniform or a phrase somebody published before. */
export function isWeakKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '')
  const isShort = Buffer.byteLength(key) < leastBytes
  const isUniform = new Set(key).size < leastDistinctCharacters
  return isShort || isUniform || publishedPhrases.some((phrase) => plain.includes(phrase))
}

/**
 * Room `files`: stored files, under names of our own.
 * May import `kernel`. It knows bytes, not who may read them nor what they belong to: a record holds the location and the user's name.
 */
import { fileURLToPath } from 'node:url'
import { InvalidError } from '../kernel/errors.js'
import { openFolder } from './folder-store.js'
import type { FileStore } from './stored-file.js'

/**
 * The store that `FILES_URL` names.
 * @param url  `file:///var/lib/danju/files`; a folder on this machine is what there is so far
 * @throws InvalidError `files-url`
 */
export async function openFileStore(url: string): Promise<FileStore> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol === 'file:' && parsed.host === '') return openFolder(fileURLToPath(parsed))
  const scheme = parsed?.protocol ?? 'none'
  throw new InvalidError(
    'files-url',
    {
      zh: `FILES_URL 的协议“${scheme}”尚不支持，请使用本机目录，例如 file:///var/lib/danju/files。`,
      en: `FILES_URL has the scheme "${scheme}", which is not supported; name a folder on this machine, e.g. file:///var/lib/danju/files.`,
    },
    { details: { scheme } },
  )
}

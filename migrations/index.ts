/** How the platform's own tables got here, oldest first. A migration is never edited once it has been released: add one. */
import type { Migration } from '../src/store/migrate.js'
import { platform } from './0001-platform.js'
import { derived } from './0002-derived.js'
import { books } from './0003-books.js'

export const migrations: readonly Migration[] = [platform, derived, books]

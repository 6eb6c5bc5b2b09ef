import type { EngineSetup } from './engine-messages.js'

/**
 * How PostgreSQL is started: alone (`--single`), no helpers, no parallel plans, small buffers. PGlite's own defaults hold 160 MB of
 * shared buffers for a hundred connections that can never come.
 */
export function startParameters({ durable, sharedBuffersMb }: Pick<EngineSetup, 'durable' | 'sharedBuffersMb'>): string[] {
  const settings = { ...fixed, shared_buffers: `${sharedBuffersMb}MB`, ...(durable ? { fsync: 'on', wal_sync_method: 'fsync' } : {}) }
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['--single', ...(durable ? [] : ['-F']), '-O', '-j', ...pairs]
}

const fixed = {
  search_path: 'public, bullmq',
  exit_on_error: 'false',
  log_checkpoints: 'false',
  max_worker_processes: '0',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  io_method: 'sync',
  max_connections: '5',
  max_wal_senders: '0',
  wal_level: 'minimal',
  max_locks_per_transaction: '512',
  work_mem: '8MB',
  maintenance_work_mem: '24MB',
  effective_cache_size: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  TimeZone: 'UTC',
}

import type { TableModel } from '../../src/store/migrate.js'
import { bigint, boolean, columns, date, id, index, instant, integer, json, required, text, unique } from '../columns.js'

/** Who somebody is; nothing here is shown in the operators' console. */
export const accountTables: readonly TableModel[] = [
  {
    name: 'dj_preference',
    primaryKey: ['user_id', 'name'],
    columns: columns({ user_id: required(id), name: required(text(100)), value: required(json) }),
    indexes: [],
    checks: [],
  },
  {
    name: 'dj_credential',
    primaryKey: ['user_id'],
    columns: columns({
      user_id: required(id),
      password_hash: text(500),
      must_change: boolean,
      otp_secret: text(500),
      otp_pending: text(500),
      otp_step: bigint,
      changed_at: required(instant),
    }),
    indexes: [],
    checks: [],
  },
  {
    name: 'dj_recovery_code',
    primaryKey: ['user_id', 'code_hash'],
    columns: columns({ user_id: required(id), code_hash: required(text(128)) }),
    indexes: [],
    checks: [],
  },
  {
    name: 'dj_session',
    columns: columns({
      id: required(id),
      secret_hash: required(text(128)),
      user_id: required(id),
      created_at: required(instant),
      seen_at: required(instant),
      expires_at: required(instant),
      address: text(100),
      agent: text(200),
    }),
    indexes: [unique('dj_session', 'secret_hash'), index('dj_session', 'user_id'), index('dj_session', 'expires_at')],
    checks: [],
  },
  {
    name: 'dj_token',
    columns: columns({
      id: required(id),
      user_id: required(id),
      name: required(text(200)),
      secret_hash: required(text(128)),
      created_at: required(instant),
      expires_on: date,
      used_on: date,
    }),
    indexes: [unique('dj_token', 'secret_hash'), index('dj_token', 'user_id')],
    checks: [],
  },
  {
    name: 'dj_throttle',
    primaryKey: ['name'],
    columns: columns({ name: required(text(255)), points: required(integer), expires_at: required(instant) }),
    indexes: [index('dj_throttle', 'expires_at')],
    checks: [],
  },
  {
    name: 'dj_rights',
    primaryKey: ['user_id'],
    columns: columns({ user_id: required(id), version: required(integer) }),
    indexes: [],
    checks: [],
  },
]

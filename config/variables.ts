/** Every variable of the environment that is read: what it must be, and an example that works. */
export const variables = {
  PORT: { expected: 'a port from 0 to 65535', example: '3000' },
  HOST: { expected: 'an address or a host name to listen on', example: '127.0.0.1' },
  ROLE: { expected: 'all, web or worker (only all without DATABASE_URL: the embedded folder belongs to one process)', example: 'all' },
  DATABASE_URL: {
    expected: 'an address that begins with mysql://, mariadb:// or postgres:// and names a database',
    example: 'mysql://danju@127.0.0.1:3306/danju',
  },
  REDIS_URL: {
    expected: 'an address that begins with redis:// or rediss://, given together with DATABASE_URL',
    example: 'redis://127.0.0.1:6379',
  },
  DATA_DIR: { expected: 'a folder', example: './data' },
  FILES_URL: { expected: 'a folder as file:///path', example: 'file:///srv/danju/files' },
  SECRET_KEY: { expected: 'at least 32 bytes of randomness that were never published', example: '"$(openssl rand -base64 48)"' },
  BASE_URL: { expected: 'an address with http:// or https:// and no path', example: 'https://danju.company.cn' },
  TRUST_PROXY: { expected: 'how many proxies stand in front, or their networks with commas between', example: '10.0.0.0/8,loopback' },
  SMTP_URL: { expected: 'an address that begins with smtp:// or smtps://', example: 'smtps://user:password@mail.company.cn:465' },
  BACKUP_DIR: { expected: 'a folder', example: './data/backups' },
  DEMO: { expected: '1 or 0', example: '0' },
  DEMO_PASSWORD: { expected: 'at least 8 characters', example: '"$(openssl rand -base64 12)"' },
  TIME_ZONE: { expected: 'an IANA time zone', example: 'Asia/Shanghai' },
  LOG_LEVEL: { expected: 'fatal, error, warn, info, debug, trace or silent', example: 'info' },
  SYNC_ALLOW_PRIVATE: { expected: 'hosts of your own network with commas between', example: 'erp.company.lan,10.0.0.8:8443' },
  SYNC_SECRET: { expected: 'at least 16 characters, whenever there is a SYNC_URL', example: '"$(openssl rand -base64 24)"' },
  SYNC_URL: { expected: 'an address that begins with http:// or https://', example: 'https://shop.company.cn/api/orders' },
} as const

export type Variable = keyof typeof variables

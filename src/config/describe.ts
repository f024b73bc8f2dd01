import { describeDuration } from '../domain/duration.js';
import type { Config, Environment } from '../config.js';
import { USUAL_METRICS_HOST } from './upkeep.js';

export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Whether somebody set it; else it is the default. */
  readonly isSet: boolean;
}

/** What each variable comes to, by its name; passwords and secrets are left out. */
export function describeConfig(config: Config, env: Environment): Setting[] {
  const { database, secret } = config;
  const { keep } = config.backup;
  const isPostgres = database.dialect === 'postgres';
  const values: Readonly<Record<string, string | undefined>> = {
    PORT: String(config.port),
    HOST: config.host,
    BASE_URL: config.baseUrl,
    DATA_DIR: config.dataDir,
    DATABASE_URL: isPostgres ? withoutPassword(database.url) : `sqlite:${database.path}`,
    READ_DATABASE_URL: isPostgres && database.readUrl ? withoutPassword(database.readUrl) : undefined,
    APP_SECRET: secret.from === 'data-dir' ? `kept in ${secret.path}` : `given (${secret.from})`,
    ACCESS_TOKEN_TTL: describeDuration(config.accessTokenTtlMs),
    REFRESH_TOKEN_TTL: describeDuration(config.refreshTokenTtlMs),
    REFRESH_ABSOLUTE_TTL: describeDuration(config.refreshAbsoluteTtlMs),
    REFRESH_GRACE: describeDuration(config.refreshGraceMs),
    COOKIE_SECURE: String(config.cookieSecure),
    PASSWORD_MIN: String(config.passwordMin),
    BCRYPT_COST: String(config.bcryptCost),
    REGISTRATION: config.registration,
    SMTP_URL: config.mail && withoutPassword(config.mail.url),
    MAIL_FROM: config.mail?.from,
    DEFAULT_CURRENCY: config.defaultCurrency?.code,
    TRUST_PROXY: String(config.trustProxy),
    LOG_LEVEL: config.logLevel,
    BACKUP_DIR: config.backup.dir,
    BACKUP_EVERY: config.backup.everyMs === null ? 'off' : describeDuration(config.backup.everyMs),
    BACKUP_KEEP: `${String(keep.days)}d,${String(keep.weeks)}w,${String(keep.months)}m`,
    METRICS_PORT: config.metrics && String(config.metrics.port),
    METRICS_HOST: config.metrics?.host ?? (env['METRICS_HOST']?.trim() || USUAL_METRICS_HOST),
    SECURITY_CONTACT: config.securityContact,
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: value ?? 'unset',
    isSet: (env[name]?.trim() ?? '') !== '' || (name === 'APP_SECRET' && secret.from !== 'data-dir'),
  }));
}

/** `postgres://user:password@host/name` without the password, wherever it stands. */
function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  if (url.searchParams.has('password')) url.searchParams.set('password', '***');
  return url.href;
}

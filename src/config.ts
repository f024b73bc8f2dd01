import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseDotenv } from 'dotenv';
import { type DatabaseConfig, readDatabase } from './config/database.js';
import { readBaseUrl, readHost, readSecurityContact, readTrustProxy } from './config/network.js';
import { codeOf, ConfigError, ConfigReader, quote } from './config/reader.js';
import { type MailConfig, readMail } from './config/mail.js';
import { readSecret, type SecretConfig } from './config/secret.js';
import { type BackupConfig, type MetricsConfig, readBackups, readMetrics } from './config/upkeep.js';
import { type Currency, findCurrency } from './domain/currency.js';

export type { DatabaseConfig } from './config/database.js';
export { ConfigError } from './config/reader.js';
export type { SecretConfig } from './config/secret.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** The folder of package.json, with views and migrations. */
  readonly packageRoot: string;
  /** Where relative paths and `.env` are looked for: the package, or the current folder where the package is installed. */
  readonly home: string;
  /** 0 lets the system choose, for tests. */
  readonly port: number;
  readonly host: string;
  /** Scheme, host and port, without a slash at the end. With port 0 and no BASE_URL its port is 0, too. */
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly database: DatabaseConfig;
  readonly secret: SecretConfig;
  readonly accessTokenTtlMs: number;
  /** How long a session lives without being used. */
  readonly refreshTokenTtlMs: number;
  /** How long a session lives in any case. */
  readonly refreshAbsoluteTtlMs: number;
  readonly refreshGraceMs: number;
  /** Whether cookies are Secure and carry the prefix `__Host-`. */
  readonly cookieSecure: boolean;
  readonly passwordMin: number;
  readonly bcryptCost: number;
  readonly registration: 'open' | 'closed' | 'invite';
  /** Of new books; undefined: that of the browser's region. */
  /** undefined: no mail is sent. */
  readonly mail: MailConfig | undefined;
  readonly defaultCurrency: Currency | undefined;
  /** The number of proxies in front, or their addresses; what Express takes for `trust proxy`. */
  readonly trustProxy: number | readonly string[];
  readonly logLevel: LogLevel;
  readonly backup: BackupConfig;
  readonly metrics: MetricsConfig | undefined;
  /** Where to report a hole: `mailto:` or `https:`, shown in security.txt. */
  readonly securityContact: string | undefined;
}

/**
 * Makes the configuration from variables; paths are relative to `home`. Reads APP_SECRET_FILE and nothing else.
 * @throws ConfigError that lists every problem
 */
export function readConfig(env: Environment, packageRoot: string, home = packageRoot): Config {
  const reader = new ConfigReader(env);
  const port = reader.integer('PORT', { min: 0, max: 65_535, unset: 3000 });
  const baseUrl = readBaseUrl(reader, port);
  const dataDir = resolve(home, reader.text('DATA_DIR') ?? 'data');
  const database = readDatabase(reader, { home, dataDir });
  const config: Config = {
    packageRoot,
    home,
    port,
    host: readHost(reader),
    baseUrl,
    dataDir,
    database,
    secret: readSecret(reader, { home, dataDir, required: database.dialect === 'postgres' }),
    ...readLifetimes(reader),
    cookieSecure: readCookieSecure(reader, baseUrl),
    passwordMin: reader.integer('PASSWORD_MIN', { min: 8, max: 128, unset: 12 }),
    bcryptCost: reader.integer('BCRYPT_COST', { min: 4, max: 15, unset: 12 }),
    mail: readMail(reader, baseUrl),
    registration: reader.choice('REGISTRATION', ['open', 'closed', 'invite'], 'open'),
    defaultCurrency: readCurrency(reader),
    trustProxy: readTrustProxy(reader),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    backup: readBackups(reader, { home, dataDir }),
    metrics: readMetrics(reader),
    securityContact: readSecurityContact(reader),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return deepFreeze(config);
}

/**
 * The configuration of this process: its environment, and for what is not set there the file `.env` beside package.json,
 * or in the current folder where Outlay is installed as a package.
 * @throws ConfigError
 */
export function loadConfig(packageRoot = findPackageRoot(), home = findHome(packageRoot)): Config {
  return readConfig(readEnvironment(home), packageRoot, home);
}

/** What is set: in the environment, else in the file `.env`. */
export function readEnvironment(home: string): Environment {
  const given = Object.entries(process.env).filter(([, value]) => value?.trim());
  return { ...readDotenv(join(home, '.env')), ...Object.fromEntries(given) };
}

/** A package that was installed is replaced as a whole by the next one: no place for anybody's data. */
function findHome(packageRoot: string): string {
  return packageRoot.split(/[\\/]/).includes('node_modules') ? process.cwd() : packageRoot;
}

function readDotenv(path: string): Environment {
  try {
    return parseDotenv(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw new ConfigError([`.env cannot be read (${codeOf(error)}).`]);
  }
}

/** The version in package.json. */
export function readVersion(packageRoot = findPackageRoot()): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The nearest folder with a package.json: sources and the build lie at different depths. */
function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!hasPackage(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function readLifetimes(reader: ConfigReader) {
  const longest = '400d'; // Browsers keep no cookie for longer.
  const absolute = reader.duration('REFRESH_ABSOLUTE_TTL', { min: '1s', max: longest, unset: '90d' });
  const idle = reader.duration('REFRESH_TOKEN_TTL', { min: '1s', max: longest, unset: '30d' });
  if (idle > absolute && reader.text('REFRESH_TOKEN_TTL') !== undefined) {
    reader.refuse('REFRESH_TOKEN_TTL', 'must not be longer than REFRESH_ABSOLUTE_TTL (90d unless set).');
  }
  return {
    accessTokenTtlMs: reader.duration('ACCESS_TOKEN_TTL', { min: '100ms', max: '24h', unset: '15m' }),
    refreshTokenTtlMs: Math.min(idle, absolute),
    refreshAbsoluteTtlMs: absolute,
    refreshGraceMs: reader.duration('REFRESH_GRACE', { min: '0', max: '60s', unset: '20s' }),
  };
}

function readCookieSecure(reader: ConfigReader, baseUrl: string): boolean {
  const choice = reader.choice('COOKIE_SECURE', ['auto', 'true', 'false'], 'auto');
  return choice === 'auto' ? baseUrl.startsWith('https:') : choice === 'true';
}

function readCurrency(reader: ConfigReader): Currency | undefined {
  const code = reader.text('DEFAULT_CURRENCY');
  if (code === undefined) return undefined;
  const currency = findCurrency(code.toUpperCase());
  if (currency) return currency;
  reader.refuse('DEFAULT_CURRENCY', `is ${quote(code)}; expected a code of ISO 4217, such as USD or EUR.`);
  return undefined;
}

function hasPackage(folder: string): boolean {
  return existsSync(join(folder, 'package.json'));
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}

import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseDotenv } from 'dotenv';
import { ConfigError, ConfigReader, quote } from './config-reader.js';
import { type Currency, findCurrency } from './domain/currency.js';

export { ConfigError } from './config-reader.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where records are kept. `path` is absolute or ':memory:'; `url` may contain a password: never log it. */
export type DatabaseConfig =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string; readonly readUrl?: string };

/** What keys are derived from: secrets that were given, newest first, or a file that is made at the first start. */
export type SecretConfig =
  | { readonly from: 'environment' | 'file'; readonly secrets: readonly [string, ...string[]] }
  | { readonly from: 'data-dir'; readonly path: string };

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** The folder of package.json. */
  readonly packageRoot: string;
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
  readonly registration: 'open' | 'closed';
  readonly defaultCurrency: Currency;
  /** The number of proxies in front, or their addresses; what Express takes for `trust proxy`. */
  readonly trustProxy: number | readonly string[];
  readonly logLevel: LogLevel;
}

/**
 * Makes the configuration from variables; paths are relative to the package. Reads APP_SECRET_FILE and nothing else.
 * @throws ConfigError that lists every problem
 */
export function readConfig(env: Environment, packageRoot: string): Config {
  const reader = new ConfigReader(env);
  const port = reader.integer('PORT', { min: 0, max: 65_535, unset: 3000 });
  const baseUrl = readBaseUrl(reader, port);
  const dataDir = resolve(packageRoot, reader.text('DATA_DIR') ?? 'data');
  const database = readDatabase(reader, { packageRoot, dataDir });
  const config: Config = {
    packageRoot,
    port,
    host: readHost(reader),
    baseUrl,
    dataDir,
    database,
    secret: readSecret(reader, { packageRoot, dataDir, required: database.dialect === 'postgres' }),
    ...readLifetimes(reader),
    cookieSecure: readCookieSecure(reader, baseUrl),
    passwordMin: reader.integer('PASSWORD_MIN', { min: 8, max: 128, unset: 12 }),
    bcryptCost: reader.integer('BCRYPT_COST', { min: 4, max: 15, unset: 12 }),
    registration: reader.choice('REGISTRATION', ['open', 'closed'], 'open'),
    defaultCurrency: readCurrency(reader),
    trustProxy: readTrustProxy(reader),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return deepFreeze(config);
}

/**
 * The configuration of this process: its environment, and for what is not set there the file `.env` beside package.json.
 * @throws ConfigError
 */
export function loadConfig(packageRoot = findPackageRoot()): Config {
  const given = Object.entries(process.env).filter(([, value]) => value?.trim());
  return readConfig({ ...readDotenv(join(packageRoot, '.env')), ...Object.fromEntries(given) }, packageRoot);
}

function readDotenv(path: string): Environment {
  try {
    return parseDotenv(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw new ConfigError([`.env cannot be read (${codeOf(error)}).`]);
  }
}

/** The nearest folder with a package.json: sources and the build lie at different depths. */
function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!hasPackage(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function readHost(reader: ConfigReader): string {
  const host = reader.text('HOST') ?? '127.0.0.1';
  if (!/^[\w.:%-]+$/.test(host))
    reader.refuse('HOST', `is ${quote(host)}; expected a host name or an address.`);
  return host;
}

function readBaseUrl(reader: ConfigReader, port: number): string {
  const text = reader.text('BASE_URL');
  // Without the slash at its end "/" is empty, hence unset: Vite gives it to every process started by a test.
  if (text === undefined || text === '/') return `http://localhost:${port}`;
  const url = parseUrl(text);
  const bare = url && url.pathname === '/' && !/[?#@]/.test(text);
  if (url && bare && /^https?:$/.test(url.protocol)) return url.origin;
  reader.refuse('BASE_URL', 'must be http:// or https:// with a host, and no user, path, query or fragment.');
  return `http://localhost:${port}`;
}

interface Places {
  readonly packageRoot: string;
  readonly dataDir: string;
}

function readDatabase(reader: ConfigReader, { packageRoot, dataDir }: Places): DatabaseConfig {
  const text = reader.text('DATABASE_URL');
  const readUrl = reader.text('READ_DATABASE_URL');
  if (readUrl !== undefined && !isPostgresUrl(readUrl)) {
    reader.refuse('READ_DATABASE_URL', 'must be postgres://user@host/database.');
  }
  // Only the form is told, never the value: it may carry a password.
  if (text !== undefined && /^postgres(ql)?:/i.test(text)) {
    if (!isPostgresUrl(text)) reader.refuse('DATABASE_URL', 'must be postgres://user@host/database.');
    return { dialect: 'postgres', url: text, ...(readUrl === undefined ? {} : { readUrl }) };
  }
  if (readUrl !== undefined)
    reader.refuse('READ_DATABASE_URL', 'needs a DATABASE_URL that is PostgreSQL, too.');
  const path = text === undefined ? join(dataDir, 'outlay.db') : sqlitePath(text);
  if (path === undefined)
    reader.refuse('DATABASE_URL', 'must be sqlite:PATH, sqlite::memory: or postgres://…');
  return { dialect: 'sqlite', path: path === ':memory:' ? path : resolve(packageRoot, path ?? '') };
}

function sqlitePath(text: string): string | undefined {
  // "sqlite://data/x.db" would be read as /data/x.db by some and as data/x.db by others: refused.
  return /^sqlite:((?!\/\/[^/]).+)$/i.exec(text)?.[1];
}

function isPostgresUrl(text: string): boolean {
  const url = parseUrl(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) return false;
  return url.hostname !== '' || url.searchParams.has('host');
}

const SECRET_BYTES = 32;
const MAKE_ONE = 'make one with: openssl rand -base64 48';

function readSecret(reader: ConfigReader, places: Places & { readonly required: boolean }): SecretConfig {
  const unset = { from: 'data-dir', path: join(places.dataDir, 'app-secret') } as const;
  const names = ['APP_SECRET', 'APP_SECRETS', 'APP_SECRET_FILE'].filter(
    (name) => reader.text(name) !== undefined,
  );
  const [name] = names;
  if (name === undefined) {
    if (places.required) reader.refuse('APP_SECRET', `is required with PostgreSQL; ${MAKE_ONE}.`);
    return unset;
  }
  if (names.length > 1) reader.refuse(names.join(' and '), 'are set together; keep one of them.');
  const value = reader.text(name) ?? '';
  const text =
    name === 'APP_SECRET_FILE' ? readSecretFile(reader, resolve(places.packageRoot, value)) : value;
  if (text === undefined) return unset;
  const [first = '', ...older] = name === 'APP_SECRETS' ? text.split(',').map((part) => part.trim()) : [text];
  const secrets = [first, ...older] as const;
  if (new Set(secrets).size < secrets.length) reader.refuse(name, 'names the same secret twice.');
  for (const fault of new Set(secrets.map(secretFault))) if (fault) reader.refuse(name, fault);
  return { from: name === 'APP_SECRET_FILE' ? 'file' : 'environment', secrets };
}

function readSecretFile(reader: ConfigReader, path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    reader.refuse('APP_SECRET_FILE', `is ${quote(path)}, which cannot be read (${codeOf(error)}).`);
    return undefined;
  }
}

/** Anybody can read these, .env.example's among them, and sign tokens with them. */
const PUBLISHED = /^change[-_ ]?me|super-secret-key-change-later/i;

function secretFault(secret: string): string | undefined {
  if (PUBLISHED.test(secret)) return `is a published placeholder; ${MAKE_ONE}.`;
  const bytes = Buffer.byteLength(secret);
  return bytes < SECRET_BYTES
    ? `has ${bytes} bytes; at least ${SECRET_BYTES} are needed; ${MAKE_ONE}.`
    : undefined;
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

function readCurrency(reader: ConfigReader): Currency {
  const code = reader.text('DEFAULT_CURRENCY') ?? 'USD';
  const currency = findCurrency(code.toUpperCase());
  if (currency) return currency;
  reader.refuse('DEFAULT_CURRENCY', `is ${quote(code)}; expected a code of ISO 4217, such as USD or EUR.`);
  return { code: 'USD', digits: 2 };
}

const MOST_HOPS = 10;

function readTrustProxy(reader: ConfigReader): number | readonly string[] {
  const text = reader.text('TRUST_PROXY') ?? '0';
  if (/^\d+$/.test(text) && Number(text) <= MOST_HOPS) return Number(text);
  const networks = text.split(',').map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  const expected = `the number of proxies in front (0 to ${MOST_HOPS}) or their addresses, such as 10.0.0.0/8,::1`;
  reader.refuse('TRUST_PROXY', `is ${quote(text)}; expected ${expected}.`);
  return 0;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || more.length > 0) return false;
  // /0 would trust everybody, and with that whatever address a client claims to have.
  return (
    prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function hasPackage(folder: string): boolean {
  return existsSync(join(folder, 'package.json'));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}

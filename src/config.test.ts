import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, type Environment, loadConfig, readConfig } from './config.js';

const SECRET = 'k7Jx0vQ2mZt9Lw4cRb8nYf3sHd6gPa1e';
const OLD_SECRET = 'old-7Jx0vQ2mZt9Lw4cRb8nYf3sHd6gPa';
const POSTGRES = 'postgres://outlay:pass-word@db.example/outlay';

const read = (env: Environment = {}) => readConfig(env, '/srv/outlay');

function problemsOf(env: Environment, packageRoot = '/srv/outlay'): readonly string[] {
  try {
    readConfig(env, packageRoot);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-config-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('nothing needs to be set', () => {
  expect(read()).toEqual({
    packageRoot: '/srv/outlay',
    home: '/srv/outlay',
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://localhost:3000',
    dataDir: '/srv/outlay/data',
    database: { dialect: 'sqlite', path: '/srv/outlay/data/outlay.db' },
    secret: { from: 'data-dir', path: '/srv/outlay/data/app-secret' },
    accessTokenTtlMs: 15 * 60_000,
    refreshTokenTtlMs: 30 * 86_400_000,
    refreshAbsoluteTtlMs: 90 * 86_400_000,
    refreshGraceMs: 20_000,
    cookieSecure: false,
    passwordMin: 12,
    bcryptCost: 12,
    registration: 'open',
    defaultCurrency: undefined,
    trustProxy: 0,
    logLevel: 'info',
    backup: { dir: '/srv/outlay/data/backups', everyMs: 86_400_000, keep: { days: 7, weeks: 4, months: 12 } },
    metrics: undefined,
  });
});

test('an empty or blank value counts as unset', () => {
  const names = [
    'PORT',
    'BASE_URL',
    'DATA_DIR',
    'DATABASE_URL',
    'APP_SECRET',
    'ACCESS_TOKEN_TTL',
    'LOG_LEVEL',
  ];
  expect(read(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(read());
});

test('everything can be set', () => {
  const config = read({
    PORT: '0',
    HOST: '::',
    BASE_URL: 'https://money.example/',
    DATA_DIR: '/var/lib/outlay',
    APP_SECRETS: `${SECRET}, ${OLD_SECRET}`,
    ACCESS_TOKEN_TTL: '500ms',
    REFRESH_TOKEN_TTL: '20s',
    REFRESH_ABSOLUTE_TTL: '1h',
    REFRESH_GRACE: '2s',
    PASSWORD_MIN: '15',
    BCRYPT_COST: '4',
    REGISTRATION: 'closed',
    DEFAULT_CURRENCY: 'kwd',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'silent',
  });
  expect(config).toMatchObject({
    port: 0,
    host: '::',
    baseUrl: 'https://money.example',
    dataDir: '/var/lib/outlay',
    database: { dialect: 'sqlite', path: '/var/lib/outlay/outlay.db' },
    secret: { from: 'environment', secrets: [SECRET, OLD_SECRET] },
    accessTokenTtlMs: 500,
    refreshTokenTtlMs: 20_000,
    refreshAbsoluteTtlMs: 3_600_000,
    refreshGraceMs: 2_000,
    cookieSecure: true,
    passwordMin: 15,
    bcryptCost: 4,
    registration: 'closed',
    mail: undefined,
    defaultCurrency: { code: 'KWD', digits: 3 },
    trustProxy: 1,
    logLevel: 'silent',
  });
});

test('nobody can change it afterwards, not even in its depths', () => {
  const config = read({ APP_SECRET: SECRET, TRUST_PROXY: '10.0.0.0/8' });
  for (const part of [config, config.database, config.secret, config.trustProxy, config.defaultCurrency]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
});

describe('a bad value is told with what is expected', () => {
  test.each([
    ['PORT', 'http', 'PORT is "http"; expected a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT is "65536"; expected a whole number from 0 to 65535.'],
    ['PORT', '3e3', 'PORT is "3e3"; expected a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT is "-1"; expected a whole number from 0 to 65535.'],
    ['HOST', 'a b', 'HOST is "a b"; expected a host name or an address.'],
    ['METRICS_HOST', 'a b', 'METRICS_HOST is "a b"; expected a host name or an address.'],
    ['PASSWORD_MIN', '7', 'PASSWORD_MIN is "7"; expected a whole number from 8 to 128.'],
    ['BCRYPT_COST', '16', 'BCRYPT_COST is "16"; expected a whole number from 4 to 15.'],
    ['BCRYPT_COST', '3', 'BCRYPT_COST is "3"; expected a whole number from 4 to 15.'],
    ['REGISTRATION', 'maybe', 'REGISTRATION is "maybe"; expected open, closed or invite.'],
    [
      'MAIL_FROM',
      'nobody',
      'MAIL_FROM is "nobody"; expected an address such as Outlay <outlay@example.com>.',
    ],
    [
      'SMTP_URL',
      'http://x:secret@mail.example.com',
      'SMTP_URL is no address such as smtp://user:password@mail.example.com:587.',
    ],
    ['COOKIE_SECURE', '1', 'COOKIE_SECURE is "1"; expected auto, true or false.'],
    [
      'DEFAULT_CURRENCY',
      'DOGE',
      'DEFAULT_CURRENCY is "DOGE"; expected a code of ISO 4217, such as USD or EUR.',
    ],
    [
      'LOG_LEVEL',
      'loud\nerror',
      'LOG_LEVEL is "loud\\nerror"; expected trace, debug, info, warn, error, fatal or silent.',
    ],
    [
      'ACCESS_TOKEN_TTL',
      '15',
      'ACCESS_TOKEN_TTL is "15"; expected a duration from 100 milliseconds to 1 day, such as 15m (units: ms, s, m, h, d).',
    ],
    [
      'REFRESH_GRACE',
      '61s',
      'REFRESH_GRACE is "61s"; expected a duration from 0 seconds to 1 minute, such as 20s (units: ms, s, m, h, d).',
    ],
    [
      'REFRESH_ABSOLUTE_TTL',
      '401d',
      'REFRESH_ABSOLUTE_TTL is "401d"; expected a duration from 1 second to 400 days, such as 90d (units: ms, s, m, h, d).',
    ],
    [
      'TRUST_PROXY',
      'true',
      'TRUST_PROXY is "true"; expected the number of proxies in front (0 to 10) or their addresses, such as 10.0.0.0/8,::1.',
    ],
  ])('%s=%j', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  test('all of them at once, each on its own line', () => {
    const env = {
      PORT: 'x',
      APP_SECRET: 'short',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'yes',
      BASE_URL: 'nowhere',
    };
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(Object.keys(env).sort());
    expect(new ConfigError(problems).message.split('\n')).toEqual([
      'The configuration cannot be used:',
      ...problems.map((problem) => `  ${problem}`),
    ]);
  });
});

describe('the address that people type', () => {
  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://money.example', 'https://money.example'],
    ['https://money.example:443/', 'https://money.example'],
    ['HTTPS://Money.Example/', 'https://money.example'],
    ['http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://money.example/outlay/', 'https://money.example/outlay'],
    ['https://money.example/a/b-1', 'https://money.example/a/b-1'],
  ])('%s', (text, baseUrl) => {
    expect(read({ BASE_URL: text }).baseUrl).toBe(baseUrl);
  });

  test.each([
    'money.example',
    'localhost:3000',
    'ftp://money.example',
    'http:3000',
    'https:money.example',
    'javascript:alert(1)',
    'https://money.example/out lay',
    'https://money.example/a//b',
    'https://money.example/?a=1',
    'https://money.example/#top',
    'https://mira:pw@money.example',
    'https://',
  ])('%s is refused', (text) => {
    expect(problemsOf({ BASE_URL: text })).toEqual([
      'BASE_URL must be http:// or https:// with a host, perhaps a path of plain letters, and no user, query or fragment.',
    ]);
  });

  test('is on localhost at the port unless it is set, and a lone slash is not setting it', () => {
    expect(read({ PORT: '8080', BASE_URL: '/' }).baseUrl).toBe('http://localhost:8080');
    expect(read({ PORT: '8080', HOST: '0.0.0.0' }).baseUrl).toBe('http://localhost:8080');
  });

  test.each([
    ['auto', 'https://money.example', true],
    ['auto', 'http://money.example', false],
    ['true', 'http://localhost:3000', true],
    ['false', 'https://money.example', false],
    ['AUTO', 'https://money.example', true],
  ])('cookies with COOKIE_SECURE=%s at %s: secure is %s', (cookie, base, secure) => {
    expect(read({ COOKIE_SECURE: cookie, BASE_URL: base }).cookieSecure).toBe(secure);
  });
});

describe('the database', () => {
  test.each([
    ['sqlite::memory:', ':memory:'],
    ['sqlite:/var/lib/outlay.db', '/var/lib/outlay.db'],
    ['sqlite:///var/lib/outlay.db', '/var/lib/outlay.db'],
    ['sqlite:./money/o.db', '/srv/outlay/money/o.db'],
    ['sqlite:o.db', '/srv/outlay/o.db'],
  ])('%s is SQLite at %s', (url, path) => {
    expect(read({ DATABASE_URL: url }).database).toEqual({ dialect: 'sqlite', path });
  });

  test.each([
    POSTGRES,
    'postgresql://db/outlay',
    'postgres://u:p%40@[::1]:5433/x',
    'postgresql:///x?host=/run/pg',
  ])('%s is PostgreSQL', (url) => {
    const config = read({ DATABASE_URL: url, APP_SECRET: SECRET });
    expect(config.database).toEqual({ dialect: 'postgres', url });
  });

  test('reports may be read from a replica', () => {
    const env = {
      DATABASE_URL: POSTGRES,
      READ_DATABASE_URL: 'postgres://replica/outlay',
      APP_SECRET: SECRET,
    };
    expect(read(env).database).toEqual({
      dialect: 'postgres',
      url: POSTGRES,
      readUrl: 'postgres://replica/outlay',
    });
  });

  test.each([
    'mysql://db/outlay',
    'sqlite:',
    'sqlite://o.db',
    './o.db',
    'postgres:',
    'postgres://',
    'postgres:///x',
  ])('%s is refused', (url) => {
    const problems = problemsOf({ DATABASE_URL: url, APP_SECRET: SECRET });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^DATABASE_URL must be (sqlite|postgres)/);
  });

  test('a replica needs PostgreSQL on both sides', () => {
    expect(problemsOf({ READ_DATABASE_URL: POSTGRES })).toEqual([
      'READ_DATABASE_URL needs a PostgreSQL DATABASE_URL, too.',
    ]);
    expect(
      problemsOf({ DATABASE_URL: POSTGRES, READ_DATABASE_URL: 'sqlite:o.db', APP_SECRET: SECRET }),
    ).toEqual(['READ_DATABASE_URL must be postgres://user@host/database.']);
  });
});

describe('the secret', () => {
  test('is taken from the environment', () => {
    expect(read({ APP_SECRET: SECRET }).secret).toEqual({ from: 'environment', secrets: [SECRET] });
  });

  test('is taken from a file, without the line break at its end', () => {
    writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
    expect(readConfig({ APP_SECRET_FILE: 'secret' }, folder).secret).toEqual({
      from: 'file',
      secrets: [SECRET],
    });
  });

  test('that the file does not give is told', () => {
    expect(problemsOf({ APP_SECRET_FILE: 'nowhere' })).toEqual([
      'APP_SECRET_FILE is "/srv/outlay/nowhere", which cannot be read (ENOENT).',
    ]);
    writeFileSync(join(folder, 'secret'), '\n');
    expect(problemsOf({ APP_SECRET_FILE: 'secret' }, folder)).toEqual([
      'APP_SECRET_FILE has 0 bytes; at least 32 are needed; make one with: openssl rand -base64 48.',
    ]);
  });

  test('is measured in bytes', () => {
    expect(problemsOf({ APP_SECRET: 'x'.repeat(31) })).toHaveLength(1);
    expect(problemsOf({ APP_SECRET: 'x'.repeat(32) })).toEqual([]);
    expect(problemsOf({ APP_SECRET: 'é'.repeat(16) })).toEqual([]);
  });

  test.each([
    'changeme-to-the-output-of-openssl-rand-base64-48',
    'changemechangemechangemechangeme',
    'CHANGE_ME_CHANGE_ME_CHANGE_ME_CHANGE_ME',
    'change-me',
    'super-secret-key-change-later',
    'super-secret-key-change-later-0123456789',
  ])('%s is known to everybody and refused: J09', (secret) => {
    expect(problemsOf({ APP_SECRET: secret })).toEqual([
      'APP_SECRET is a published placeholder; make one with: openssl rand -base64 48.',
    ]);
  });

  test('each of several has to be good, and to be another', () => {
    expect(problemsOf({ APP_SECRETS: `${SECRET},changeme` })).toHaveLength(1);
    expect(problemsOf({ APP_SECRETS: `${SECRET},` })).toHaveLength(1);
    expect(problemsOf({ APP_SECRETS: `${SECRET},${SECRET}` })).toEqual([
      'APP_SECRETS names the same secret twice.',
    ]);
  });

  test('is required with PostgreSQL, where several processes have to agree on it', () => {
    expect(problemsOf({ DATABASE_URL: POSTGRES })).toEqual([
      'APP_SECRET is required with PostgreSQL; make one with: openssl rand -base64 48.',
    ]);
  });

  test('is changed by APP_SECRETS, whatever APP_SECRET still says', () => {
    const env = { APP_SECRET: OLD_SECRET, APP_SECRETS: `${SECRET},${OLD_SECRET}` };
    expect(read(env).secret).toEqual({ from: 'environment', secrets: [SECRET, OLD_SECRET] });
  });

  test('comes from the environment or from a file', () => {
    expect(problemsOf({ APP_SECRET: SECRET, APP_SECRET_FILE: '/run/secrets/outlay' })).toEqual([
      'APP_SECRET_FILE is set together with APP_SECRET; keep one of them.',
    ]);
  });

  test('never appears in a message, nor does the password of a database', () => {
    const env = {
      APP_SECRET: 'hidden-but-short',
      DATABASE_URL: 'mysql://u:hidden@db/x',
      READ_DATABASE_URL: 'hidden',
    };
    expect(problemsOf(env).length).toBeGreaterThanOrEqual(3);
    expect(problemsOf(env).join('\n')).not.toContain('hidden');
    expect(problemsOf({ DATABASE_URL: 'postgres://u:hidden@:5432' }).join('\n')).not.toContain('hidden');
    expect(problemsOf({ BASE_URL: 'https://mira:hidden@money.example' }).join('\n')).not.toContain('hidden');
  });
});

describe('how long a session lives', () => {
  test('an idle time longer than a session may last is a contradiction', () => {
    const problem = 'REFRESH_TOKEN_TTL must not be longer than REFRESH_ABSOLUTE_TTL (90d unless set).';
    expect(problemsOf({ REFRESH_TOKEN_TTL: '91d' })).toEqual([problem]);
    expect(problemsOf({ REFRESH_TOKEN_TTL: '2h', REFRESH_ABSOLUTE_TTL: '1h' })).toEqual([problem]);
  });

  test('a shorter session alone shortens its idle time with it', () => {
    expect(read({ REFRESH_ABSOLUTE_TTL: '60s' })).toMatchObject({
      refreshTokenTtlMs: 60_000,
      refreshAbsoluteTtlMs: 60_000,
    });
  });

  test('the grace can be none', () => {
    expect(read({ REFRESH_GRACE: '0' }).refreshGraceMs).toBe(0);
    expect(read({ REFRESH_GRACE: '60s' }).refreshGraceMs).toBe(60_000);
  });
});

describe('which proxies are believed', () => {
  test.each([
    ['0', 0],
    ['2', 2],
    ['127.0.0.1', ['127.0.0.1']],
    ['10.0.0.0/8, 192.168.0.0/16', ['10.0.0.0/8', '192.168.0.0/16']],
    ['::1,fd00::/8', ['::1', 'fd00::/8']],
  ])('TRUST_PROXY=%s', (text, trusted) => {
    expect(read({ TRUST_PROXY: text }).trustProxy).toEqual(trusted);
  });

  test.each([
    'false',
    '11',
    '-1',
    '1.5',
    'loopback',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.1,',
  ])('TRUST_PROXY=%s is refused', (text) => {
    expect(problemsOf({ TRUST_PROXY: text })).toHaveLength(1);
  });
});

describe('the configuration of this process', () => {
  beforeEach(() => {
    const example = readFileSync(join(process.cwd(), '.env.example'), 'utf8');
    for (const [, name = ''] of example.matchAll(/^#([A-Z_]+)=/gm)) vi.stubEnv(name, undefined);
  });

  test('comes from .env where the environment says nothing', () => {
    writeFileSync(join(folder, '.env'), '# a comment\nPORT=4000\nLOG_LEVEL="warn"\nPASSWORD_MIN=20\n');
    vi.stubEnv('LOG_LEVEL', 'debug');
    vi.stubEnv('PASSWORD_MIN', '');
    expect(loadConfig(folder)).toMatchObject({ port: 4000, logLevel: 'debug', passwordMin: 20 });
  });

  test('needs no .env, and leaves the environment as it is', () => {
    writeFileSync(join(folder, '.env'), 'PORT=4000');
    loadConfig(folder);
    expect(process.env['PORT']).toBeUndefined();
    rmSync(join(folder, '.env'));
    expect(loadConfig(folder).port).toBe(3000);
  });

  test('belongs to the folder of package.json', () => {
    expect(loadConfig().packageRoot).toBe(process.cwd());
  });

  test('has an example whose every line shows the default, or a placeholder that is refused', () => {
    const example = readFileSync(join(process.cwd(), '.env.example'), 'utf8');
    const shown = [...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    const perhaps = shown.filter(
      ([name]) =>
        !/SECRET|READ_DATABASE_URL|DEFAULT_CURRENCY|SMTP_URL|MAIL_FROM|METRICS_|SECURITY_CONTACT/.test(
          name ?? '',
        ),
    );
    expect(read(Object.fromEntries(perhaps) as Environment)).toEqual(read());
    const secret = shown.find(([name]) => name === 'APP_SECRET')?.[1];
    expect(problemsOf({ APP_SECRET: secret })).toEqual([expect.stringContaining('published placeholder')]);
    expect(perhaps).toHaveLength(18);
  });
});

/** A person with a browser and a script: signed in to the pages and to the API. */
export interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
  readonly bearer: string;
}

export async function signIn(url: string, user: { email: string; password: string }): Promise<Visitor> {
  const jar = new Map<string, string>();
  const asked = await fetch(`${url}/login`);
  keep(jar, asked);
  const form = new URLSearchParams({ ...user, _csrf: tokenIn(await asked.text()) });
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    body: form,
    headers: { cookie: header(jar) },
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`Could not log in: ${String(answer.status)}`);
  keep(jar, answer);
  const dashboard = await fetch(`${url}/expenses`, { headers: { cookie: header(jar) } });
  const csrf = tokenIn(await dashboard.text());
  const tokens = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    body: JSON.stringify(user),
    headers: { 'content-type': 'application/json' },
  });
  const { access_token } = (await tokens.json()) as { access_token: string };
  return { cookie: header(jar), csrf, bearer: `Bearer ${access_token}` };
}

function tokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (token === undefined) throw new Error('No form with a CSRF token was found.');
  return token;
}

function keep(jar: Map<string, string>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = line.split(';', 1)[0]!.split(/=(.*)/s);
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
}

function header(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

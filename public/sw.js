// Comfort only: an honest page of ours where the browser would show its own, when no page can be reached. It keeps that
// page and what the page is drawn with: no page of a person, no answer of the API. The server puts KEPT before it
// (src/http/service-worker.ts): a name that changes with any file that is kept.
'use strict';

const language = new URL(self.location).searchParams.get('language') ?? 'en';
const PAGE = new URL('offline', self.location).href;
// Two installations under one host share their caches.
const OURS = `outlay ${new URL('.', self.location).pathname} `;
const CACHE = `${OURS}${KEPT} ${language}`;
const ADDRESSES = /(?:href|src)="([^"]*\/static\/[^"]*\.(?:css|js))"/g;

const keep = async () => {
  const answer = await fetch(PAGE, {
    ...{ credentials: 'omit', cache: 'no-store' },
    headers: { 'Accept-Language': language },
  });
  if (!answer.ok) throw new Error(`The offline page was answered with ${answer.status}.`);
  const cache = await caches.open(CACHE);
  const html = await answer.clone().text();
  await cache.addAll([...html.matchAll(ADDRESSES)].map(([, address]) => address));
  await cache.put(PAGE, answer);
};

const forgetOthers = async () => {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
};

const kept = async (address) => (await caches.open(CACHE)).match(address);

const offline = async () => {
  const page = await kept(PAGE);
  if (!page) return Response.error();
  const headers = new Headers(page.headers);
  // The body is kept as it reads.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  return new Response(page.body, { status: 503, headers });
};

self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') {
    // A form that another site sends goes out as the browser sends it: from here it would pass for one of ours.
    const isOurs = request.method === 'GET' || request.referrer.startsWith(`${self.location.origin}/`);
    if (isOurs) event.respondWith(fetch(request).catch(offline));
  } else if (['style', 'script'].includes(request.destination)) {
    event.respondWith(fetch(request).catch(async () => (await kept(request.url)) ?? Response.error()));
  }
});

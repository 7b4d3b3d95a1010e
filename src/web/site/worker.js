// Keeps the last answers readable without a network. A kept page says itself that it is one, and of what time.
'use strict';
const STORE = 'pages-2';
const KEPT = 30;
// Answers, pharmacies and areas: nothing of the office, no form, no paper.
const MEANT = /^\/(?:p\/[^/]+|areas(?:\/[^/]+)?)?$/;
const LANG = /[?&](lang=(?:ja|easy|en|zh-Hans|ko))(?:&|$)/;
const ANY = { ignoreVary: true };
// Who waits longer than this for an answer to begin sees what is kept, marked.
const WAIT_MS = 8000;

const isMeant = (url) => MEANT.test(url.pathname);
// The first page answers nothing; without a network what was answered before is of more use.
const isAnswer = (url) => isMeant(url) && (url.pathname !== '/' || /[?&](?:q|near)=/.test(url.search));
const offlineOf = ({ search }) => '/offline' + (LANG.test(search) ? `?${LANG.exec(search)[1]}` : '');

// A page with the files it needs, and those first: a page kept without its script could not say that it is a kept one.
const put = async (store, address, response) => {
  const text = await response.clone().text();
  const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  await Promise.all(files.map(async (file) => (await store.match(file, ANY)) || store.add(file)));
  await store.put(address, response);
};

// The page shown when an address was never seen.
const learn = async (address) => {
  const response = await fetch(address);
  if (response.ok) await put(await caches.open(STORE), address, response);
};

const keep = async (url, response) => {
  const is = (name, what) => what.test(response.headers.get(name));
  if (!response.ok || !isAnswer(url) || is('cache-control', /no-store/) || !is('content-type', /^text\/html/)) return;
  const store = await caches.open(STORE);
  await put(store, url.href.split('#')[0], response);
  const pages = (await store.keys()).filter((kept) => isMeant(new URL(kept.url)));
  for (const oldest of pages.slice(0, Math.max(0, pages.length - KEPT))) await store.delete(oldest, ANY);
  // Its numbers to call may change: it is learnt anew each day.
  const away = await store.match(offlineOf(url), ANY);
  if (!(Date.now() - Date.parse(away && away.headers.get('date')) < 864e5)) await learn(offlineOf(url));
};

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(learn('/offline').catch(() => {}));
});
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
  await clients.claim();
  // The page that brought this worker was loaded without it.
  for (const { url } of await clients.matchAll()) {
    if (isAnswer(new URL(url))) await fetch(url).then((came) => keep(new URL(url), came)).catch(() => {});
  }
})()));

// `late` where the network may be there after all, and is worth another try.
const marked = async (kept, late) => {
  const headers = new Headers(kept.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response((await kept.text()).replace('<body ', `<body data-kept="${late}" `), { headers });
};

const page = async (event, url) => {
  const kept = await caches.match(url.href.split('#')[0], ANY);
  // What is given up is ended: left open, it would hold up the next try.
  const stop = new AbortController();
  const late = kept && setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const response = await fetch(event.request, { signal: stop.signal });
    clearTimeout(late);
    event.waitUntil(keep(url, response.clone()));
    return response;
  } catch {
    if (kept) return marked(kept, stop.signal.aborted || '');
    return (await caches.match(offlineOf(url), ANY)) || (await caches.match('/offline', ANY)) || Response.error();
  }
};

const asset = async (event) => {
  const kept = await caches.match(event.request, ANY);
  if (kept) return kept;
  const response = await fetch(event.request);
  const copy = response.clone();
  if (response.ok) event.waitUntil(caches.open(STORE).then((store) => store.put(event.request, copy)));
  return response;
};

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  // A page renewed in place is asked for by its script.
  if (event.request.mode !== 'navigate' && event.request.headers.get('accept') !== 'text/html') {
    if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event));
  } else if (isMeant(url)) event.respondWith(page(event, url));
});

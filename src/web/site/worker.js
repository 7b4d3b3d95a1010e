// Keeps the last answers readable without a network. The page itself says of what time it is.
'use strict';
const STORE = 'pages-1';
const KEPT = 30;
const fromStore = new Set();

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
  await clients.claim();
})()));

// A page that came from the store learns it, and says so.
self.addEventListener('message', (event) => {
  if (event.data === 'shown' && fromStore.delete(event.source.url.split('#')[0])) event.source.postMessage('from-store');
});

const keep = async (request, response) => {
  const store = await caches.open(STORE);
  await store.put(request, response);
  const pages = (await store.keys()).filter((kept) => !new URL(kept.url).pathname.startsWith('/assets/'));
  for (const oldest of pages.slice(0, Math.max(0, pages.length - KEPT))) await store.delete(oldest);
};

const page = async (event) => {
  try {
    const response = await fetch(event.request);
    if (response.status < 500) {
      if (response.ok) event.waitUntil(keep(event.request, response.clone()));
      return response;
    }
    return (await caches.match(event.request)) || response;
  } catch (unreachable) {
    const kept = (await caches.match(event.request)) || (await caches.match('/', { ignoreSearch: true }));
    if (!kept) throw unreachable;
    fromStore.add(event.request.url.split('#')[0]);
    return kept;
  }
};

const asset = async (event) => {
  const kept = await caches.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(event.request, response.clone()));
  return response;
};

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event));
});

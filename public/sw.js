// Keeps the whole site on this computer once a trainer has asked for it, so that a workshop runs with the network off.
//
// Nothing is kept for readers who did not ask: this worker is registered by the page of the workshop alone. A name with
// a hash never changes its content, so it is taken from what is kept; everything else is asked for first.
const CACHE = 'kouprey-site';
const LIST = 'offline.json';
const HASHED = /\.[0-9a-f]{8,16}\.[a-z0-9]+$/;
/** After so many milliseconds what is kept answers for a network that says nothing. */
const PATIENCE = 4000;

const address = (path) => new URL(path, self.registration.scope).href;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  if (event.data !== 'keep') return;
  const say = (kept, of, state) => event.source?.postMessage({ kept, of, state });
  event.waitUntil(keep(say).catch(() => say(0, 0, 'failed')));
});

/** Brings every file of the site that is not here yet, then lets go of those of older builds. */
async function keep(say) {
  const answer = await fetch(address(LIST), { cache: 'no-store' });
  if (!answer.ok) throw new Error(LIST);
  // What names other files comes last: if the network fails midway, what was kept before still holds together.
  const list = [...await answer.json(), LIST].sort((a, b) => HASHED.test(b) - HASHED.test(a));
  const cache = await caches.open(CACHE);
  const held = new Set((await cache.keys()).map((it) => it.url));
  const wanted = new Set(list.map(address));
  let kept = 0;
  for (const path of list) {
    const url = address(path);
    if (!held.has(url) || !HASHED.test(path)) await cache.add(new Request(url, { cache: 'no-cache' }));
    kept += 1;
    if (kept % 25 === 0) say(kept, list.length, 'busy');
  }
  for (const it of await cache.keys()) if (!wanted.has(it.url)) await cache.delete(it);
  say(list.length, list.length, 'kept');
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(HASHED.test(new URL(request.url).pathname) ? keptFirst(request) : askedFirst(request));
});

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  // The folder itself is the page index.html.
  return found ?? (request.mode === 'navigate' ? cache.match(address('index.html')) : undefined);
}

async function keptFirst(request) {
  return (await kept(request)) ?? fetch(request);
}

async function askedFirst(request) {
  const asked = fetch(request);
  const found = await kept(request);
  if (!found) return asked;
  const silence = new Promise((resolve) => { setTimeout(resolve, PATIENCE, found); });
  // A response object that says an error is the host's answer; only silence and a broken line are the network's.
  return Promise.race([asked.catch(() => found), silence]);
}

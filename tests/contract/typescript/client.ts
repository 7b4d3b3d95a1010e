// What an app developer writes against the types made from the contract: search, page through, upload, publish.
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

const [, , baseUrl, token] = process.argv;
if (!baseUrl || !token) throw new Error('client.js BASE TOKEN');

type Json = 'application/json' | 'application/problem+json';
const open = createClient<paths, Json>({ baseUrl });
const own = createClient<paths, Json>({ baseUrl, headers: { authorization: `Bearer ${token}` } });

function must(it: unknown, what: string): asserts it {
  if (!it) throw new Error(what);
}

// Search.
const query = { near: '35.6437,139.6710', radius_m: 3000, open_at: '2026-11-22T19:30:00+09:00' };
const found = await open.GET('/v1/pharmacies', { params: { query } });
must(found.data && found.data.items.length > 0, `nobody is open: ${JSON.stringify(found.error)}`);
for (const item of found.data.items) {
  const state: components['schemas']['State'] = item.status.state;
  must(state === 'open' || state === 'on_call', `${item.id} is ${state}`);
  must(item.status.reason.ja.length > 0, 'each says why');
}
must(found.response.headers.get('etag'), 'answers have tags');

// Page through, and find everyone once.
const ids = new Set<string>();
let cursor: string | undefined;
let pages = 0;
do {
  const page = await open.GET('/v1/pharmacies', { params: { query: { limit: 7, ...(cursor ? { cursor } : {}) } } });
  must(page.data, JSON.stringify(page.error));
  for (const { id } of page.data.items) {
    must(!ids.has(id), `${id} twice`);
    ids.add(id);
  }
  must(page.data.counts, 'the whole is counted');
  cursor = page.data.next ?? undefined;
  pages += 1;
  if (!cursor) must(ids.size === page.data.counts.matching, `${ids.size} of ${page.data.counts.matching}`);
} while (cursor);

// One of them, and its hours.
const [id] = ids;
must(id, 'nobody');
const hours = await open.GET('/v1/pharmacies/{id}/hours', { params: { path: { id }, query: { from: '2026-11-22', to: '2026-11-28' } } });
must(hours.data?.days.length === 7, JSON.stringify(hours.error));

// A fault is typed too.
const wrong = await open.GET('/v1/pharmacies', { params: { query: { near: '91,0' } } });
must(wrong.error && wrong.error.code === 'invalid_parameter', 'a wrong parameter is told');
must(wrong.error.errors[0]?.parameter === 'near', 'and named');

// Upload.
const list = '薬局名,所在地,電話番号,開局時間\nみほん薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～19:00 土日祝休み\n';
const sent = await own.POST('/v1/listings', {
  params: { query: { association: 'setagaya', scope: 'changes', file_name: 'list.csv' } },
  body: list,
  bodySerializer: (body) => body as string,
  headers: { 'content-type': 'application/octet-stream' },
});
must(sent.data, JSON.stringify(sent.error));
must(sent.data.report.counts.added === 1, JSON.stringify(sent.data.report.counts));

// Publish: with the tag of what was looked at, confirming what it asks to be confirmed.
const etag = sent.response.headers.get('etag');
must(etag, 'a listing has a tag');
const published = await own.POST('/v1/listings/{id}/publish', {
  params: { path: { id: sent.data.listing.id }, header: { 'If-Match': etag } },
  body: { confirm: sent.data.listing.confirm },
});
must(published.data?.listing.state === 'published', JSON.stringify(published.error));
const now = await open.GET('/v1/pharmacies', { params: { query: { q: 'みほん薬局' } } });
must(now.data?.items.some((item) => item.name === 'みほん薬局（見本）'), 'what is published is found');

console.log(`${found.data.items.length} open, ${ids.size} on ${pages} pages, 1 published`);

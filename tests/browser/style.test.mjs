// The map drawn from a style: MapLibre under the same pins, loaded on the press, held to the style's origins, and words where
// it cannot be drawn.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { NEAR, browser, server, setUp, startServer } from './support.mjs';

/** A vector tile that is one square of land, as wide as itself. */
const TILE = (() => {
  const field = (number, bytes) => [number << 3 | 2, bytes.length, ...bytes];
  const text = (word) => [...Buffer.from(word)];
  const side = [0x80, 0x40], back = [0xff, 0x3f]; // 4096 and -4096, as varints in zigzag
  const square = [9, 0, 0, 26, ...side, 0, 0, ...side, ...back, 0, 15];
  const feature = [3 << 3, 3, ...field(4, square)];
  const layer = [15 << 3, 2, ...field(1, text('land')), ...field(2, feature), 5 << 3, 0x80, 0x20];
  return Buffer.from(field(3, layer));
})();
const GREEN = [40, 160, 80];

let maps, origin;
const asked = [];
const host = () => `<!doctype html><title>host</title><link rel="icon" href="data:,"><iframe title="map" width="360" height="600" sandbox="allow-scripts"
  src="${server.base}/embed/map?area=13112"></iframe>`;
setUp({
  gl: true,
  settings: async () => {
    maps = createServer((request, answer) => {
      asked.push(request);
      const open = { 'access-control-allow-origin': '*' };
      if (request.url.startsWith('/style.json')) {
        return answer.writeHead(200, { 'content-type': 'application/json', ...open }).end(JSON.stringify({
          version: 8,
          sources: { base: {
            type: 'vector', tiles: [`${origin}/{z}/{x}/{y}.pbf`], maxzoom: 14,
            attribution: '<a href="https://maps.example.jp/">見本の地図</a><img src="x"><a href="javascript:alert(1)">x</a>',
          } },
          layers: [
            { id: 'sea', type: 'background', paint: { 'background-color': '#0000ff' } },
            { id: 'land', type: 'fill', source: 'base', 'source-layer': 'land', paint: { 'fill-color': `rgb(${GREEN})`, 'fill-antialias': false } },
          ],
        }));
      }
      // A page of others, as seen from the list's server.
      if (request.url === '/host.html') return answer.writeHead(200, { 'content-type': 'text/html' }).end(host());
      if (request.url.endsWith('.pbf')) return answer.writeHead(200, { 'content-type': 'application/x-protobuf', ...open }).end(TILE);
      return answer.writeHead(404, open).end();
    });
    await new Promise((listening) => maps.listen(0, '127.0.0.2', listening));
    origin = `http://127.0.0.2:${maps.address().port}`;
    return { YORUYAKU_MAP_TILES: `${origin}/style.json?key=1` };
  },
  ended: () => { maps?.closeAllConnections(); maps?.close(); },
});

async function visit(settings, walk, base = server.base) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 }, reducedMotion: 'reduce', ...settings });
  const page = await context.newPage();
  const foreign = new Set(), complaints = [];
  page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) foreign.add(new URL(request.url()).origin); });
  page.on('console', (line) => { if (line.type() === 'error') complaints.push(line.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await walk(page, { foreign, complaints });
  } finally {
    await context.close();
  }
}

/** The colour of most of the map. */
async function colour(page, frame) {
  const picture = (await frame.screenshot()).toString('base64');
  return page.evaluate(async (picture) => {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const all = {};
    for (let x = .05; x < 1; x += .1) for (let y = .05; y < 1; y += .1) {
      const seen = [...pen.getImageData(image.width * x, image.height * y, 1, 1).data].slice(0, 3);
      all[seen] = (all[seen] || 0) + 1;
    }
    return Object.entries(all).sort((a, b) => b[1] - a[1])[0][0].split(',').map(Number);
  }, picture);
}

test('nothing of it is loaded before the press; then it is drawn, by our copy and the style’s own origin', () => visit({}, async (page, { foreign, complaints }) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`, { waitUntil: 'load' });
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /leaflet|maplibre|vector/.test(name)));
  assert.deepEqual([await loaded(), [...foreign]], [[], []]);
  await page.click('[data-map-open]');
  await page.waitForSelector('.map-frame[data-drawn]');
  await page.waitForSelector('.pin');
  await page.waitForTimeout(500);
  assert.deepEqual([...foreign], [origin]);
  assert.deepEqual(await colour(page, page.locator('.map-frame')), GREEN);
  assert.equal(asked.filter(({ headers }) => headers.referer).length, 0);
  // Whom to thank stands there as text and a link, and as nothing else.
  assert.match(await page.innerText('.leaflet-control-attribution'), /見本の地図/);
  assert.deepEqual(await page.$$eval('.leaflet-control-attribution :not([aria-hidden])', (all) => all.map((one) => `${one.tagName} ${one.href}`).sort()),
    ['A https://leafletjs.com/', 'A https://maps.example.jp/']);
  assert.deepEqual(complaints, []);
}));

test('pins, their names, zooming and the keyboard are those of every map', () => visit({ viewport: { width: 1280, height: 900 } }, async (page, { complaints }) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`);
  const listed = await page.$$eval('.item[data-lat] h3 a', (all) => new Set(all.map((a) => a.href)).size);
  await page.focus('[data-map-open]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.map-frame[data-drawn]');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.map-frame')));
  const names = await page.$$eval('.leaflet-marker-icon[role=button]', (all) => all.map((pin) => pin.getAttribute('aria-label')));
  assert.equal(names.reduce((sum, name) => sum + Number(name.match(/^薬局 (\d+)か所/)?.[1] || 1), 0), listed);
  await page.getByRole('button', { name: '拡大' }).click();
  await page.waitForTimeout(800);
  assert.deepEqual(await colour(page, page.locator('.map-frame')), GREEN);
  assert.deepEqual(complaints, []);
}));

test('in the frame of an element, which has no origin, it is drawn too', () => visit({}, async (page, { complaints, foreign }) => {
  await page.goto(`${origin}/host.html`);
  const inside = page.frameLocator('iframe');
  await inside.locator('.map-frame[data-drawn]').waitFor();
  await page.waitForTimeout(500);
  assert.ok(await inside.locator('.pin').count() > 0);
  assert.deepEqual(await colour(page, inside.locator('.map-frame')), GREEN);
  assert.deepEqual({ complaints, foreign: [...foreign] }, { complaints: [], foreign: [origin] });
}));

test('where the device cannot draw it, words say so and the list stays', () => visit({}, async (page) => {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : getContext.call(this, kind, ...rest); };
  });
  await page.goto(`${server.base}/?${NEAR}`);
  await page.click('[data-map-open]');
  await page.waitForFunction(() => /この機器では、この地図を表示できません/.test(document.querySelector('.map-note').textContent));
  assert.equal(await page.locator('.map-frame').isVisible(), false);
  const libraries = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /maplibre/.test(name)).length);
  assert.equal(libraries, 0, 'the large library is not loaded for nothing');
  assert.ok(await page.locator('.item a.call').count() > 0);
}));

test('a style that is not to be had, or that takes from elsewhere, is told in words', async () => {
  const lost = await startServer(undefined, { YORUYAKU_MAP_TILES: `${origin}/lost.json` });
  try {
    await visit({}, async (page) => {
      await page.goto(`${lost.base}/?${NEAR}`);
      await page.click('[data-map-open]');
      await page.waitForFunction(() => /地図を読み込めませんでした/.test(document.querySelector('.map-note').textContent));
      assert.ok(await page.locator('.pin').count() > 0, 'the pins are there');
    }, lost.base);
  } finally {
    await lost.stop();
  }
});

test('what draws is sent packed to who takes that, plain to others, and held to the style’s origins', async () => {
  const html = await (await fetch(`${server.base}/?${NEAR}`, { headers: { accept: 'text/html' } })).text();
  const [library, , worker] = html.match(/data-style="([^"]+)"/)[1].split(' ');
  for (const path of [library, worker]) {
    const packed = await fetch(server.base + path, { headers: { 'accept-encoding': 'br' } });
    const plain = await fetch(server.base + path, { headers: { 'accept-encoding': 'identity' } });
    assert.deepEqual([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')], ['br', null]);
    assert.equal(await packed.text(), await plain.text());
    assert.match(packed.headers.get('vary'), /accept-encoding/i);
    assert.match(packed.headers.get('cache-control'), /immutable/);
  }
  const policy = (await fetch(server.base + worker)).headers.get('content-security-policy');
  assert.ok(policy.includes(`connect-src 'self' ${origin};`) && !policy.includes('unsafe'), policy);
  const page = (await fetch(`${server.base}/?${NEAR}`, { headers: { accept: 'text/html' } })).headers.get('content-security-policy');
  assert.ok(page.includes(`connect-src 'self' ${origin};`) && page.includes("worker-src 'self'") && !page.includes('unsafe'), page);
  const start = (await fetch(server.base, { headers: { accept: 'text/html' } })).headers.get('content-security-policy');
  assert.ok(!start.includes(origin), start);
});

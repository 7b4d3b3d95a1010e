// The map: nothing of anybody else's before it is opened, every pin in the list, by keyboard, and none without scripts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { NEAR, browser, server, setUp } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#eef3ea"/></svg>';

let tiles, origin;
setUp({
  settings: async () => {
    tiles = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'image/svg+xml' }).end(TILE));
    await new Promise((listening) => tiles.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${tiles.address().port}`;
    return { YORUYAKU_MAP_TILES: `${origin}/{z}/{x}/{y}.png`, YORUYAKU_MAP_ATTRIBUTION: '見本の地図' };
  },
  ended: () => tiles?.close(),
});

async function visit(settings, walk) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 }, reducedMotion: 'reduce', ...settings });
  const page = await context.newPage();
  const foreign = [], complaints = [];
  page.on('request', (request) => { if (!request.url().startsWith(server.base) && !request.url().startsWith('data:')) foreign.push(new URL(request.url()).origin); });
  page.on('console', (line) => { if (line.type() === 'error') complaints.push(line.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await walk(page, foreign);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const pins = (page) => page.$$eval('.leaflet-marker-icon[role=button]', (all) => all.map((pin) => pin.getAttribute('aria-label')));

test('nothing is loaded before it is opened; then only its pictures', () => visit({}, async (page, foreign) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`, { waitUntil: 'load' });
  assert.equal(await page.locator('.map-frame').isVisible(), false);
  const before = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /leaflet|map\./.test(name)));
  assert.deepEqual([before, foreign], [[], []]);
  await page.click('[data-map-open]');
  await page.waitForSelector('.pin');
  await page.waitForSelector('.leaflet-tile-loaded');
  assert.deepEqual([...new Set(foreign)], [origin]);
  assert.match(await page.innerText('.leaflet-control-attribution'), /見本の地図/);
}));

test('every pharmacy of the list is on the map, and nothing else', () => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`);
  const listed = await page.$$eval('.item[data-lat] h3 a', (all) => new Set(all.map((a) => a.href)).size);
  await page.click('[data-map-open]');
  await page.waitForSelector('.pin');
  const counts = (await pins(page)).map((name) => Number(name.match(/^薬局 (\d+)か所/)?.[1] || 1));
  assert.equal(counts.reduce((sum, count) => sum + count), listed);
  assert.ok(counts.some((count) => count > 1), 'pins that would hide each other are one');
}));

test('it is moved by single presses, without dragging', () => visit({}, async (page) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`);
  await page.click('[data-map-open]');
  await page.waitForSelector('.pin');
  const at = () => page.$eval('.leaflet-map-pane', (pane) => {
    const { m41, m42 } = new DOMMatrix(getComputedStyle(pane).transform);
    return [Math.round(m41), Math.round(m42)];
  });
  for (const [name, x, y] of [['上へ動かす', 0, 1], ['左へ動かす', 1, 0], ['右へ動かす', -1, 0], ['下へ動かす', 0, -1]]) {
    const before = await at();
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForTimeout(600);
    const after = await at();
    assert.deepEqual([Math.sign(after[0] - before[0]), Math.sign(after[1] - before[1])], [x, y], name);
  }
  const small = await page.$$eval('.pan button', (all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
  assert.equal(small, 0);
}));

test('a card says how a name sounds to who reads Latin letters', () => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=500&lang=en&when=at&date=2026-11-24&time=10:00`);
  await page.click('[data-map-open]');
  await page.waitForSelector('.pin');
  // Several together come apart first.
  for (let presses = 0; presses < 8 && !(await page.locator('.pins').count()); presses++) {
    await page.locator('.leaflet-marker-icon[role=button]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
  }
  assert.match(await page.locator('.pins .reading[lang=ja-Latn]').first().innerText(), /^[A-Z][a-zA-Z' ]+$/);
}));

test('by keyboard: to a pin, its card, the list, and back out', () => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
  await page.goto(`${server.base}/?${NEAR}&radius_m=5000`);
  await page.focus('[data-map-open]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pin');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.map-frame')));
  const single = async () => page.evaluate(() => /^(?!薬局 \d).*(開局中|電話で対応|要電話確認)/.test(document.activeElement.getAttribute('aria-label') || ''));
  for (let i = 0; i < 40 && !(await single()); i++) await page.keyboard.press('Tab');
  const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label').split(' ')[0]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.leaflet-popup .pins a');
  assert.ok((await page.evaluate(() => document.activeElement.textContent)).startsWith(name));
  assert.match(await page.getAttribute('.leaflet-popup .pins a.tel', 'href'), /^tel:0000\d+$/);
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.item h3 a')));
  assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
}));

test('states are told by word, and axe finds nothing, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await visit({ colorScheme }, async (page) => {
      await page.goto(`${server.base}/?${NEAR}`);
      await page.click('[data-map-open]');
      await page.waitForSelector('.pin');
      for (const pin of await page.$$eval('.pin:not(.several):not(.here)', (all) => all.map((pin) => pin.innerText.trim()))) {
        assert.match(pin, /開局中|電話で対応|要電話確認|閉局中/);
      }
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await window.axe.run({ resultTypes: ['violations'] })).violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`)));
      assert.deepEqual(found, []);
    });
  }
});

test('a pharmacy’s page has its own', () => visit({}, async (page) => {
  await page.goto(`${server.base}/?${NEAR}`);
  await page.locator('.item h3 a').first().click();
  await page.click('[data-map-open]');
  await page.waitForSelector('.pin');
  assert.equal((await pins(page)).length, 1);
}));

test('without scripts there is no map and no button for one', () => visit({ javaScriptEnabled: false }, async (page) => {
  await page.goto(`${server.base}/?${NEAR}`);
  assert.equal(await page.locator('[data-map-open]').isVisible(), false);
}));

// What a browser keeps: readable without a network, never without its mark, never under another address, nothing of the office.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServer } from 'node:http';
import { NEAR, NIGHT, browser, server, setUp } from './support.mjs';

setUp();

const RESULT = `/?${NEAR}`;
const OFFLINE = /通信できません。2026年11月22日 23:40に表示した内容です/;

async function visit(base, walk, settings = {}) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 }, ...settings });
  const page = await context.newPage();
  try {
    await walk(page, context, base);
  } finally {
    await context.close();
  }
}

/** Waits until the page's store has an answer to that path: `waitForFunction` would take the promise of one for it. */
async function isStored(page, path) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate(async (path) => !!(await caches.match(path, { ignoreVary: true })), path)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`${path} is not kept`);
}

/** Opens a page and waits until the worker has it, and the page for when there is no network. */
async function keep(page, address, path = new URL(address).pathname + new URL(address).search) {
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => !!navigator.serviceWorker.controller);
  await isStored(page, path);
  await isStored(page, '/offline');
}

/** A device's clock that stands still, and leaves everything else as it is. */
const setClock = (time) => { Date.now = () => Date.parse(time); };

/** Cuts the network, and empties the browser's own store, which would answer for a minute. */
async function cut(page, context) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.clearBrowserCache');
  await context.setOffline(true);
}

const stored = (page) => page.evaluate(async () => {
  const names = await caches.keys();
  const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return keys.flat().map(({ url }) => new URL(url).pathname);
});

test('the first page seen is kept, and offline it says of what day and time it is', () => visit(server.base, async (page, context, base) => {
  await page.clock.install({ time: '2026-11-22T23:41:00+09:00' });
  await keep(page, base + RESULT);
  await cut(page, context);
  await page.reload();
  assert.match(await page.innerText('h1'), /^23:40現在/);
  assert.match(await page.innerText('.stale'), OFFLINE);
  assert.equal(await page.locator('.stale a').count(), 0, 'there is nothing newer to be had');
  assert.ok(await page.locator('#open ~ ol p.state[data-state=open]').count() > 0, 'its states still hold');
}));

test('past the next change a kept page claims no state any more', () => visit(server.base, async (page, context, base) => {
  await keep(page, base + RESULT);
  const changes = await page.getAttribute('body', 'data-changes');
  await cut(page, context);
  await page.clock.install({ time: new Date(Date.parse(changes) + 1000) });
  await page.reload();
  assert.match(await page.innerText('.stale'), OFFLINE);
  const marks = await page.$$eval('p.state', (all) => all.map((line) => [line.dataset.state, line.textContent.trim()]));
  assert.ok(marks.length > 3);
  assert.deepEqual([...new Set(marks.map(String))], ['unknown,要電話確認']);
}));

test('an address never seen shows what is kept, under its own name', () => visit(server.base, async (page, context, base) => {
  await keep(page, base + RESULT);
  await page.goto(`${base}/areas/13112`);
  await isStored(page, '/areas/13112');
  await cut(page, context);
  for (const path of ['/', '/?q=%E4%B8%8A%E7%94%A8%E8%B3%80', '/p/nobody']) {
    await page.goto(base + path);
    assert.equal(await page.innerText('h1'), 'インターネットにつながりません', path);
    await page.waitForSelector('[data-kept-list] li');
    const listed = await page.$$eval('[data-kept-list] a', (all) => all.map((a) => a.textContent));
    assert.equal(listed.length, 2);
    assert.ok(listed.every((text) => /2026\/11\/22 23:40/.test(text)), String(listed));
    assert.ok(await page.locator('.emergency a.call').count() >= 3);
    assert.equal(await page.locator('.stale').count(), 0);
  }
  await page.click('[data-kept-list] a:has-text("太子堂")');
  await page.waitForSelector('.stale');
  assert.equal(new URL(page.url()).search, `?${NEAR}`);
  assert.match(await page.innerText('h1'), /^23:40現在、太子堂から/);
}));

test('the page for no network speaks the language of the visit', () => visit(server.base, async (page, context, base) => {
  await keep(page, `${base}${RESULT}&lang=en`);
  await isStored(page, '/offline?lang=en');
  await cut(page, context);
  await page.goto(`${base}/areas?lang=en`);
  assert.equal(await page.innerText('h1'), 'No connection');
}));

test('nothing of the office, no form and no file is kept, and offline none is answered', () => visit(server.base, async (page, context, base) => {
  await keep(page, base + RESULT);
  const pharmacy = await page.getAttribute('.item h3 a', 'href');
  for (const path of ['/office', `${pharmacy}/correction`, '/embed', '/v1/pharmacies?limit=1', pharmacy]) await page.goto(base + path);
  await isStored(page, pharmacy);
  const kept = (await stored(page)).filter((path) => !path.startsWith('/assets/'));
  assert.deepEqual(kept.sort(), ['/', '/offline', pharmacy].sort());
  await cut(page, context);
  await assert.rejects(page.goto(`${base}/office`), /ERR_INTERNET_DISCONNECTED/);
}));

/** The server behind a front of its own, which does to a request what `meddle(request, answer)` does, if that says true. */
async function behind(meddle, walk) {
  const front = createServer(async (request, answer) => {
    if (await meddle(request, answer)) return;
    const got = await fetch(server.base + request.url, { headers: { accept: request.headers.accept || '*/*' } });
    const heads = Object.fromEntries([...got.headers].filter(([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name)));
    // The browser's own store would answer for it.
    answer.writeHead(got.status, { ...heads, 'cache-control': 'private, max-age=0' }).end(Buffer.from(await got.arrayBuffer()));
  });
  await new Promise((listening) => front.listen(0, '127.0.0.1', listening));
  try {
    await visit(`http://127.0.0.1:${front.address().port}`, walk);
  } finally {
    front.closeAllConnections();
    front.close();
  }
}

const isPage = (request) => request.headers.accept?.includes('text/html');

test('a failure of the server is shown as one, not hidden by a kept page', async () => {
  let broken = false;
  const fail = (request, answer) => broken && isPage(request) && answer.writeHead(503, { 'content-type': 'text/html' }).end('<h1>broken</h1>');
  await behind(fail, async (page, _, base) => {
    await keep(page, base + RESULT);
    broken = true;
    const answer = await page.goto(base + RESULT);
    assert.equal(answer.status(), 503);
    assert.equal(await page.innerText('h1'), 'broken');
  });
});

test('on a slow line too, a page is kept only with the script that says so', async () => {
  const late = (request) => request.url.startsWith('/assets/') && new Promise((go) => { setTimeout(() => go(false), 700); });
  await behind(late, async (page, context, base) => {
    await page.goto(base + RESULT);
    for (const path of [RESULT, '/offline']) {
      await isStored(page, path);
      const files = (await stored(page)).filter((one) => one.startsWith('/assets/'));
      assert.ok(files.some((file) => file.endsWith('.js')) && files.some((file) => file.endsWith('.css')), `${path}: ${files}`);
    }
    await cut(page, context);
    await page.reload();
    assert.match(await page.innerText('.stale'), OFFLINE);
    await page.goto(`${base}/p/nobody`);
    await page.waitForSelector('[data-kept-list] li');
  });
});

test('who waits too long sees what is kept, marked, and the way to ask again', async () => {
  let stuck = false;
  await behind((request) => stuck && isPage(request), async (page, _, base) => {
    await keep(page, base + RESULT);
    stuck = true;
    await page.goto(base + RESULT, { timeout: 20_000 });
    assert.match(await page.innerText('h1'), /^23:40現在/);
    assert.match(await page.innerText('.stale'), OFFLINE);
    assert.equal(await page.locator('.stale a').count(), 1, 'the network may be back');
    stuck = false;
    await Promise.all([page.waitForNavigation(), page.click('.stale a')]);
    assert.equal(await page.locator('.stale').count(), 0);
  });
});

test('a page is kept with all that it needs, or not at all', async () => {
  // A new version of the server: its style has another name, and does not come.
  let renewed = false;
  const meddle = (request, answer) => {
    if (!renewed) return false;
    if (request.url.includes('/assets/site.new.css')) return answer.destroy();
    if (!isPage(request) && !request.url.startsWith('/p/')) return false;
    fetch(server.base + request.url, { headers: { accept: 'text/html' } }).then((got) => got.text()).then((html) => {
      answer.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'private, max-age=0' })
        .end(html.replace(/\/assets\/site\.[0-9a-f]+\.css/, '/assets/site.new.css'));
    });
    return true;
  };
  await behind(meddle, async (page, _, base) => {
    await keep(page, base + RESULT);
    const pharmacy = await page.getAttribute('.item h3 a', 'href');
    renewed = true;
    await page.goto(base + pharmacy);
    await page.waitForTimeout(500);
    const kept = await stored(page);
    assert.ok(kept.includes('/') && !kept.includes(pharmacy), String(kept));
  });
});

test('past its next change a kept page claims nothing, though the clock of the device stands years back', () => visit(server.base, async (page, context, base) => {
  await keep(page, base + RESULT);
  await cut(page, context);
  await page.addInitScript(setClock, '2020-01-01T00:00:00+09:00');
  await page.reload();
  assert.match(await page.innerText('.stale'), OFFLINE);
  assert.equal(await page.locator('p.state[data-state=open]').count(), 0);
}));

test('a page restored hours later counts as old, and does not ask again and again', () => visit(server.base, async (page, _, base) => {
  let asked = 0;
  page.on('request', (request) => { if (request.isNavigationRequest()) asked += 1; });
  await page.addInitScript(setClock, '2026-11-22T23:40:00+09:00');
  await page.goto(base + RESULT);
  assert.equal(await page.locator('.stale').count(), 0);
  await page.addInitScript(setClock, '2026-11-23T09:00:00+09:00');
  await page.addInitScript(() => {
    performance.getEntriesByType = () => [{ type: 'back_forward', transferSize: 0 }];
  });
  const before = asked;
  await page.reload();
  assert.match(await page.innerText('.stale'), /この画面は2026年11月22日 23:40のものです。\s*最新の内容を見る/);
  assert.ok(await page.locator('p.state[data-state=unknown]').count() > 0);
  assert.equal(await page.locator('p.state[data-state=open]').count(), 0);
  await page.waitForTimeout(1000);
  assert.equal(asked, before + 1);
}));

test('of a renewal that breaks off in the middle nothing is claimed', async () => {
  let breaks = false;
  const half = async (request, answer) => {
    if (!breaks || !isPage(request)) return false;
    const html = Buffer.from(await (await fetch(server.base + request.url, { headers: { accept: 'text/html' } })).arrayBuffer());
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': html.length });
    answer.write(html.subarray(0, html.length / 2), () => setTimeout(() => answer.destroy(), 50));
    return true;
  };
  await behind(half, async (page, _, base) => {
    await page.clock.install();
    await page.goto(base + RESULT);
    const open = () => page.locator('p.state[data-state=open]').count();
    assert.ok(await open() > 0);
    breaks = true;
    await page.clock.fastForward(Date.parse(await page.getAttribute('body', 'data-changes')) - Date.parse(NIGHT) + 20_000);
    await page.waitForSelector('.stale');
    assert.equal(await open(), 0);
    assert.match(await page.innerText('.stale'), /この画面は2026年11月22日 23:40のものです。\s*最新の内容を見る/);
  });
});

test('a fresh page is not called old on a device whose clock is wrong', () => visit(server.base, async (page, _, base) => {
  await page.addInitScript(setClock, '2031-01-01T00:00:00+09:00');
  await keep(page, base + RESULT);
  await page.goto(base + RESULT);
  await page.reload();
  assert.equal(await page.locator('.stale').count(), 0);
}));

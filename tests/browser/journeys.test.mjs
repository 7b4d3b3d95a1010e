// What people do: by keyboard alone, without scripts, with their position or without, offline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEAR, addNamesakes, browser, server, setUp } from './support.mjs';

setUp();

async function visit(settings, walk) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 }, ...settings });
  const page = await context.newPage();
  try {
    await walk(page, context);
  } finally {
    await context.close();
  }
}

/** Presses Tab until the focus is on what `selector` names. */
async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

test('by keyboard alone: from an empty field to a telephone', () => visit({}, async (page) => {
  await page.goto(server.base);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await tabTo(page, '#q');
  await page.keyboard.type('太子堂四丁目');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  assert.match(await page.innerText('h1'), /^23:40現在、太子堂四丁目から2km以内に/);
  await tabTo(page, '.item a.call');
  assert.match(await page.evaluate(() => document.activeElement.href), /^tel:0000\d+$/);
  await page.goBack();
  assert.equal(new URL(page.url()).search, '');
}));

test('without scripts: tonight, with a service, to a pharmacy and back', () => visit({ javaScriptEnabled: false }, async (page) => {
  await page.goto(server.base);
  assert.equal(await page.locator('[data-locate]').isVisible(), false);
  await page.fill('#q', '三軒茶屋駅');
  await page.check('#when-at');
  assert.equal(await page.locator('#date').inputValue(), '2026-11-22');
  await page.fill('#date', '2026-11-24');
  await page.fill('#time', '10:00');
  await page.click('details.more summary');
  await page.check('#service-home_visit');
  await page.click('button.submit');
  assert.match(await page.innerText('h1'), /^11月24日\(火\) 10:00、三軒茶屋駅から2km以内に\d+件開いている予定です。$/);
  assert.match(await page.innerText('.answer'), /必要なこと：自宅への訪問/);
  const first = page.locator('#open + ol > li, #open ~ ol > li').first();
  const name = await first.locator('h3 a').innerText();
  await first.locator('h3 a').click();
  assert.equal(await page.innerText('h1'), name);
  assert.match(await page.innerText('#week'), /これから1週間/);
  await page.goBack();
  assert.equal(await page.locator('#service-home_visit').isChecked(), true);
}));

test('an impossible date is told at its field, and everything else is kept', () => visit({}, async (page) => {
  await page.goto(`${server.base}/?q=${encodeURIComponent('太子堂')}&when=at&date=2026-02-30&time=21:00&service=otc&radius_m=5000`);
  assert.match(await page.innerText('#date-fault'), /「2026-02-30」という日付はありません/);
  const date = page.locator('#date');
  assert.deepEqual(
    [await date.inputValue(), await date.getAttribute('aria-invalid'), await date.getAttribute('aria-describedby')],
    ['2026-02-30', 'true', 'date-fault'],
  );
  assert.equal(await page.locator('#q').inputValue(), '太子堂');
  assert.equal(await page.locator('#time').inputValue(), '21:00');
  assert.equal(await page.locator('#service-otc').isChecked(), true);
  assert.equal(await page.locator('#radius_m').inputValue(), '5000');
  await page.click('.faults a');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'date');
}));

test('a script in any field is text', () => visit({}, async (page) => {
  let ran = false;
  await page.exposeFunction('ran', () => { ran = true; });
  const bad = '"><script>ran()</script><img src=x onerror=ran()>';
  const fields = ['q', 'when', 'date', 'time', 'until', 'service', 'radius_m', 'near', 'near_for', 'lang', 'all', 'by', 'month'];
  for (const path of ['/', '/areas/13112', '/p/none', `/${encodeURIComponent(bad)}`]) {
    const query = new URLSearchParams(fields.map((name) => [name, bad]));
    await page.goto(`${server.base}${path}?${query}`);
    await page.goto(`${server.base}${path}?${new URLSearchParams({ q: bad, when: 'at', date: bad, time: bad, until: bad })}`);
    assert.equal(await page.locator('main script, main img').count(), 0);
  }
  await page.goto(`${server.base}/?${new URLSearchParams({ q: bad })}`);
  assert.ok((await page.innerText('main')).includes('<script>'));
  assert.equal(await page.locator('#q').inputValue(), bad);
  assert.equal(ran, false);
}));

test('the position is asked for only when pressed, and used to eleven metres', () => visit(
  { geolocation: { latitude: 35.643712, longitude: 139.671049 }, permissions: ['geolocation'] },
  async (page) => {
    await page.addInitScript(() => {
      window.asked = 0;
      const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
      navigator.geolocation.getCurrentPosition = (...rest) => { window.asked += 1; own(...rest); };
    });
    await page.goto(server.base);
    assert.equal(await page.evaluate(() => window.asked), 0);
    await page.check('#when-tonight');
    await page.click('[data-locate]');
    await page.waitForURL(/near=/);
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get('near'), '35.6437,139.6710');
    assert.equal(query.get('when'), 'tonight');
    assert.match(await page.innerText('h1'), /^23:40現在、この地点から2km以内に/);
    // Asking anew keeps the point while no place is written.
    await page.click('details.again > summary');
    await page.click('button.submit');
    assert.equal(new URL(page.url()).searchParams.get('near'), '35.6437,139.6710');
  },
));

test('a refusal is answered kindly, and the field is ready', () => visit({ permissions: [] }, async (page) => {
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (_, refuse) => refuse({ code: 1 });
  });
  await page.goto(server.base);
  await page.click('[data-locate]');
  assert.match(await page.innerText('.locate-note'), /現在地を使えませんでした/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
}));

test('an unknown place gets what it may mean, and the towns', () => visit({}, async (page) => {
  await page.goto(`${server.base}/?q=${encodeURIComponent('太子道')}&when=tonight`);
  assert.match(await page.innerText('h1'), /「太子道」という場所は見つかりませんでした/);
  assert.match(await page.innerText('.places'), /もしかして\s*太子堂/);
  await page.locator('.places a').first().click();
  assert.match(await page.innerText('h1'), /^23:40現在、太子堂から2km以内に/);
  assert.equal(new URL(page.url()).searchParams.get('when'), 'tonight');
  await page.goto(`${server.base}/?q=zzzzzz`);
  assert.match(await page.innerText('h1'), /「zzzzzz」という場所は見つかりませんでした/);
  assert.equal(await page.locator('#q').inputValue(), 'zzzzzz');
  assert.ok(await page.locator('.towns a').count() > 20);
  await page.locator('.towns a').first().click();
  assert.match(await page.innerText('h1'), /から2km以内に/);
}));

test('a language is chosen, kept through the pages, and named', () => visit({}, async (page) => {
  await page.goto(`${server.base}/?${NEAR}`);
  await page.click('.languages summary');
  await page.click('.languages a[lang=en]');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.locator('.item h3 a').first().click();
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.click('.brand');
  assert.equal(await page.innerText('button.submit'), 'Search');
}));

test('the browser’s language is answered in', () => visit({ locale: 'ko-KR' }, async (page) => {
  await page.goto(server.base);
  assert.equal(await page.getAttribute('html', 'lang'), 'ko');
}));

test('a page whose states have changed asks anew, or says that it is old while something is typed', () => visit({}, async (page) => {
  await page.clock.install();
  await page.goto(`${server.base}/?${NEAR}`);
  const changes = await page.getAttribute('body', 'data-changes');
  assert.ok(changes, 'the page says when it changes');
  const left = Date.parse(changes) - Date.parse('2026-11-22T23:40:00+09:00');
  assert.ok(left > 0);
  await page.click('details.again > summary');
  await page.focus('#q');
  await page.clock.fastForward(left + 20_000);
  assert.match(await page.innerText('.stale'), /この画面は2026年11月22日 23:40のものです。\s*最新の内容を見る/);
}));

test('a list whose states have changed is renewed in its place: focus, sight and what is unfolded stay, and it is told', () => visit({ serviceWorkers: 'block', reducedMotion: 'reduce' }, async (page) => {
  await page.clock.install();
  await page.goto(`${server.base}/?${NEAR}`);
  await page.click('details.again > summary');
  const last = page.locator('.item a.call').last();
  const href = await last.getAttribute('href');
  await last.focus();
  const place = () => page.evaluate(() => Math.round(document.activeElement.getBoundingClientRect().top));
  const stood = await place();
  // What the server says twenty minutes later: the first pharmacy has closed, and a sentence says so.
  const later = async (route) => {
    const response = await route.fetch();
    const html = (await response.text())
      .replace(/data-shown="[^"]+"/, 'data-shown="2026-11-23T00:00:00+09:00"').replace(/data-changes="[^"]+"/, 'data-changes="2026-11-23T08:00:00+09:00"')
      .replace(/data-renewed="[^"]+"/, 'data-renewed="新しくしました。"')
      .replace(/<title>[^<]+/, '<title>24:00現在').replace(/<h1>[^<]+/, '<h1>24:00現在です。').replace(/<li class="item"[^]*?<\/li>/, '');
    await route.fulfill({ response, body: html });
  };
  const again = (url) => url.pathname === '/' && url.search;
  await page.route(again, later);
  let navigated = 0;
  page.on('request', (request) => { if (request.isNavigationRequest()) navigated += 1; });
  const items = await page.locator('.item').count();
  const left = Date.parse(await page.getAttribute('body', 'data-changes')) - Date.parse('2026-11-22T23:40:00+09:00');
  await page.clock.fastForward(left + 20_000);
  await page.locator('h1', { hasText: '24:00現在です。' }).waitFor();
  assert.equal(navigated, 0);
  assert.equal(await page.locator('.item').count(), items - 1);
  assert.equal(await page.title(), '24:00現在');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), href);
  assert.ok(Math.abs((await place()) - stood) <= 2, `${await place()} and not ${stood}`);
  assert.equal(await page.locator('details.again[open]').count(), 1);
  assert.equal((await page.getByRole('status').filter({ hasText: '新しくしました。' }).innerText()).trim(), '新しくしました。');
  // The next change counts from the new page; where nothing comes then, nothing is claimed.
  await page.unroute(again, later);
  await page.route(again, (route) => route.abort());
  await page.clock.fastForward(7 * 3600e3);
  assert.ok(await page.locator('p.state[data-state=open]').count() > 0, 'an hour before its change it still holds');
  await page.clock.fastForward(3600e3 + 20_000);
  await page.waitForFunction(() => !document.querySelector('p.state[data-state=open]'));
}));

test('the long lists of an area are folded on the screen and whole on paper', () => visit({}, async (page) => {
  await page.goto(`${server.base}/areas/13112`);
  const rows = () => page.$$eval('#tonight ~ table.serving tbody tr, #tonight ~ details.more tbody tr', (all) => [all.length, all.filter((row) => row.checkVisibility()).length]);
  const told = (await page.locator('#tonight ~ table.serving caption').allInnerTexts()).map((text) => Number(text.match(/(\d+)件/)[1]));
  const [all, seen] = await rows();
  assert.equal(all, told.reduce((sum, count) => sum + count));
  assert.ok(seen < all, `${seen} of ${all}`);
  const more = page.locator('#tonight ~ details.more > summary').first();
  assert.equal(await more.innerText(), `ほか${all - seen}件を見る`);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await rows(), [all, all]);
  assert.ok(!await more.isVisible());
  await page.emulateMedia({ media: 'screen' });
  await more.press('Enter');
  assert.deepEqual(await rows(), [all, all]);
  await page.goto(`${server.base}/areas/13112?view=print`);
  assert.deepEqual(await rows(), [all, all]);
}));

test('two places of one name are told apart by where they lie', () => visit({}, async (page) => {
  await addNamesakes(server);
  await page.goto(`${server.base}/?q=${encodeURIComponent('見本が丘')}`);
  assert.deepEqual(await page.locator('.places a').allInnerTexts(), ['見本が丘 世田谷区 町', '見本が丘 目黒区 町']);
}));

test('every page of a failure has the emergency numbers', () => visit({}, async (page) => {
  const answer = await page.goto(`${server.base}/p/nobody`);
  assert.equal(answer.status(), 404);
  assert.match(await page.innerText('h1'), /ページが見つかりません/);
  assert.deepEqual(await page.$$eval('.emergency a.call', (all) => all.map((a) => a.getAttribute('href'))), ['tel:119', 'tel:%237119', 'tel:%238000', 'tel:0000008001', 'tel:0000008002']);
}));

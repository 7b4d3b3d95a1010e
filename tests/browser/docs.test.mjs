// The reading room of the contract: every operation is there, and nothing is fetched from anywhere else.
import test from 'node:test';
import assert from 'node:assert/strict';
import { browser, server, setUp } from './support.mjs';

setUp();

test('the contract is shown whole, offline', async () => {
  const { paths } = await (await fetch(`${server.base}/openapi.json`)).json();
  const operations = Object.values(paths).flatMap(Object.values);
  const page = await browser.newPage();
  const elsewhere = [], faults = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.base) && !url.startsWith('data:')) elsewhere.push(url);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${server.base}/docs/`);
  await page.waitForSelector('.opblock', { timeout: 30_000 });
  const shown = await page.locator('.opblock').count();
  assert.ok(shown >= operations.length, `${shown} of ${operations.length} operations`);
  assert.match(await page.locator('.info .title').innerText(), /夜薬/);
  await page.locator('.opblock-summary').first().click();
  await page.waitForSelector('.opblock.is-open .parameters');
  assert.deepEqual({ elsewhere, faults }, { elsewhere: [], faults: [] });
});

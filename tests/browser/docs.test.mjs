// The reading room of the contract: every operation is there, and nothing is fetched from anywhere else.
import test from 'node:test';
import assert from 'node:assert/strict';
import { browser, server, setUp } from './support.mjs';

setUp();

test('the contract is shown whole, offline', async () => {
  const { paths } = await (await fetch(`${server.base}/openapi.json`)).json();
  const operations = Object.values(paths).flatMap(Object.values);
  const page = await browser.newPage();
  const elsewhere = [], faults = [], barred = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.base) && !url.startsWith('data:')) elsewhere.push(url);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => { if (/policy/i.test(line.text())) barred.push(line.text()); });
  const answer = await page.goto(`${server.base}/docs/`);
  assert.ok(!answer.headers()['content-security-policy'].includes('unsafe'));
  await page.waitForSelector('.opblock', { timeout: 30_000 });
  const shown = await page.locator('.opblock').count();
  assert.ok(shown >= operations.length, `${shown} of ${operations.length} operations`);
  assert.match(await page.locator('.info .title').innerText(), /夜薬/);
  await page.locator('.opblock-summary').first().click();
  await page.waitForSelector('.opblock.is-open .parameters');
  // An operation is tried, and the shapes are unfolded: nothing of that needs more than the policy allows.
  await page.locator('.opblock.is-open .try-out__btn').click();
  await page.locator('.opblock.is-open .execute').click();
  await page.waitForSelector('.opblock.is-open .live-responses-table');
  await page.locator('.models-control, .json-schema-2020-12-expand-deep-button, .model-toggle').first().click();
  assert.deepEqual({ elsewhere, faults, barred }, { elsewhere: [], faults: [], barred: [] });
});

// Clients made from the contract, as other people make them, against a running server.
import test from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, bin, contract, folder, here, python, serve, tool } from './house.mjs';

const told = /^\d+ open, \d+ on \d+ pages, 1 published\n$/;

test('a TypeScript client, strict: search, page through, upload, publish', async (t) => {
  // Below this folder, where its packages are found.
  const made = mkdtempSync(join(here, 'made-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  cpSync(join(here, 'typescript'), made, { recursive: true });
  const types = tool(bin('openapi-typescript'), [contract, '-o', join(made, 'api.d.ts'), '--default-non-nullable', 'false']);
  assert.equal(types.status, 0, types.told);
  const compiled = tool(bin('tsc'), ['-p', made]);
  assert.equal(compiled.status, 0, compiled.told);
  const { base, token } = await serve(t, { YORUYAKU_CLOCK: NOW });
  const run = tool(process.execPath, [join(made, 'out/client.js'), base, token('editor:setagaya')]);
  assert.equal(run.status, 0, run.told);
  assert.match(run.told, told);
});

test('a Python client: search, page through, upload, publish', { skip: !python && 'Python is not installed' }, async (t) => {
  const made = folder(t);
  const config = join(here, 'python/generate.yaml');
  const package_ = join(made, 'yoruyaku_api_client');
  const generator = ['-m', 'openapi_python_client', 'generate', '--path', contract, '--output-path', package_];
  const generated = tool(python, [...generator, '--meta', 'none', '--config', config, '--fail-on-warning']);
  assert.equal(generated.status, 0, generated.told);
  const { base, token } = await serve(t, { YORUYAKU_CLOCK: NOW });
  const run = tool(python, [join(here, 'python/client.py'), base, token('editor:setagaya')], {
    env: { ...process.env, PYTHONPATH: made, PYTHONWARNINGS: 'error::DeprecationWarning:yoruyaku_api_client' },
  });
  assert.equal(run.status, 0, run.told);
  assert.match(run.told, told);
});

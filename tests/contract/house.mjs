// The built server with the demonstration in a database of its own, and tools run beside it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const here = fileURLToPath(new URL('.', import.meta.url));
export const contract = join(root, 'openapi/yoruyaku.json');
const binary = process.env.YORUYAKU_TEST_BINARY || join(root, 'target/debug/yoruyaku');

/** Where pip put what `requirements.txt` names. */
export const python = process.env.YORUYAKU_TEST_PYTHON;

/** The evening that the examples of the contract are of. */
export const NOW = '2026-11-22T19:30:00+09:00';

/** A folder of one's own, removed at the end of the test `t`. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'yoruyaku-contract-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Serves the demonstration until the test `t` ends; `token` makes one of that authority. */
export async function serve(t, settings = {}) {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: run cargo build, or set YORUYAKU_TEST_BINARY`);
  const home = folder(t);
  const env = {
    PATH: process.env.PATH,
    YORUYAKU_LISTEN: '127.0.0.1:0',
    YORUYAKU_DATABASE_URL: `sqlite://${home}/contract.db`,
    YORUYAKU_LOG: 'error',
    YORUYAKU_WORKERS: '2',
    YORUYAKU_REQUESTS_PER_MINUTE: '0',
    YORUYAKU_REQUESTS_PER_MINUTE_WITH_KEY: '0',
    ...settings,
  };
  const server = spawn(binary, ['serve', '--demo'], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], env });
  let said = '';
  const base = await new Promise((resolve, reject) => {
    const look = (part) => {
      said += part;
      const found = said.match(/page\s+(http:\/\/[^/\s]+)\//);
      if (found) resolve(found[1]);
    };
    server.stdout.on('data', look);
    server.stderr.on('data', look);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the server did not start: ${said}`)), 60_000).unref();
  });
  t.after(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  });
  await prepared(base);
  const run = (args) => {
    const done = spawnSync(binary, args, { cwd: home, env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout.trim();
  };
  const token = (authority) => run(['token', 'create', '--name', 'contract', '--authority', authority]);
  return { base, token, said: () => said, isRunning: () => server.exitCode === null };
}

/** Waits for the bulk files: they are prepared behind whatever else is to do, and until then rightly answer 503. */
async function prepared(base) {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`${base}/v1/bulk/latest/pharmacies.ndjson`, { redirect: 'manual' });
    if (answer.status === 307) return;
    await new Promise((again) => { setTimeout(again, 100); });
  }
  throw new Error('the bulk files were not prepared within a minute');
}

/** Runs a program to its end; what it said is in `told`, whole. */
export function tool(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: here, encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.error) throw done.error;
  return { status: done.status, told: `${done.stdout}${done.stderr}` };
}

/** The same without waiting in place, for what may go on beside it. */
export function job(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let told = '';
    child.stdout.on('data', (part) => (told += part));
    child.stderr.on('data', (part) => (told += part));
    child.on('error', reject);
    child.on('exit', (status) => resolve({ status, told }));
  });
}

/** A program that npm put beside these tests. */
export const bin = (name) => join(here, 'node_modules/.bin', name);

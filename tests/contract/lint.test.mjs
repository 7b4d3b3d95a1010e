// The contract as linters see it. No ignore file, nothing below hint is let pass.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, contract, folder, here, tool } from './house.mjs';

const quiet = { env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off' } };
const redocly = (file) => tool(bin('redocly'), ['lint', file, '--config', join(here, 'redocly.yaml')], quiet);
const spectral = (file) =>
  tool(bin('spectral'), ['lint', file, '--ruleset', join(here, 'spectral.yaml'), '--fail-severity', 'hint', '--quiet']);

/** The contract with something wrong in it, in a file of its own. */
function damaged(t, damage) {
  const whole = JSON.parse(readFileSync(contract, 'utf8'));
  damage(whole);
  const path = join(folder(t), 'damaged.json');
  writeFileSync(path, JSON.stringify(whole));
  return path;
}

test('Redocly, recommended-strict: clean', () => {
  const { status, told } = redocly(contract);
  assert.equal(status, 0, told);
});

test('Spectral with its own rules, those of OWASP and ours: clean at hint level', () => {
  const { status, told } = spectral(contract);
  assert.equal(status, 0, told);
});

test('Redocly sees an example that is not of its schema', (t) => {
  const file = damaged(t, (it) => (it.components.schemas.Association.properties.id.examples = [7]));
  const { status, told } = redocly(file);
  assert.notEqual(status, 0, told);
  assert.match(told, /no-invalid-schema-examples/);
});

test('each rule of ours finds what it is for', (t) => {
  const damages = {
    'house-operation-id': (it) => (it.paths['/v1/places'].get.operationId = 'findPlaces'),
    'house-described': (it) => (it.paths['/v1/places'].get.summary = 'Go'),
    'house-path': (it) => (it.paths['/v1/Places_of'] = it.paths['/v1/places']),
    'house-parameter-name': (it) => (it.paths['/v1/places'].get.parameters[0].name = 'whatFor'),
    'house-property-name': (it) => (it.components.schemas.Area.properties.theCode = { type: 'boolean', description: 'x' }),
    'house-parameter': (it) => delete it.paths['/v1/places'].get.parameters[0].schema.maxLength,
    'house-problem': (it) => (it.components.responses.NotFound.content = { 'text/plain': {} }),
    'house-every-failure': (it) => delete it.paths['/v1/places'].get.responses['4XX'],
    'house-request-example': (it) => delete it.paths['/v1/listings'].post.requestBody.content['application/octet-stream'].example,
    'house-answer-example': (it) => delete it.paths['/v1/places'].get.responses['200'].content['application/json'].example,
    'house-answer-headers': (it) => delete it.paths['/v1/places'].get.responses['200'].headers['X-Request-Id'],
    'house-header': (it) => delete it.components.headers.ETag.schema.pattern,
    'house-written-by-those-who-may': (it) => delete it.paths['/v1/listings'].post.security,
    'house-closed-request': (it) => (it.components.schemas.ExceptionRequest.additionalProperties = true),
    'owasp:api4:2023-string-limit': (it) => delete it.components.schemas.Area.properties.code.maxLength,
  };
  const file = damaged(t, (it) => Object.values(damages).forEach((damage) => damage(it)));
  const { told } = spectral(file);
  const missed = Object.keys(damages).filter((rule) => !told.includes(rule));
  assert.deepEqual(missed, [], told);
});

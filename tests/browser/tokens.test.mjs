// The colours of the pages are those of the Digital Agency's design system, as its package has them.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const colours = (css) => [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/gi)].map(([, name, value]) => [name, long(value)]);

/** `#fff` as `#ffffff`. */
function long(value) {
  const digits = value.slice(1).toLowerCase();
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
}

// The system has no surfaces for the dark.
const OURS = ['night', 'page', 'card', 'soft', 'line', 'call-soft', 'warn-soft', 'fault-soft'];

test('every colour is a token of the design system', () => {
  const tokens = new Map(
    colours(readFileSync(new URL(import.meta.resolve('@digital-go-jp/design-tokens/dist/tokens.css')), 'utf8')).map(([name, value]) => [value, name]),
  );
  assert.ok(tokens.size > 100, `${tokens.size} tokens`);
  const css = readFileSync(new URL('../../src/web/site/style.css', import.meta.url), 'utf8');
  const [light, dark] = css.split('@media (prefers-color-scheme: dark)');
  const strangers = (part, ours) => colours(part).filter(([name, value]) => !tokens.has(value) && !ours.includes(name));
  const root = (part) => part.slice(part.indexOf(':root'), part.indexOf('}', part.indexOf(':root')));
  assert.deepEqual(strangers(root(light), []), []);
  assert.deepEqual(strangers(root(dark), OURS), []);
  assert.ok(colours(root(light)).length > 15 && colours(root(dark)).length > 15);
});

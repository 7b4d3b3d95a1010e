// What a script adds to a framed list: the frame gets its height, and the list stays current without a reload.
(() => {
  'use strict';
  const body = document.body;
  const framed = parent !== window;

  // The height goes only to the page that asked for it, and only to the frame's own parent.
  let asker = null;
  const tell = () => {
    if (!asker) return;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: 'yoruyaku:height', version: 1, height }, asker);
  };
  addEventListener('message', (event) => {
    if (!framed || event.source !== parent || !event.data || event.data.type !== 'yoruyaku:hello') return;
    // A page without an origin (a file, a sandbox) can't be named; a height is no secret.
    asker = event.origin === 'null' ? '*' : event.origin;
    tell();
  });
  if (framed) {
    new ResizeObserver(tell).observe(document.documentElement);
    parent.postMessage({ type: 'yoruyaku:ready', version: 1 }, '*');
  }

  // Time is counted from the server's: a wrong clock in the device changes nothing.
  const old = document.querySelector('.old');
  const first = document.querySelector('time');
  if (!first || !body.dataset.changes) return;
  let confirmed = Date.parse(first.dateTime), heard = Date.now();
  let changes = Date.parse(body.dataset.changes), tag = '', timer = 0, failed = 0;
  const now = () => confirmed + (Date.now() - heard);
  const clock = () => {
    const japan = new Date(confirmed + 9 * 3600000);
    const text = `${japan.getUTCHours()}:${String(japan.getUTCMinutes()).padStart(2, '0')}`;
    for (const time of document.querySelectorAll('time')) {
      time.textContent = text;
      time.dateTime = new Date(confirmed).toISOString();
    }
  };
  const mark = (is) => { if (old.hidden === is) { old.hidden = !is; } };

  const take = (html) => {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    const focused = document.activeElement && document.activeElement.getAttribute('href');
    for (const part of ['.old', 'main', 'footer']) {
      const [here, there] = [document.querySelector(part), fresh.querySelector(part)];
      if (here && there) here.replaceChildren(...there.childNodes);
    }
    changes = Date.parse(fresh.body.dataset.changes) || changes;
    if (focused) for (const link of document.links) if (link.getAttribute('href') === focused) { link.focus({ preventScroll: true }); break; }
  };

  const ask = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(location.href, { cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(15000) });
      if (!answer.ok) throw new Error(answer.status);
      const [html, came] = [await answer.text(), answer.headers.get('etag')];
      if (came !== tag || !came) { take(html); tag = came; }
      confirmed = Date.parse(answer.headers.get('x-yoruyaku-now')) || now();
      heard = Date.now();
      failed = 0;
      clock();
      mark(false);
    } catch {
      failed += 1;
      mark(true);
    }
    next();
  };

  // The next change of a state, or sooner to see whether something was published.
  const next = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const again = Number(body.dataset.askAgain || 35) * 1000;
    const left = changes - now();
    const spread = Math.random() * 2000;
    const wait = failed ? Math.min(15000 * failed, 120000) : Math.min(left > 0 ? left : 5000, again);
    timer = setTimeout(ask, wait + spread);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return clearTimeout(timer);
    if (Date.now() - heard > 120000) mark(true);
    ask();
  });
  addEventListener('online', ask);
  addEventListener('offline', () => mark(true));
  next();
})();

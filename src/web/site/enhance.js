// What a browser with scripts adds. Every page works without this file.
(() => {
  'use strict';
  const body = document.body;
  const said = body.dataset;
  const find = (what) => document.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const make = (name, parts) => Object.assign(document.createElement(name), parts);
  let shown = Date.parse(said.shown);
  let opened = Date.now();

  // The current position, only when asked for.
  const locate = find('[data-locate]');
  if (locate && navigator.geolocation && isSecureContext) {
    const note = find('.locate-note');
    locate.hidden = false;
    locate.addEventListener('click', () => {
      note.textContent = locate.dataset.asking;
      locate.setAttribute('aria-disabled', 'true');
      navigator.geolocation.getCurrentPosition((found) => {
        // Four places are eleven metres: near enough to walk, and no more exact than needed.
        const near = [found.coords.latitude, found.coords.longitude].map((d) => d.toFixed(4)).join(',');
        const asked = new FormData(locate.form);
        for (const name of ['q', 'near', 'near_for']) asked.delete(name);
        if (asked.get('when') !== 'at') for (const name of ['date', 'time', 'until']) asked.delete(name);
        asked.set('near', near);
        location.assign(`${locate.form.action}?${new URLSearchParams(asked)}`);
      }, (refused) => {
        note.textContent = refused.code === 1 ? locate.dataset.denied : locate.dataset.failed;
        locate.removeAttribute('aria-disabled');
        find('#q').focus();
      }, { enableHighAccuracy: false, timeout: 10000, maximumAge: 60000 });
    });
  }

  // Who writes a date or a time means it.
  const instant = find('.instant');
  if (instant) instant.addEventListener('input', () => { find('#when-at').checked = true; });

  // The printer, from the page that shows what will be printed.
  const printer = find('[data-print]');
  if (printer) {
    printer.hidden = false;
    printer.addEventListener('click', () => print());
  }

  // The map, and its library, only when asked for.
  const atlas = find('[data-map]');
  if (atlas && find('[data-lat]')) {
    const open = atlas.querySelector('[data-map-open]');
    const note = atlas.querySelector('.map-note');
    const frame = atlas.querySelector('.map-frame');
    const load = (name, parts) => new Promise((onload, onerror) => {
      document.head.append(make(name, { ...parts, onload, onerror }));
    });
    const script = (src) => load('script', { src });
    const style = (href) => load('link', { rel: 'stylesheet', href });
    atlas.hidden = false;
    open.addEventListener('click', async () => {
      note.textContent = open.dataset.loading;
      open.hidden = true;
      try {
        await Promise.all([...atlas.dataset.styles.split(' ').map(style), ...atlas.dataset.leaflet.split(' ').map(script)]);
        frame.hidden = false;
        note.textContent = '';
        await script(atlas.dataset.map);
      } catch (failed) {
        frame.hidden = true;
        open.hidden = false;
        note.textContent = frame.dataset.failed;
      }
    });
  }

  // A shared address without the parts that say nothing.
  for (const form of all('form[method=get]')) {
    form.addEventListener('formdata', ({ formData }) => {
      if (formData.get('when') !== 'at') for (const name of ['date', 'time', 'until']) formData.delete(name);
      for (const [name, value] of [...formData]) if (value === '' && name !== 'q') formData.delete(name);
    });
  }

  // Without a network, at an address never seen: what is kept on this device, the latest first.
  const list = find('[data-kept-list]');
  if (list) addEventListener('online', () => location.reload());
  if (list && window.caches) (async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const store = await caches.open(name);
      for (const request of await store.keys()) {
        const { pathname, search } = new URL(request.url);
        if (/^\/(assets\/|offline)/.test(pathname)) continue;
        const kept = new DOMParser().parseFromString(await (await store.match(request)).text(), 'text/html');
        found.push([Date.parse(kept.body.dataset.shown), kept.title, pathname + search]);
      }
    }
    const told = new Intl.DateTimeFormat(document.documentElement.lang,
      { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' });
    list.hidden = !found.length;
    for (const [at, title, href] of found.sort((a, b) => b[0] - a[0])) {
      const line = make('li');
      line.append(make('a', { href, textContent: `${title} (${told.format(at)})` }));
      list.querySelector('ul').append(line);
    }
  })();

  // When it is old or the network is away, the page says so; when a state changes, it asks anew.
  const bar = (text, link) => {
    if (list) return;
    let mark = find('.stale');
    if (!mark) {
      mark = make('p', { className: 'stale' });
      mark.setAttribute('role', 'status');
      body.append(mark);
    }
    mark.textContent = text + ' ';
    if (link) {
      const onclick = (event) => { event.preventDefault(); location.reload(); };
      mark.append(make('a', { href: location.href, textContent: link, onclick }));
    }
  };
  const kept = 'kept' in said;
  const away = () => bar(said.offline, said.kept && said.reload);
  const old = () => (navigator.onLine && !kept ? bar(said.stale, said.reload) : away());
  addEventListener('offline', away);
  addEventListener('online', () => bar(said.stale, said.reload));
  if (kept || !navigator.onLine) away();

  // Time is counted from the server's: a wrong clock in the phone changes nothing. Only a page that was made some time
  // before it came here (kept, restored, from a store of the browser's) has no other clock.
  const served = performance.getEntriesByType('navigation')[0] || {};
  let stored = kept || served.type === 'back_forward' || (served.transferSize === 0 && !served.workerStart);
  const now = () => (stored ? Date.now() : shown + (Date.now() - opened));
  const isOld = () => Math.abs(now() - shown) > 300000;
  // The parts that a state changes are put in place of the old ones. A reader stays where they were: the focus on the same
  // link, what is in sight in the same place, what is unfolded unfolded.
  const renew = async () => {
    const parts = all('[data-live]');
    if (!parts[0]) return location.reload();
    const came = await fetch(location, { headers: { accept: 'text/html' } });
    const { title, body: fresh } = came.ok ? new DOMParser().parseFromString(await came.text(), 'text/html') : {};
    if (!fresh || 'kept' in fresh.dataset) return expire();
    const links = () => all('[data-live] a');
    const top = (link) => link.getBoundingClientRect().top;
    const focus = document.activeElement;
    const seen = links().find((link) => top(link) > 0) || body;
    const stood = top(seen);
    for (const part of parts) part.replaceWith(fresh.querySelector(`[data-live=${part.dataset.live}]`) || '');
    const same = (old) => links().find((link) => link.outerHTML === old.outerHTML);
    if (same(focus)) same(focus).focus({ preventScroll: true });
    if (same(seen)) scrollBy({ top: top(same(seen)) - stood, behavior: 'instant' });
    document.title = title;
    Object.assign(said, { changes: '' }, fresh.dataset);
    [shown, opened, stored] = [Date.parse(said.shown), Date.now(), false];
    timer = setInterval(look, 15000);
    bar(said.renewed);
  };
  const busy = () => find('.map-frame:not([hidden]), form :focus');
  const look = () => {
    // A clock that says less than when the page was made is wrong, and what it says of later worth nothing.
    if (!(now() >= Date.parse(said.changes) || now() < shown - 60000)) return;
    clearInterval(timer);
    if (!stored && navigator.onLine && !busy() && !document.hidden) return renew().catch(expire);
    expire();
  };
  const expire = () => {
    old();
    // What the states are now is not known here, and the map has them too.
    const frame = find('.map-frame');
    if (frame) frame.hidden = true;
    for (const line of all('p.state')) {
      const mark = line.querySelector('.mark');
      mark.textContent = said.unsure;
      line.dataset.state = 'unknown';
      line.replaceChildren(mark);
    }
  };
  let timer = setInterval(look, 15000);
  document.addEventListener('visibilitychange', look);
  if (stored && isOld()) old();
  look();
  // A page from the back-forward memory goes on where it stood.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    if (isOld()) old();
    look();
  });
  if (navigator.serviceWorker) navigator.serviceWorker.register('/worker.js');
})();

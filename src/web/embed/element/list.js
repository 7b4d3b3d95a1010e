// <yoruyaku-list area="13112">: the pharmacies open tonight, on any page. One file, no framework, no cookie; nobody is
// asked but the server this file is from.
// Version 3. What is sent of it, without the comments, never changes: a change is a new version (see scripts.rs).
(() => {
  'use strict';
  const here = document.currentScript;
  if (!here || !here.src || customElements.get('yoruyaku-list')) return;
  const base = new URL('.', here.src);
  const NAMES = ['area', 'association', 'service', 'near', 'radius-m', 'when', 'lang', 'view', 'limit', 'theme', 'text',
    'background', 'accent', 'font-size'];
  const KEPT_MS = 7 * 24 * 3600e3;
  const CLOCK = '\ue000';

  const LIGHT = '--page:#fff;--text:#1a1a1a;--quiet:#4d4d4d;--line:#b3b3b3;--link:#0017c1;--on-link:#fff;--open:#115a36;--on-open:#fff;--call:#0017c1;--call-soft:#e8f1fe;--warn:#8b3200;--warn-soft:#fff3ea;--focus:#000;--ring:#ffd43d';
  const DARK = '--page:#0c1022;--text:#f2f4fb;--quiet:#c3c9de;--line:#5b648a;--link:#a9c0ff;--on-link:#00104d;--open:#9bd4b5;--on-open:#032213;--call:#a9c0ff;--call-soft:#1d2850;--warn:#ffc199;--warn-soft:#3a2314;--focus:#ffd43d;--ring:#000';
  const STYLE = `
:host{display:block}
:host([hidden]),[hidden]{display:none}
*,::before,::after{box-sizing:border-box}
.list{${LIGHT};color-scheme:light;container-type:inline-size;background:var(--page);color:var(--text);padding:.75em;line-height:1.6;overflow-wrap:anywhere}
.list[data-theme=dark]{${DARK};color-scheme:dark}
@media(prefers-color-scheme:dark){.list[data-theme=auto]{${DARK};color-scheme:dark}}
h2,h3,h4,h5,h6,p,ul{margin:0;padding:0;font-size:1em}
.title,.heading{line-height:1.4;font-weight:700;word-break:auto-phrase;text-wrap:pretty}
.title{font-size:1.25em;border-inline-start:.3em solid #ffd43d;padding-inline-start:.55em}
rt{font-size:.55em}
a{color:var(--link);text-underline-offset:.2em}
a:hover{text-decoration-thickness:.2em}
:focus-visible{outline:.2em solid var(--focus);outline-offset:.125em;box-shadow:0 0 0 .125em var(--ring);border-radius:.25em}
.summary{margin-top:.4em;font-weight:700}
.narrowed,.help,.far,.which,.why,.confirmed,.address,.services,.foot,.count{color:var(--quiet);font-size:.875em;font-weight:400}
.heading{font-size:1.05em;margin:1.1em 0 .4em}
ul{list-style:none;display:grid;gap:.6em}
li{border:1px solid var(--line);border-inline-start:.35em solid var(--line);border-radius:.6em;padding:.6em .8em}
li[data-state=open]{border-inline-start-color:var(--open)}
li[data-state=on_call]{border-inline-start:.35em double var(--call)}
li[data-state=unknown]{border-inline-start:.25em dashed var(--quiet)}
.state{display:flex;flex-wrap:wrap;align-items:center;gap:.2em .5em;font-weight:700}
.mark{border:2px solid;border-radius:2em;padding:0 .65em;font-size:.9em}
.mark::before{content:"";display:inline-block;width:.7em;height:.7em;margin-inline-end:.35em;border-radius:50%;border:.2em solid}
[data-state=open] .mark{background:var(--open);border-color:var(--open);color:var(--on-open)}
[data-state=open] .mark::before{border-width:.35em}
[data-state=on_call] .mark{background:var(--call-soft);color:var(--call)}
[data-state=unknown] .mark{border-style:dashed}
[data-state=unknown] .mark::before{content:"?";border:0;width:auto;height:auto}
[data-state=closed] .mark::before{height:0;border-width:.1em 0;border-radius:0;vertical-align:middle}
.soon{border:2px solid;color:var(--warn);background:var(--warn-soft);border-radius:.35em;padding:0 .4em;font-size:.875em}
.name{font-size:1.05em;font-weight:700;margin:.15em 0}
.name a{color:inherit;display:inline-block;padding-block:.2em}
.reading{color:var(--quiet);font-size:.85em;font-weight:400}
.far{white-space:nowrap}
.call{margin:.15em 0 .3em}
.call a,.map button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75em;padding:.25em 1em;border:2px solid var(--link);border-radius:.5em;background:transparent;font:inherit;font-weight:700;cursor:pointer}
.which{display:block}
.call a{min-width:10.5em;text-decoration:none;white-space:nowrap;font-variant-numeric:tabular-nums}
.call a::before{content:"";width:24px;height:24px;margin-inline-end:.2em;background:currentColor;clip-path:path("M3 5Q3 3 5 3L8 3Q9 3 9.3 4L10 8Q10.2 9 9.4 9.6L8 10.8Q10 14.5 13.2 16L14.4 14.6Q15 13.8 16 14L20 14.7Q21 15 21 16L21 19Q21 21 19 21Q12 20.6 7.7 16.3Q3.4 12 3 5Z")}
li[data-state=open] .call:not(.other) a{background:var(--link);color:var(--on-link)}
.call a:hover{text-decoration:underline}
.note{background:var(--warn-soft);color:var(--warn);border-inline-start:.25em solid;padding:.2em .6em;margin-bottom:.25em;border-radius:.2em;font-size:.9em}
.more a,.page a{display:inline-block;padding:.4em 0}
.foot{margin-top:1em;border-top:1px solid var(--line);padding-top:.5em}
.status:empty{display:none}
.status{background:var(--warn-soft);color:var(--warn);border:2px solid;border-radius:.4em;padding:.4em .7em;margin-bottom:.6em;font-weight:700}
.map{margin-top:.8em}
.map button{color:var(--link);margin-bottom:.5em}
.map iframe{display:block;width:100%;height:min(32em,75vh);border:1px solid var(--line);border-radius:.6em;margin-bottom:.4em}
[data-view=compact] ul{gap:0;border-top:1px solid var(--line)}
[data-view=compact] li{border:0;border-bottom:1px solid var(--line);border-radius:0;padding:.45em 0;display:flex;flex-wrap:wrap;align-items:center;gap:.1em .8em}
[data-view=compact] .name{flex:1 1 12em;margin:0;font-size:1em}
[data-view=compact] .mark{font-size:.85em}
[data-view=compact] .state{font-size:.9em}
[data-view=compact] .call{margin:0}
[data-view=compact] .call a{min-width:0}
[data-view=compact] .which{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[data-view=compact] .note{flex-basis:100%}
@container(min-width:34em){
[data-view=full] li{display:grid;grid-template-columns:1fr auto;column-gap:1em;align-items:start}
[data-view=full] li>*{grid-column:1}
[data-view=full] li>.calls{grid-column:2;grid-row:1/span 12;text-align:end}
[data-view=compact] li{display:grid;grid-template-columns:14em 1fr auto;align-items:center}
[data-view=compact] .note{grid-column:1/-1}
}
@container(min-width:42em){[data-view=compact] li{grid-template-columns:18em 1fr auto}}
@media(prefers-reduced-motion:no-preference){.fresh{animation:fresh .4s ease-out}@keyframes fresh{from{opacity:.3}}}
@media(forced-colors:active){.mark,.soon,.note,.call a,.status{border-color:CanvasText}}
@media print{
.list,.list[data-theme]{--page:#fff;--text:#000;--quiet:#333;--line:#666;--link:#000;--on-link:#000;--open:#000;--on-open:#fff;--call:#000;--call-soft:#fff;--warn:#000;--warn-soft:#fff;padding:0}
li{break-inside:avoid}
.mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.call a,li[data-state=open] .call:not(.other) a{min-height:0;min-width:0;padding:0;border:0;background:none}
.call a::before,.map{display:none}
a{text-decoration:none}
}`;
  let sheet = null;
  try {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  } catch { sheet = null; }

  // Nothing is ever written as markup: text is text, whatever it holds.
  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) {
      element.className = name;
      element.setAttribute('part', name);
    }
    element.append(...inside.filter((part) => part !== null && part !== undefined && part !== ''));
    return element;
  };

  // One answer serves every element on the page that asks for the same.
  const asked = new Map();
  const ask = (url) => {
    if (!asked.has(url)) {
      const answer = fetch(url, {
        cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15000),
      }).then(async (response) => {
        const text = await response.text();
        return { status: response.status, text, now: Date.parse(response.headers.get('x-yoruyaku-now')) || Date.now() };
      });
      asked.set(url, answer);
      answer.catch(() => {}).then(() => asked.delete(url));
    }
    return asked.get(url);
  };

  const remember = (key, value) => {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a page may forbid it; then nothing is kept */ }
  };
  const recall = (key) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept && typeof kept.text === 'string' && Date.now() - kept.heard < KEPT_MS && Date.now() >= kept.heard - 60e3) return kept;
    } catch { /* nothing kept, or nothing that can be read */ }
    return null;
  };

  class YoruyakuList extends HTMLElement {
    static observedAttributes = [...NAMES, 'map'];

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: 'open' });
      if (sheet && 'adoptedStyleSheets' in shadow) shadow.adoptedStyleSheets = [sheet];
      else shadow.append(Object.assign(document.createElement('style'), { textContent: STYLE }));
      this.status = make('p', 'status');
      this.status.setAttribute('role', 'status');
      this.list = make('div', 'list', this.status, document.createElement('slot'));
      this.list.dataset.theme = 'light';
      shadow.append(this.list);
      this.turn = 0;
      this.seen = () => this.look();
      this.back = () => this.refresh();
      this.gone = () => this.mark(true);
    }

    connectedCallback() {
      document.addEventListener('visibilitychange', this.seen);
      addEventListener('online', this.back);
      addEventListener('offline', this.gone);
      this.begin();
    }

    disconnectedCallback() {
      document.removeEventListener('visibilitychange', this.seen);
      removeEventListener('online', this.back);
      removeEventListener('offline', this.gone);
      clearTimeout(this.timer);
      clearTimeout(this.patience);
      this.turn += 1;
      if (this.frame) this.roll();
    }

    attributeChangedCallback() {
      if (!this.isConnected || this.changing) return;
      this.changing = true;
      queueMicrotask(() => { this.changing = false; if (this.isConnected) this.begin(); });
    }

    address(name) {
      const query = new URLSearchParams();
      for (const attribute of NAMES) {
        const value = (this.getAttribute(attribute) || '').trim();
        if (value) query.append(attribute.replace('-', '_'), value);
      }
      return `${new URL(name, base)}?${query}`;
    }

    begin() {
      this.url = this.address('list.json');
      if (this.frame) this.roll();
      this.data = null;
      this.text = '';
      this.failed = 0;
      clearTimeout(this.patience);
      // A kept list is shown when the network takes too long; it is marked, always.
      this.patience = setTimeout(() => { if (!this.data) this.old(); }, 3000);
      this.refresh();
    }

    async refresh() {
      clearTimeout(this.timer);
      const turn = ++this.turn;
      try {
        const { status, text, now } = await ask(this.url);
        if (turn !== this.turn) return;
        if (status === 400 || status === 404) return this.refused(JSON.parse(text));
        if (status !== 200) throw new Error(String(status));
        const data = JSON.parse(text);
        this.failed = 0;
        this.confirmed = now;
        this.heard = Date.now();
        remember(`yoruyaku:${this.url}`, { text, confirmed: now, heard: this.heard });
        this.take(data, text);
        this.mark(false);
      } catch {
        if (turn !== this.turn) return;
        this.failed += 1;
        if (this.data) this.mark(true); else this.old();
      }
      this.wait();
    }

    // The next change of a state, or sooner to see whether something was published.
    wait() {
      clearTimeout(this.timer);
      if (document.hidden || !this.isConnected) return;
      const spread = Math.random() * 2000;
      let wait = Math.min(15e3 * this.failed, 300e3);
      if (!this.failed) {
        const left = Date.parse(this.data.changes_at) - this.now();
        wait = Math.min(left > 0 ? left : 5e3, (this.data.ask_again_s || 35) * 1000);
      }
      this.timer = setTimeout(() => this.refresh(), wait + spread);
    }

    look() {
      if (document.hidden) return clearTimeout(this.timer);
      if (this.data && Date.now() - this.heard > 120e3) this.mark(true);
      this.refresh();
    }

    // Counted from the server's clock: a wrong one here changes nothing.
    now() {
      return this.confirmed + (Date.now() - this.heard);
    }

    // The list kept from the last time, if there is one; else what stands inside the element stays.
    old() {
      const kept = recall(`yoruyaku:${this.url}`);
      if (!kept) return;
      this.confirmed = kept.confirmed;
      this.heard = kept.heard;
      try { this.take(JSON.parse(kept.text), kept.text); } catch { return; }
      this.mark(true);
    }

    // Says that the list is not confirmed now, and of when it is; its states stand no longer than they were known to.
    mark(is) {
      if (!this.data) return;
      const unsure = is && this.now() >= Date.parse(this.data.changes_at);
      if (unsure !== this.unsure) { this.unsure = unsure; this.draw(); }
      this.status.replaceChildren(...(is ? this.words(this.data.words.offline) : []));
      this.clock();
      this.toggleAttribute('data-old', is);
    }

    take(data, text) {
      const first = !this.data;
      if (text === this.text) return this.clock();
      this.data = data;
      this.text = text;
      this.unsure = false;
      this.draw();
      if (!first) {
        this.body.classList.add('fresh');
        this.dispatchEvent(new CustomEvent('yoruyaku-change', { bubbles: true }));
      }
    }

    clock() {
      const japan = new Date(this.confirmed + 9 * 3600e3);
      const text = `${japan.getUTCHours()}:${String(japan.getUTCMinutes()).padStart(2, '0')}`;
      for (const time of this.list.querySelectorAll('time')) {
        time.textContent = text;
        time.dateTime = new Date(this.confirmed).toISOString();
      }
    }

    // Words are a text, or a row of texts and of pairs: a base and its reading.
    words(words) {
      const out = [];
      for (const part of Array.isArray(words) ? words : [words]) {
        if (Array.isArray(part)) {
          out.push(make('ruby', '', part[0], make('rp', '', '（'), make('rt', '', part[1]), make('rp', '', '）')));
          continue;
        }
        String(part ?? '').split(CLOCK).forEach((piece, at) => {
          if (at) out.push(make('time', ''));
          if (piece) out.push(piece);
        });
      }
      return out;
    }

    paragraph(name, words) {
      return words ? make('p', name, ...this.words(words)) : null;
    }

    link(words, path) {
      const link = make('a', 'link', ...this.words(words));
      const url = new URL(path, base);
      // A list can lead to pages only: no address of a script passes.
      if (url.protocol === 'https:' || url.protocol === 'http:') link.href = url.href;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      return link;
    }

    draw() {
      const { data } = this;
      const level = Math.min(Math.max(Number(this.getAttribute('heading')) || 2, 2), 5);
      const focused = this.shadowRoot.activeElement && this.shadowRoot.activeElement.getAttribute('href');
      this.look_of(data.look);
      this.list.lang = data.lang;
      this.list.dataset.view = data.view;
      const body = make('div', 'body',
        make(`h${level}`, 'title', ...this.words(data.title)),
        this.paragraph('summary', data.summary),
        make('p', 'first', make('strong', '', ...this.words(data.first))),
        this.paragraph('narrowed', data.narrowed),
        data.sections.length ? null : this.paragraph('nothing', data.words.nothing),
        ...data.sections.map((section) => this.section(section, level + 1)),
        );
      // What is about the map stays where it is: a frame that is moved begins anew.
      if (this.body && this.body.parentNode === this.list) this.body.replaceWith(body);
      else this.list.replaceChildren(this.status, body);
      this.body = body;
      this.atlas();
      if (this.end) this.end.remove();
      this.end = this.foot();
      this.list.append(this.end);
      this.clock();
      if (focused) {
        const again = [...this.list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused);
        if (again) again.focus({ preventScroll: true });
      }
    }

    section(section, level) {
      const more = section.more ? make('p', 'more', this.link(section.more, this.data.page)) : null;
      const count = section.count ? make('span', 'count', ...this.words(section.count)) : '';
      return make('section', 'section',
        make(`h${level}`, 'heading', ...this.words(section.title), ' ', count),
        this.paragraph('help', section.help),
        section.items.length ? make('ul', 'items', ...section.items.map((item) => this.item(item))) : null,
        more);
    }

    item(item) {
      const { data, unsure } = this;
      const mark = make('span', 'mark', ...this.words(unsure ? data.words.unsure : item.mark));
      const state = make('p', 'state', mark);
      if (item.until && !unsure) state.append(' ', make('span', 'until', ...this.words(item.until)));
      if (item.soon && !unsure) state.append(' ', make('span', 'soon', ...this.words(item.soon)));
      const name = this.link(item.name, item.page);
      if (data.listed_lang) name.lang = data.listed_lang;
      // How the name sounds, for who does not read its characters.
      const reading = item.reading ? make('span', 'reading', item.reading) : null;
      if (reading && item.reading_lang) reading.lang = item.reading_lang;
      const address = this.paragraph('address', item.address);
      if (address && data.listed_lang) address.lang = data.listed_lang;
      const line = make('li', 'item', state,
        make('p', 'name', name, reading && ' ', reading, ' ', item.distance ? make('span', 'far', ...this.words(item.distance)) : ''),
        make('div', 'calls', ...item.calls.map((call, at) => this.call(call, at)), this.paragraph('call', item.no_call)),
        unsure ? this.paragraph('note', data.words.unsure_note) : null,
        unsure ? null : this.paragraph('why', item.why),
        ...item.notes.map((note) => this.paragraph('note', note)),
        address, this.paragraph('services', item.services), this.paragraph('confirmed', item.confirmed));
      line.dataset.state = unsure ? 'unknown' : item.state;
      line.setAttribute('part', `item ${line.dataset.state}`);
      return line;
    }

    call(call, at) {
      const link = make('a', 'telephone', call.number);
      if (/^tel:[0-9]+$/.test(call.tel)) link.href = call.tel;
      link.setAttribute('aria-label', call.spoken);
      const line = make('p', 'call', link, ' ', make('span', 'which', ...this.words(call.label)));
      if (at) line.classList.add('other');
      return line;
    }

    foot() {
      const { data } = this;
      const foot = make('div', 'foot', this.paragraph('made', data.made), this.paragraph('source', data.source));
      if (data.related.length) {
        const related = make('p', 'related', ...this.words(data.words.related), ': ');
        for (const map of data.related) related.append(this.link(map.name, map.url), ' ');
        foot.append(related);
      }
      foot.append(make('p', 'page', this.link(data.words.open, data.page)));
      return foot;
    }

    // The map is a page of the list's own server, in a frame: nothing of it is loaded before the press. It shows the same
    // list; where that is no longer known to hold, there is no map.
    atlas() {
      const url = this.data.map_frame && this.hasAttribute('map') && !this.unsure ? new URL(this.data.map_frame, base).href : '';
      if (!url) return this.fold();
      if (!this.chart) {
        this.press = make('button', 'map-button');
        this.press.type = 'button';
        this.press.setAttribute('aria-expanded', 'false');
        this.press.addEventListener('click', () => (this.frame ? this.roll() : this.unroll()));
        this.chart = make('div', 'map', this.press);
      }
      const { words } = this.data;
      this.press.replaceChildren(...this.words(this.frame ? words.map_close : words.map));
      if (this.chart.parentNode !== this.list) this.body.after(this.chart);
      if (this.frame) this.frame.src = url;
      this.chart_url = url;
    }

    unroll() {
      const { words, map } = this.data;
      const frame = make('iframe', 'map-frame');
      frame.title = words.map_label;
      frame.referrerPolicy = 'no-referrer';
      frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-to-custom-protocols');
      frame.src = this.chart_url;
      this.frame = frame;
      // A page whose policy has no place for the frame leads to the map's own page.
      this.barred = ({ blockedURI }) => { if (this.frame && String(blockedURI).startsWith(base.origin)) this.frame.remove(); };
      document.addEventListener('securitypolicyviolation', this.barred);
      this.chart.append(frame, make('p', 'map-link', this.link(words.open, map)));
      this.press.setAttribute('aria-expanded', 'true');
      this.press.replaceChildren(...this.words(words.map_close));
    }

    roll() {
      document.removeEventListener('securitypolicyviolation', this.barred);
      this.frame = null;
      this.chart.replaceChildren(this.press);
      this.press.setAttribute('aria-expanded', 'false');
      this.press.replaceChildren(...this.words(this.data.words.map));
    }

    fold() {
      if (this.frame) this.roll();
      if (this.chart) this.chart.remove();
    }

    // The colours come from the server, where their contrast was checked.
    look_of(look) {
      this.list.dataset.theme = look.theme;
      const set = (name, value) => (value ? this.list.style.setProperty(name, value) : this.list.style.removeProperty(name));
      const palette = look.palette || {};
      set('--page', palette.background);
      for (const name of ['--text', '--quiet', '--line']) set(name, palette.text);
      set('--link', palette.accent);
      set('--on-link', palette.on_accent);
      set('font-size', look.size ? `${look.size}%` : '');
    }

    refused(problem) {
      const level = Math.min(Math.max(Number(this.getAttribute('heading')) || 2, 2), 5);
      this.list.lang = problem.lang || 'ja';
      this.list.replaceChildren(this.status, make(`h${level}`, 'title', problem.title || ''),
        this.paragraph('help', problem.detail) || '', make('p', 'page', this.link(problem.page_text || '', problem.page || '/')));
      if (this.frame) this.roll();
      this.data = null;
      this.text = '';
      clearTimeout(this.patience);
      this.timer = setTimeout(() => this.refresh(), 600e3);
    }
  }

  customElements.define('yoruyaku-list', YoruyakuList);
})();

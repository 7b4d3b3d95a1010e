// The map, when someone opens it. It shows what the list on the page shows, and nothing else; Leaflet draws it.
(() => {
  'use strict';
  const frame = document.querySelector('.map-frame');
  const words = frame.dataset;
  const states = JSON.parse(words.states);
  // A pharmacy in two lists is one pin.
  const once = new Set();
  const address = (element) => (element.querySelector('h3 a') || location).href;
  const listed = [...document.querySelectorAll('[data-lat]')];
  const places = listed.filter((element) => !once.has(address(element)) && once.add(address(element))).map((element) => ({
    element,
    at: L.latLng(element.dataset.lat, element.dataset.lon),
    state: (element.querySelector('[data-state]') || element).dataset.state,
    name: (element.querySelector('h3 a') || document.querySelector('h1')).textContent.trim(),
    told: element.querySelector('.state').textContent.replace(/\s+/g, ' ').trim(),
    call: element.querySelector('a.call'),
    rough: 'rough' in element.dataset,
  }));
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(frame, { maxZoom: 18, minZoom: 5, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, zoomControl: false });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  // Whoever cannot drag, presses.
  const pan = L.control();
  pan.onAdd = () => {
    const box = element('div', 'pan');
    const names = JSON.parse(words.pan);
    box.append(...[['↑', 0, -1], ['←', -1, 0], ['→', 1, 0], ['↓', 0, 1]].map(([sign, x, y], at) =>
      Object.assign(element('button', '', sign), {
        type: 'button', ariaLabel: names[at],
        onclick: () => map.panBy([x * frame.clientWidth / 3, y * frame.clientHeight / 3]),
      })));
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  pan.addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com" rel="noreferrer">Leaflet</a>');
  const note = document.querySelector('.map-note');
  if (words.style) drawStyle(map, words, note);
  else {
    L.tileLayer(words.tiles, { maxZoom: 18, attribution: words.attribution, referrerPolicy: 'no-referrer' }).addTo(map)
      .once('tileerror', () => { note.textContent = words.failed; });
  }

  // A pin: a shape and a word for the state, never a colour alone.
  const pin = (state, text) => {
    const made = element('span', 'pin');
    made.dataset.state = state;
    made.append(element('span', 'mark', text));
    return made;
  };

  const card = (group) => {
    const list = element('ul', 'pins');
    for (const place of group) {
      const item = element('li');
      const link = element('a', '', place.name);
      link.href = place.element.id ? '#' + place.element.id : '#main';
      link.addEventListener('click', (event) => {
        event.preventDefault();
        map.closePopup();
        const target = place.element.querySelector('h3 a') || place.element;
        target.scrollIntoView({ block: 'center' });
        target.focus();
      });
      const reading = place.element.querySelector('.reading');
      item.append(link, ...(reading ? [reading.cloneNode(true)] : []), element('p', '', place.told));
      if (place.rough) item.append(element('p', 'note', words.rough));
      if (place.call) {
        const call = element('a', 'tel', place.call.querySelector('.number').textContent);
        call.href = place.call.href;
        item.append(call);
      }
      list.append(item);
    }
    return list;
  };

  const rank = ['open', 'on_call', 'unknown', 'closed'];
  // Pixels across and down within which pins would hide each other.
  const NEAR = [88, 44];
  const layer = L.layerGroup().addTo(map);
  let opened = null;

  const show = (group) => {
    group.sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
    const [first] = group;
    const several = group.length > 1;
    const open = group.filter((place) => place.state === 'open').length;
    const text = several ? `${group.length}` : states[first.state];
    const name = several
      ? words.cluster.replace('{count}', group.length).replace('{open}', open)
      : `${first.name} ${first.told}`;
    const shape = pin(several ? (open ? 'open' : first.state) : first.state, text);
    if (several) shape.classList.add('several');
    const bounds = L.latLngBounds(group.map((place) => place.at));
    const centre = several ? bounds.getCenter() : first.at;
    const icon = L.divIcon({ className: 'pin-at', html: shape, iconSize: null });
    const marker = L.marker(centre, { icon, keyboard: true, riseOnHover: true, zIndexOffset: 100 * (4 - rank.indexOf(first.state)) }).addTo(layer);
    const button = marker.getElement();
    button.setAttribute('aria-label', name);
    button.setAttribute('role', 'button');
    const press = () => {
      if (several && map.getZoom() < 18 && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
        map.fitBounds(bounds, { padding: [60, 60], maxZoom: 18 });
        frame.focus();
        return;
      }
      opened = marker;
      const popup = L.popup({ maxWidth: 280, closeButton: true }).setLatLng(centre).setContent(card(group)).openOn(map);
      popup.getElement().querySelector('.leaflet-popup-close-button').setAttribute('aria-label', words.close);
      popup.getElement().querySelector('.pins a').focus({ preventScroll: true });
    };
    marker.on('click', press);
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      press();
    });
  };

  // Pins that would hide each other are one; which they are depends on how near one looks.
  const gather = () => {
    layer.clearLayers();
    const groups = [];
    for (const place of places) {
      const point = map.project(place.at);
      const group = groups.find((other) => Math.abs(other.point.x - point.x) < NEAR[0] && Math.abs(other.point.y - point.y) < NEAR[1]);
      if (group) group.places.push(place);
      else groups.push({ point, places: [place] });
    }
    for (const group of groups) show(group.places);
  };
  map.on('popupclose', () => {
    const back = opened && opened.getElement();
    opened = null;
    if (back && back.isConnected && !document.activeElement.closest('.item')) back.focus();
  });

  const points = places.map((place) => place.at);
  if (words.here) {
    const here = L.latLng(words.here.split(','));
    points.push(here);
    const icon = L.divIcon({ className: 'pin-at', html: element('span', 'pin here', words.hereName), iconSize: null });
    L.marker(here, { icon, keyboard: false, interactive: false, zIndexOffset: -100 }).addTo(map);
  }
  map.fitBounds(L.latLngBounds(points), { padding: [40, 40], maxZoom: 16, animate: false });
  map.on('zoomend', gather);
  gather();
  frame.focus();
})();

// A map drawn from a style: MapLibre draws it as a layer below the pins, which stay the page's own elements.
(() => {
  'use strict';
  // The style's words of whom to thank are markup of others: of it come text and links, and nothing else.
  const thanked = (markup) => {
    const out = document.createElement('span');
    for (const node of new DOMParser().parseFromString(markup, 'text/html').body.childNodes) {
      if (node.nodeName === 'A' && /^https?:/.test(node.href)) {
        out.append(Object.assign(document.createElement('a'), { href: node.href, rel: 'noreferrer', textContent: node.textContent }));
      } else out.append(node.textContent);
    }
    return out.innerHTML;
  };

  const load = (src) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: failed }));
  });

  globalThis.drawStyle = async (map, words, note) => {
    const [library, layer, worker] = words.style.split(' ').map((path) => new URL(path, location.href).href);
    const unable = (told) => {
      note.textContent = told;
      map.getContainer().hidden = true;
    };
    if (!document.createElement('canvas').getContext('webgl2')) return unable(words.unable);
    let drawn;
    try {
      globalThis.maplibregl = await import(library);
      maplibregl.setWorkerUrl(worker);
      maplibregl.setWorkerCount(1);
      await load(layer);
      drawn = L.maplibreGL({
        style: new URL(words.tiles, location.href).href, interactive: false, attributionControl: false, fadeDuration: 0,
        localIdeographFontFamily: 'sans-serif', transformRequest: (url) => ({ url, referrerPolicy: 'no-referrer' }),
      }).addTo(map).getMaplibreMap();
    } catch (failed) {
      return unable(words.failed);
    }
    let begun = false;
    drawn.on('error', () => { if (!begun) note.textContent = words.failed; });
    drawn.on('load', () => {
      begun = true;
      map.getContainer().dataset.drawn = '';
      const named = Object.keys(drawn.getStyle().sources).map((one) => drawn.getSource(one).attribution).filter(Boolean);
      for (const one of words.attribution ? [words.attribution] : new Set(named)) map.attributionControl.addAttribution(thanked(one));
    });
    // Whoever comes back to a page whose picture the device has thrown away sees the pins on nothing.
    drawn.on('webglcontextlost', () => { note.textContent = words.failed; });
    drawn.on('webglcontextrestored', () => { note.textContent = ''; });
  };
})();

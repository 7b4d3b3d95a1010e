// Yoruyaku, lists in frames: gives each <iframe> of a list the height of its list. Without it the frame keeps its own.
// Version 1. These bytes never change.
(() => {
  'use strict';
  const here = document.currentScript;
  if (!here || !here.src) return;
  const origin = new URL(here.src).origin;
  const path = `${origin}/embed/list?`;
  const frames = () => [...document.querySelectorAll('iframe')].filter((frame) => frame.src.startsWith(path));
  const hello = (frame) => {
    // A sandboxed frame has no origin that could be named; nothing is told but that this page listens.
    if (frame.contentWindow) frame.contentWindow.postMessage({ type: 'yoruyaku:hello', version: 1 }, '*');
  };

  addEventListener('message', (event) => {
    // Only from a frame of a list on this page, and from where that list comes from; 'null' is its origin in a sandbox.
    if (event.origin !== origin && event.origin !== 'null') return;
    const data = event.data;
    if (!data || typeof data !== 'object' || typeof data.type !== 'string') return;
    const frame = frames().find((one) => one.contentWindow === event.source);
    if (!frame) return;
    if (data.type === 'yoruyaku:ready') hello(frame);
    if (data.type === 'yoruyaku:height' && Number.isFinite(data.height)) {
      frame.height = String(Math.min(Math.max(Math.ceil(data.height), 80), 20000));
    }
  });

  const start = () => frames().forEach(hello);
  start();
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  addEventListener('load', start);
  // A browser lets frames out of sight sleep; asked, they tell their height at any width.
  let timer = 0;
  addEventListener('resize', () => { clearTimeout(timer); timer = setTimeout(start, 150); });
})();

// What a script adds where a list is put together: the list follows the form at once, and a press copies.
(() => {
  'use strict';
  const form = document.querySelector('form.builder');
  const buttons = () => {
    for (const button of document.querySelectorAll('.copy')) button.hidden = !navigator.clipboard;
  };
  buttons();

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('.copy');
    if (!button) return;
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      return text.select();
    }
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.textContent = button.dataset.copied;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = label; }, 2500);
  });

  if (!form) return;
  let timer = 0, turn = 0;
  const follow = async () => {
    const mine = ++turn;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== '') query.append(name, value);
    const address = `${form.action}?${query}`;
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const result = page.getElementById('result');
      if (mine !== turn || !result) return;
      document.getElementById('result').replaceChildren(...result.childNodes);
      const place = document.getElementById('place'), told = page.getElementById('place-fault');
      document.getElementById('place-fault')?.remove();
      if (told) place.before(told);
      place.toggleAttribute('aria-invalid', Boolean(told));
      history.replaceState(null, '', address);
      buttons();
    } catch { /* without a network the button below still sends the form */ }
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(follow, 350); });
  form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(timer); follow(); });
})();

import { rank } from './ranking.js';

/** Loads a script of the site once; works over file: where fetch does not. */
function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} cannot be read`));
    document.head.append(script);
  });
}

export function listenSearch() {
  const input = document.getElementById('search');
  const list = document.getElementById('results');
  if (!input || !list) return;
  const root = document.body.dataset.root ?? '';
  let loading;
  let hits = [];
  let current = -1;

  const hide = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const addressOf = ({ node, column }) =>
    `${root}tables/${node}.html${column ? `#column-${column}` : ''}`;

  const mark = (next) => {
    const items = [...list.children];
    items[current]?.setAttribute('aria-selected', 'false');
    current = items.length === 0 ? -1 : (next + items.length) % items.length;
    const item = items[current];
    if (!item) return;
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', item.id);
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const show = () => {
    const query = input.value.trim();
    hits = rank(window.tankSearch, query);
    list.replaceChildren(
      ...hits.map((hit, at) => {
        const item = element('li', hit.column ? 'hit column' : 'hit', '');
        item.id = `result-${at}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        const where = hit.also > 0 ? `${hit.place} and ${hit.also} more` : hit.place;
        const link = document.createElement('a');
        link.href = addressOf(hit);
        link.tabIndex = -1;
        link.append(
          element('b', '', hit.label),
          element('span', 'where', where),
          element('span', 'text', hit.text),
        );
        item.append(link);
        return item;
      }),
    );
    if (query !== '' && hits.length === 0) {
      const none = element('li', 'none', 'Nothing found');
      none.setAttribute('role', 'option');
      none.setAttribute('aria-disabled', 'true');
      list.append(none);
    }
    list.hidden = query === '';
    input.setAttribute('aria-expanded', String(!list.hidden));
    current = -1;
    if (hits.length > 0) mark(0);
  };

  const ready = () => (loading ??= load(`${root}assets/search-data.js`));
  input.addEventListener('focus', () => void ready());
  input.addEventListener('input', () => void ready().then(show));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') mark(current + 1);
    else if (event.key === 'ArrowUp') mark(current - 1);
    else if (event.key === 'Enter') {
      const hit = hits[current];
      if (hit && !list.hidden) location.href = addressOf(hit);
    } else if (event.key === 'Escape') {
      hide();
      input.blur();
    } else return;
    event.preventDefault();
  });
  list.addEventListener('click', hide);
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('.search')) hide();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

'use strict';
// Without this script the page is a plain table whose images open large; it adds sorting, a filter and a dialog.
(() => {
  const find = id => document.getElementById(id);
  const table = find('results'), body = table.tBodies[0], rows = [...body.rows], main = document.querySelector('main');
  main.prepend(find('summary'));

  // What a cell is sorted by: a number where there is one, otherwise its text; null for nothing, which comes last either way.
  const key = (row, column) => {
    const cell = row.cells[column], data = cell.querySelector('data');
    const value = data ? Number(data.value) : cell.querySelector('bdi')?.textContent ?? null;
    return Number.isNaN(value) ? null : value;
  };
  const compare = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, undefined, { numeric: true });
  const headers = [...table.tHead.querySelectorAll('th:not(.plain)')];
  const sort = header => {
    // Up, down, and as they came.
    const order = { none: 'ascending', ascending: 'descending', descending: 'none' }[header.ariaSort];
    for (const other of headers) other.ariaSort = 'none';
    header.ariaSort = order;
    const column = header.cellIndex, sign = order === 'ascending' ? 1 : -1;
    const keyed = rows.map(row => ({ row, key: key(row, column) }));
    if (order !== 'none') keyed.sort((a, b) => a.key === null || b.key === null ? (a.key === null) - (b.key === null) : sign * compare(a.key, b.key));
    body.append(...keyed.map(one => one.row));
  };
  for (const header of headers) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    button.addEventListener('click', () => sort(header));
    header.ariaSort = 'none';
    header.append(button);
  }

  const filter = find('filter'), texts = rows.map(row => [...row.querySelectorAll('bdi')].map(name => name.textContent).join(' ').toLowerCase());
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    rows.forEach((row, i) => { row.hidden = !words.every(word => texts[i].includes(word)); });
    find('count').textContent = `${rows.filter(row => !row.hidden).length} of ${rows.length} results`;
  };
  filter.addEventListener('input', apply);
  apply();
  document.querySelector('.tools').hidden = false;

  // The images of one column, one after the other, in a dialog.
  const dialog = document.querySelector('dialog');
  let shown = null;
  const show = zoom => {
    shown = zoom;
    const copy = zoom.firstElementChild.cloneNode(true);
    for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
    find('image').replaceChildren(copy);
    find('shown').textContent = copy.alt || copy.getAttribute('aria-label');
  };
  const step = by => {
    const kind = shown.id[0], visible = [...body.rows].filter(row => !row.hidden).map(row => row.querySelector(`.zoom[id^=${kind}]`)).filter(Boolean);
    show(visible[(visible.indexOf(shown) + by + visible.length) % visible.length]);
  };
  for (const zoom of table.querySelectorAll('.zoom')) {
    zoom.setAttribute('role', 'button');
    zoom.ariaHasPopup = 'dialog';
    zoom.addEventListener('click', event => {
      event.preventDefault();
      show(zoom);
      dialog.showModal();
    });
    zoom.addEventListener('keydown', event => {
      if (event.key !== ' ') return;
      event.preventDefault();
      zoom.click();
    });
  }
  find('previous').addEventListener('click', () => step(-1));
  find('next').addEventListener('click', () => step(1));
  find('close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => shown.focus());
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) step(by);
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') if (document.querySelector('.zoom:target')) location.hash = 'results'; });
})();

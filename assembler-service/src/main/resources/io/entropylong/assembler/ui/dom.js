/** Elements, numbers and requests: what both views need. Text from a corpus becomes text nodes, never markup. */

/** An element with a class and content; strings become text nodes. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** Puts a template's content into the page. */
export function show(template) {
  const view = document.getElementById('view');
  view.replaceChildren(document.getElementById(template).content.cloneNode(true));
  view.removeAttribute('aria-busy');
  return view;
}

/** Fills a list of facts; pairs whose value is null are left out. */
export function facts(list, pairs) {
  list.replaceChildren(...pairs
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))));
}

/** The way from the start to this page: pairs of text and address. */
export function trail(...steps) {
  document.title = `${steps.at(-1)[0]} - EntropyLong`;
  document.getElementById('trail').replaceChildren(...steps.map(([text, address]) => {
    const link = element('a', '', `/ ${text} `);
    link.href = address;
    return link;
  }));
}

export function problem(text) {
  const place = document.getElementById('problem');
  place.textContent = text;
  place.hidden = false;
}

const whole = new Intl.NumberFormat('en');

export function count(number) {
  return whole.format(Math.round(number));
}

export function percent(part, all) {
  return all > 0 ? `${Math.round(100 * part / all)} %` : '';
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return null;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under a minute';
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The answer to a request; throws what the service says when it has none. */
async function request(path, method) {
  const answer = await fetch(path, { method });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  const failure = new Error(told.detail ?? `${path} gives ${answer.status}`);
  failure.status = answer.status;
  throw failure;
}

export function get(path) {
  return request(path, 'GET');
}

export function post(path) {
  return request(path, 'POST');
}

export async function getJson(path) {
  return (await get(path)).json();
}

/** A page of a list, and the address of the next one or null. */
export async function getPage(path) {
  const answer = await get(path);
  const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('Link') ?? '');
  return { items: await answer.json(), next: next ? next[1] : null };
}

/** A canvas in the size that it is shown in, ready to be drawn on in CSS pixels. */
export function canvasContext(canvas) {
  const scale = window.devicePixelRatio;
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  return context;
}

/** The page's colours, by name; they follow the colour scheme. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return new Proxy({}, { get: (_, name) => style.getPropertyValue(`--${name}`).trim() });
}

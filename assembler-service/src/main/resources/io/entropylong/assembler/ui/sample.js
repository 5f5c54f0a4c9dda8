/** A sample: its map, the unit that is looked at, and the dependency that was chosen. */
import { count, element, facts, getJson, problem, show, trail } from './dom.js';
import { drawMap } from './map.js';
import { showDetail, showScored } from './pairs.js';
import { Tokens } from './tokens.js';

/** H at which a token is underlined in full colour, in nats. */
const HOT = 6;

const COLUMNS = [
  ['token', d => d.text, null],
  ['position', d => d.position, d => count(d.position)],
  ['H', d => d.entropy, d => d.entropy.toFixed(2)],
  ['H′', d => d.entropyWithContext, d => d.entropyWithContext.toFixed(2)],
  ['gain', d => d.gain, d => d.gain.toFixed(2)],
  ['control', d => d.controlGain ?? -Infinity, d => d.controlGain?.toFixed(2) ?? ''],
  ['rank', d => d.rank, d => `${d.arm} ${d.rank}`],
  ['distance', d => d.distance, d => count(d.distance)],
];

export async function showSample(id, wanted) {
  const name = id.slice(0, id.lastIndexOf('-'));
  const [sample, tokens, run] = await Promise.all([
    getJson(`/v1/samples/${encodeURIComponent(id)}`),
    Tokens.load(id),
    getJson(`/v1/runs/${encodeURIComponent(name)}`),
  ]);
  performance.mark('render-start');
  const view = show('sample-view');
  trail(['runs', 'index.html'], [name, `?run=${encodeURIComponent(name)}`], [id, `?sample=${encodeURIComponent(id)}`]);
  view.querySelector('h1').textContent = id;
  view.querySelector('.notext').hidden = tokens.readable;
  const page = new SamplePage(view, name, run, sample, tokens);
  page.start(Number.parseInt(wanted ?? '', 10));
  performance.measure('render', 'render-start');
}

/** Gives each dependency its unit, passage, text and distance, so that nothing is looked up while drawing. */
function join(sample, tokens) {
  for (const unit of sample.units) unit.dependencies = [];
  const units = new Map(sample.units.map(unit => [unit.root, unit]));
  sample.dependencies.forEach((dependency, number) => {
    const unit = units.get(dependency.root);
    dependency.number = number;
    dependency.unit = unit;
    dependency.context = unit.contexts.find(passage => passage.passage === dependency.passage);
    dependency.text = tokens.text(dependency.offset, dependency.offset + 1);
    dependency.distance = dependency.offset - dependency.context.start;
    unit.dependencies.push(dependency);
  });
}

class SamplePage {
  constructor(view, runName, run, sample, tokens) {
    Object.assign(this, { view, runName, run, sample, tokens, chosen: { unit: null, dependency: null }, pairs: new Map() });
    this.map = view.querySelector('#map');
    this.unitMap = view.querySelector('#unit');
    this.rows = [];
    this.sorted = { column: 4, down: true };
    join(sample, tokens);
  }

  start(wanted) {
    const { sample, view } = this;
    const gains = sample.dependencies.map(dependency => dependency.gain);
    facts(view.querySelector('.facts'), [
      ['tokens', count(sample.tokens)],
      ['filler', sample.filler ? count(sample.filler[1] - sample.filler[0]) : '0'],
      ['units', count(sample.units.length)],
      ['passages', count(sample.units.reduce((sum, unit) => sum + unit.contexts.length, 0))],
      ['dependencies', count(gains.length)],
      ['mean gain', gains.length ? (gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toFixed(2) : null],
      ['sha256', `${sample.sha256.slice(0, 12)}…`],
    ]);
    this.map.setAttribute('aria-label',
      `${sample.units.length} units with ${gains.length} dependencies on ${sample.tokens} tokens; the table lists them`);
    this.heads();
    this.sort();
    this.listen();
    const first = sample.dependencies[wanted] ?? this.rows[0]?.dependency;
    if (first) this.choose(first);
    else if (sample.units.length) this.showUnit(sample.units[0]);
  }

  heads() {
    this.view.querySelector('#dependencies thead tr').replaceChildren(...COLUMNS.map(([name], column) => {
      const button = element('button', '', name);
      button.type = 'button';
      button.addEventListener('click', () => {
        this.sorted = { column, down: this.sorted.column === column ? !this.sorted.down : column > 1 };
        this.sort();
      });
      const head = element('th', '', button);
      head.scope = 'col';
      return head;
    }));
    this.rows = this.sample.dependencies.map(dependency => {
      const row = element('tr', '', ...COLUMNS.map(([, value, shown]) => element('td', '', (shown ?? value)(dependency))));
      row.tabIndex = 0;
      row.addEventListener('click', () => this.choose(dependency));
      return { dependency, row };
    });
  }

  sort() {
    const { column, down } = this.sorted;
    const value = COLUMNS[column][1];
    this.rows.sort((one, other) => {
      const [a, b] = [value(one.dependency), value(other.dependency)];
      const order = a < b ? -1 : a > b ? 1 : one.dependency.number - other.dependency.number;
      return down ? -order : order;
    });
    this.view.querySelectorAll('#dependencies th').forEach((head, i) => {
      if (i === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    this.view.querySelector('#dependencies tbody').replaceChildren(...this.rows.map(({ row }) => row));
  }

  listen() {
    const { view } = this;
    for (const canvas of [this.map, this.unitMap]) {
      canvas.addEventListener('click', event => this.clicked(canvas, event));
      canvas.addEventListener('pointermove', event => this.pointed(canvas, event));
    }
    const help = view.querySelector('#help');
    view.querySelector('.keys').addEventListener('click', () => help.showModal());
    view.querySelector('.copy').addEventListener('click', () => this.copy());
    document.addEventListener('keydown', event => this.key(event, help));
    window.addEventListener('resize', () => this.draw());
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  key(event, help) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const at = this.rows.findIndex(({ dependency }) => dependency === this.chosen.dependency);
    const unit = this.sample.units.indexOf(this.chosen.unit);
    const actions = {
      j: () => this.choose(this.rows[Math.min(at + 1, this.rows.length - 1)]?.dependency),
      k: () => this.choose(this.rows[Math.max(at - 1, 0)]?.dependency),
      '[': () => this.showUnit(this.sample.units[Math.max(unit - 1, 0)]),
      ']': () => this.showUnit(this.sample.units[Math.min(unit + 1, this.sample.units.length - 1)]),
      r: () => this.toggleScored(),
      c: () => this.copy(),
      '?': () => help.showModal(),
      Enter: () => event.target.closest('tr, .token')?.click(),
    };
    const action = actions[event.key];
    if (!action || (event.key === 'Enter' && event.target.closest('button, a'))) return;
    event.preventDefault();
    action();
  }

  clicked(canvas, event) {
    const { unit, passage, dependency } = this.under(canvas, event);
    if (dependency) this.choose(dependency);
    else if (passage) this.choose(strongest(unit.dependencies.filter(each => each.context === passage)));
    else if (unit && unit !== this.chosen.unit) this.showUnit(unit);
  }

  pointed(canvas, event) {
    const { unit, passage, dependency, token } = this.under(canvas, event);
    const what = dependency
      ? `“${dependency.text}” from ${dependency.passage}: ${dependency.entropy.toFixed(2)} → ${dependency.entropyWithContext.toFixed(2)} nats`
      : passage ? `passage ${passage.passage}, ${count(passage.end - passage.start)} tokens`
        : unit ? `root ${unit.root}` : '';
    this.view.querySelector('#under').textContent = `token ${count(token)}  ${what}`;
  }

  under(canvas, event) {
    return (canvas === this.map ? this.places : this.unitPlaces).hit(event.offsetX, event.offsetY);
  }

  /** Shows a dependency everywhere: map, texts, table, address. */
  choose(dependency) {
    if (!dependency) return;
    const before = this.chosen.dependency;
    this.chosen.dependency = dependency;
    if (this.chosen.unit !== dependency.unit) this.renderUnit(dependency.unit);
    else if (before) this.renderPassage(before.context);
    const span = this.tokens.resolvingSpan(dependency.context, dependency.unit.rootStart, dependency.unit.rootEnd, dependency.offset);
    this.renderPassage(dependency.context, span);
    this.rows.forEach(({ dependency: each, row }) => {
      row.classList.toggle('chosen', each === dependency);
      if (each === dependency) row.setAttribute('aria-selected', 'true');
      else row.removeAttribute('aria-selected');
    });
    this.view.querySelectorAll('#root .chosen').forEach(token => token.classList.remove('chosen'));
    const token = this.view.querySelector(`#root [data-position="${dependency.position}"]`);
    token?.classList.add('chosen');
    this.scrollTo(this.view.querySelector('#root'), token);
    this.scrollTo(this.view.querySelector('#contexts'), dependency.context.shown.querySelector('mark') ?? dependency.context.shown);
    showDetail(this.view.querySelector('#detail'), dependency, span && this.tokens.text(span.start, span.end));
    this.renderScored();
    history.replaceState(null, '', `?sample=${encodeURIComponent(this.sample.sample)}&dependency=${dependency.number}`);
    this.draw();
  }

  showUnit(unit) {
    const best = strongest(unit.dependencies);
    if (best) return this.choose(best);
    this.renderUnit(unit);
    return this.draw();
  }

  draw() {
    const { unit } = this.chosen;
    this.places = drawMap(this.map, this.sample, 0, this.sample.tokens, this.chosen);
    if (unit) this.unitPlaces = drawMap(this.unitMap, this.sample, unit.start, unit.end, this.chosen);
  }

  renderUnit(unit) {
    this.chosen.unit = unit;
    const contexts = this.view.querySelector('#contexts');
    contexts.replaceChildren(element('h2', '', `${unit.contexts.length} passages`), ...unit.contexts.map(passage => {
      passage.shown = element('div', 'passage',
        element('h3', '', `${passage.passage}  ${count(passage.end - passage.start)} tokens`),
        element('p', 'text', this.tokens.text(passage.start, passage.end)));
      return passage.shown;
    }));
    this.unitMap.setAttribute('aria-label', `the unit of root ${unit.root}: ${unit.contexts.length} passages`);
    this.renderRoot(unit);
    this.loadPairs(unit);
  }

  renderPassage(passage, span) {
    const text = passage.shown.querySelector('.text');
    passage.shown.classList.toggle('chosen', Boolean(this.chosen.dependency && this.chosen.dependency.context === passage));
    if (!span) {
      text.textContent = this.tokens.text(passage.start, passage.end);
      return;
    }
    text.replaceChildren(
      this.tokens.text(passage.start, span.start),
      element('mark', '',
        this.tokens.text(span.start, span.at),
        element('b', '', this.tokens.text(span.at, span.at + 1)),
        this.tokens.text(span.at + 1, span.end)),
      this.tokens.text(span.end, passage.end));
  }

  /** The root's text; only its high-entropy tokens are elements of their own. */
  renderRoot(unit) {
    const verified = Map.groupBy(unit.dependencies, dependency => dependency.position);
    const high = new Map(unit.dependencies.map(dependency => [dependency.position, dependency.entropy]));
    for (const position of this.pairs.get(unit.root)?.positions ?? []) high.set(position.position, position.entropy);
    const text = element('p', 'text');
    let from = unit.rootStart;
    for (const position of [...high.keys()].sort((one, other) => one - other)) {
      const at = unit.rootStart + position;
      text.append(this.tokens.text(from, at), this.token(at, position, high.get(position), verified.get(position)));
      from = at + 1;
    }
    text.append(this.tokens.text(from, unit.rootEnd));
    this.view.querySelector('#root').replaceChildren(element('h2', '', `root ${unit.root}`), text);
  }

  token(at, position, entropy, dependencies) {
    const token = element('span', dependencies ? 'token verified' : 'token', this.tokens.text(at, at + 1));
    token.dataset.position = position;
    token.style.setProperty('--heat', Math.min(1, entropy / HOT));
    token.title = `position ${position}, H ${entropy.toFixed(2)} nats`;
    token.tabIndex = 0;
    token.setAttribute('role', 'button');
    token.addEventListener('click', () => {
      if (dependencies) this.choose(strongest(dependencies));
      else this.renderScored(position);
    });
    return token;
  }

  /** Fetches all that was scored for a root; its other high-entropy tokens are underlined when it has come. */
  async loadPairs(unit) {
    if (this.pairs.has(unit.root)) return;
    try {
      const path = `/v1/runs/${encodeURIComponent(this.runName)}/pairs?root=${encodeURIComponent(unit.root)}`;
      this.pairs.set(unit.root, await getJson(path));
    } catch (failure) {
      problem(failure.message);
      return;
    }
    if (this.chosen.unit !== unit) return;
    this.renderRoot(unit);
    this.view.querySelector(`#root [data-position="${this.chosen.dependency?.position}"]`)?.classList.add('chosen');
    this.renderScored();
  }

  toggleScored() {
    const scored = this.view.querySelector('#scored');
    scored.hidden = !scored.hidden;
    this.renderScored();
  }

  /** With a position: opens the list for a token that has no dependency. */
  renderScored(position) {
    const scored = this.view.querySelector('#scored');
    if (position !== undefined) scored.hidden = false;
    if (scored.hidden) return;
    const at = position ?? this.chosen.dependency?.position;
    const pairs = this.pairs.get(this.chosen.unit.root);
    if (at === undefined || !pairs) return;
    const accepted = this.chosen.unit.dependencies.filter(dependency => dependency.position === at);
    showScored(scored, pairs, at, this.run.settings.epsilon, accepted, dependency => this.choose(dependency));
  }

  copy() {
    const { unit, context, shown, ...evidence } = this.chosen.dependency ?? {};
    navigator.clipboard.writeText(JSON.stringify(evidence, null, 2)).catch(failure => problem(failure.message));
  }

  /** Texts out of sight have estimated heights until they come near, so the place is looked at again. */
  scrollTo(pane, target, again = 3) {
    if (!target?.isConnected) return;
    const [outer, inner] = [pane.getBoundingClientRect(), target.getBoundingClientRect()];
    pane.scrollTop += inner.top - outer.top - pane.clientHeight / 3;
    if (again > 0) requestAnimationFrame(() => this.scrollTo(pane, target, again - 1));
  }
}

function strongest(dependencies) {
  return dependencies.reduce((best, each) => (!best || each.gain > best.gain ? each : best), null);
}

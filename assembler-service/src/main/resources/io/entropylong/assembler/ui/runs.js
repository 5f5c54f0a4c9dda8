/** All runs, and one run live. */
import { canvasContext, colours, count, duration, element, facts, getJson, getPage, percent, post, problem, show, trail } from './dom.js';

const NEWEST = 5;
const RANDOM = 5;
/** Rates are taken over the last minute of events. */
const RATE_MILLIS = 60_000;
const KEPT_POINTS = 600;
/** States in which nothing follows. */
const ENDS = ['COMPLETED', 'CANCELLED', 'FAILED'];

export async function showRuns() {
  const view = show('runs-view');
  trail(['runs', 'index.html']);
  let next = '/v1/runs?limit=100';
  const body = view.querySelector('tbody');
  while (next) {
    const page = await getPage(next);
    for (const run of page.items) body.append(runRow(run));
    next = page.next;
  }
  view.querySelector('.empty').hidden = body.children.length > 0;
  view.querySelector('table').hidden = body.children.length === 0;
}

function runRow(run) {
  const link = element('a', '', run.run);
  link.href = `?run=${encodeURIComponent(run.run)}`;
  const roots = run.progress.roots;
  return element('tr', '',
    element('td', '', link),
    element('td', '', element('span', `state ${run.state}`, run.state.toLowerCase())),
    element('td', '', run.corpus),
    element('td', '', `${count(roots.concluded)} of ${roots.planned === null ? '?' : count(roots.planned)}`),
    element('td', '', count(run.totals.dependencies)),
    element('td', '', count(run.progress.samples)));
}

export async function showRun(name) {
  const first = await getJson(`/v1/runs/${encodeURIComponent(name)}`);
  const view = show('run-view');
  trail(['runs', 'index.html'], [name, `?run=${encodeURIComponent(name)}`]);
  view.querySelector('h1').textContent = name;
  const points = [];
  let samples = -1;
  const update = async run => {
    points.push({ at: performance.now(), run });
    if (points.length > KEPT_POINTS) points.shift();
    draw(view, points);
    if (run.progress.samples !== samples || ENDS.includes(run.state)) {
      samples = run.progress.samples;
      await listSamples(view, name);
    }
  };
  await update(first);
  listRoots(view, name);
  offerCancelling(view, name);
  follow(view, name, update);
}

/** The events tell what comes of it. */
function offerCancelling(view, name) {
  const dialog = view.querySelector('.cancelling');
  view.querySelector('.cancel').addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'cancel') {
      post(`/v1/runs/${encodeURIComponent(name)}/cancel`).catch(failure => problem(failure.message));
    }
  });
}

function follow(view, name, update) {
  const live = view.querySelector('.live');
  const events = new EventSource(`/v1/runs/${encodeURIComponent(name)}/events`);
  events.onopen = () => { live.textContent = 'live'; };
  events.addEventListener('run', event => {
    const run = JSON.parse(event.data);
    update(run).catch(failure => problem(failure.message));
    if (ENDS.includes(run.state)) {
      events.close();
      live.textContent = '';
    }
  });
  // the browser connects again by itself and says which event it saw last
  events.onerror = () => { live.textContent = 'connecting again'; };
}

/** What grew in the last minute, for each minute; null until two events have come. */
function perMinute(points, of) {
  const last = points.at(-1);
  const since = points.find(point => last.at - point.at <= RATE_MILLIS);
  if (!since || since === last) return null;
  return (of(last.run) - of(since.run)) / (last.at - since.at) * 60_000;
}

function draw(view, points) {
  const run = points.at(-1).run;
  const { roots } = run.progress;
  const state = view.querySelector('.state');
  state.textContent = run.state.toLowerCase();
  state.className = `state ${run.state}`;
  view.querySelector('.cancel').hidden = run.state !== 'RUNNING';
  const reason = view.querySelector('.reason');
  reason.hidden = !run.reason;
  reason.textContent = run.reason ?? '';
  const rootsPerMinute = perMinute(points, each => each.progress.roots.concluded);
  const left = roots.planned === null || !rootsPerMinute ? null : duration((roots.planned - roots.concluded) / rootsPerMinute * 60);
  facts(view.querySelector('.facts'), [
    ['corpus', run.corpus],
    ['documents', run.progress.documents === null ? null : count(run.progress.documents)],
    ['passages', run.progress.passages === null ? null : count(run.progress.passages)],
    ['criterion', `gain > ${run.settings.epsilon}`],
    ['alpha', String(run.settings.alpha)],
    ['folder', run.output],
    ['next sample', run.state === 'RUNNING' ? percent(run.progress.openSampleTokens, run.settings.sampleTokens) : null],
    ['all roots in', run.state === 'RUNNING' ? left : null],
  ]);
  drawFunnel(view, points, run);
  drawRate(view.querySelector('.rate'), points);
  drawBreakdown(view, run);
  const spent = run.progress.forwardTokens;
  facts(view.querySelector('.cost'), [
    ['forward tokens', count(spent)],
    ['for each dependency', run.totals.dependencies ? count(spent / run.totals.dependencies) : null],
    ['one pass a pair would take', count(run.totals.naiveTokens)],
  ]);
}

function drawFunnel(view, points, run) {
  const planned = run.progress.roots.planned;
  const rows = [
    ['roots planned', each => each.progress.roots.planned ?? 0, planned],
    ['profiled', each => each.progress.roots.profiled, planned],
    ['with candidates', each => each.progress.roots.retrieved, planned],
    ['concluded', each => each.progress.roots.concluded, planned],
    ['units', each => each.progress.roots.units, planned],
    ['positions', each => each.totals.positions, null],
    ['candidates', each => each.totals.candidates, null],
    ['of these scored', each => each.totals.candidatesScored, run.totals.candidates],
    ['pairs scored', each => each.totals.pairsScored, null],
    ['dependencies', each => each.totals.dependencies, run.totals.pairsScored],
    ['contexts', each => each.totals.contexts, run.totals.candidatesScored],
    ['samples', each => each.progress.samples, null],
  ];
  view.querySelector('.funnel tbody').replaceChildren(...rows.map(([name, of, all]) => {
    const rate = run.state === 'RUNNING' ? perMinute(points, of) : null;
    return element('tr', '',
      element('td', '', name),
      element('td', '', ...(all ? [bar(of(run) / all)] : [])),
      element('td', '', count(of(run)), all ? ` (${percent(of(run), all)})` : ''),
      element('td', '', rate === null || name === 'roots planned' ? '' : rate.toFixed(rate < 10 ? 1 : 0)));
  }));
}

function drawBreakdown(view, run) {
  const { totals } = run;
  const rows = [
    ['in the root’s first 32 tokens', totals.coldStarts],
    ['a random passage gives too', totals.byControl],
    ['true token likelier', totals.likelier],
    ['accepted by “controlled”', totals.controlled],
  ].map(([name, part]) => [name, part, totals.dependencies]);
  for (const [verdict, part] of Object.entries(totals.rejected)) {
    rows.push([`rejected: ${verdict.toLowerCase().replaceAll('_', ' ')}`, part, 0]);
  }
  view.querySelector('.breakdown tbody').replaceChildren(...rows.map(([name, part, all]) => element('tr', '',
    element('td', '', name),
    element('td', '', ...(all ? [bar(part / all)] : [])),
    element('td', '', count(part), all ? ` (${percent(part, all)})` : ''))));
  view.querySelector('.hint').hidden = !(totals.dependencies > 0 && 2 * totals.controlled < totals.dependencies);
}

function bar(share) {
  const made = element('span', 'bar');
  made.style.width = `${100 * Math.min(1, share)}%`;
  return made;
}

function drawRate(canvas, points) {
  const context = canvasContext(canvas);
  const { clientWidth: width, clientHeight: height } = canvas;
  const shades = colours();
  const rates = points.slice(1).map((point, i) => {
    const before = points[Math.max(0, i - 4)];
    return 1000 * (point.run.progress.forwardTokens - before.run.progress.forwardTokens) / Math.max(1, point.at - before.at);
  });
  const most = Math.max(0, ...rates);
  const now = rates.at(-1) ?? 0;
  canvas.setAttribute('aria-label', `${count(now)} forward tokens a second, at most ${count(most)}`);
  context.strokeStyle = shades.line;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  context.fillStyle = shades.quiet;
  context.font = '12px system-ui, sans-serif';
  context.fillText(most > 0 ? `${count(now)} now, ${count(most)} at most` : 'nothing went through the model since this page was opened', 8, 16);
  if (most === 0) return;
  context.strokeStyle = shades.gain;
  context.lineWidth = 1.5;
  context.beginPath();
  rates.forEach((rate, i) => {
    context.lineTo(rates.length < 2 ? width : i / (rates.length - 1) * width, height - 2 - rate / most * (height - 26));
  });
  context.stroke();
}

async function listSamples(view, name) {
  const samples = [];
  for (let next = `/v1/runs/${encodeURIComponent(name)}/samples?limit=1000`; next;) {
    const page = await getPage(next);
    samples.push(...page.items);
    next = page.next;
  }
  const newest = samples.slice(-NEWEST).reverse();
  const others = samples.slice(0, -NEWEST);
  const drawn = [];
  while (drawn.length < RANDOM && others.length) drawn.push(...others.splice(Math.floor(Math.random() * others.length), 1));
  view.querySelector('.samples').replaceChildren(...[...newest, ...drawn].map(sample => {
    const link = element('a', '', sample.sample);
    link.href = `?sample=${encodeURIComponent(sample.sample)}`;
    return element('li', '', link, ` ${count(sample.units)} units`);
  }));
  const place = view.querySelector('.samples + .empty');
  place.hidden = samples.length > 0 && samples.length <= NEWEST + RANDOM;
  if (samples.length > NEWEST + RANDOM) place.textContent = `The newest, and some at random, of ${count(samples.length)}.`;
}

function listRoots(view, name) {
  const details = view.querySelector('.roots');
  const more = details.querySelector('button');
  let next = `/v1/runs/${encodeURIComponent(name)}/roots?limit=200`;
  const load = async () => {
    const page = await getPage(next);
    details.querySelector('tbody').append(...page.items.map(root => element('tr', '',
      element('td', 'wide', root.root),
      element('td', '', count(root.tokens)),
      element('td', '', count(root.positions)),
      element('td', '', root.outcome),
      element('td', 'wide', root.reason ?? ''))));
    next = page.next;
    more.hidden = !next;
  };
  const loadOrTell = () => load().catch(failure => problem(failure.message));
  more.addEventListener('click', loadOrTell);
  details.addEventListener('toggle', loadOrTell, { once: true });
}

/** What was measured: one dependency in full, and every pair that was scored at a position. */
import { element, facts } from './dom.js';

/**
 * @param place to show it in
 * @param dependency that was chosen
 * @param span text that passage and root share around the token, or null when the passage does not hold it
 */
export function showDetail(place, dependency, span) {
  const { entropy, entropyWithContext: after } = dependency;
  const widest = Math.max(entropy, after, 0.01);
  const bar = (kind, nats) => {
    const made = element('span', `bar ${kind}`);
    made.style.width = `${100 * nats / widest}%`;
    return made;
  };
  const list = element('dl', 'facts');
  facts(list, [
    ['gain', dependency.gain.toFixed(3)],
    ['a random passage’s', dependency.controlGain?.toFixed(3) ?? 'not scored'],
    ['−ln p', `${dependency.surprisal.toFixed(2)} → ${dependency.surprisalWithContext.toFixed(2)} nats`],
    ['found by', `${dependency.arm}, rank ${dependency.rank}, similarity ${dependency.similarity.toFixed(3)}`],
    ['shared verbatim', `${dependency.copiedTokens} tokens`],
    ['distance', `${dependency.distance} tokens`],
    ['passage', dependency.passage],
  ]);
  place.replaceChildren(
    element('h2', '', 'Dependency ', element('q', '', dependency.text), ` at position ${dependency.position}`),
    element('div', 'fall',
      element('span', '', 'H'), bar('before', entropy), element('span', '', `${entropy.toFixed(2)} nats`),
      element('span', '', 'H′'), bar('after', after), element('span', '', `${after.toFixed(2)} nats`)),
    element('p', '', ...(span
      ? ['Resolved by ', element('q', '', span)]
      : ['The passage does not hold the token itself: all of it is the context.'])),
    list);
}

/**
 * Every pair that was scored at a position, best gain first, with a line where epsilon lies.
 *
 * @param accepted dependencies at this position
 * @param choose is called with one of them when it is clicked
 */
export function showScored(place, pairs, position, epsilon, accepted, choose) {
  const alone = pairs.positions.find(each => each.position === position);
  const scored = pairs.candidates
    .flatMap(candidate => candidate.pairs
      .filter(pair => pair.position === position)
      .map(pair => ({ ...pair, passage: candidate.passage, gain: (alone.entropy - pair.entropyWithContext) / alone.entropy })))
    .sort((one, other) => other.gain - one.gain);
  const body = element('tbody');
  let above = true;
  for (const pair of scored) {
    if (above && pair.gain <= epsilon) body.append(limit(epsilon));
    above = above && pair.gain > epsilon;
    const dependency = accepted.find(each => each.passage === pair.passage);
    const outcome = dependency ? 'dependency' : pair.gain > epsilon ? 'not used' : 'rejected';
    const row = element('tr', '',
      element('td', 'wide', pair.passage), element('td', '', pair.entropyWithContext.toFixed(2)),
      element('td', '', pair.gain.toFixed(2)), element('td', '', `${pair.arm} ${pair.rank}`), element('td', '', outcome));
    if (dependency) {
      row.tabIndex = 0;
      row.addEventListener('click', () => choose(dependency));
    }
    body.append(row);
  }
  if (above) body.append(limit(epsilon));
  const head = element('tr', '', ...['passage', 'H′', 'gain', 'rank', 'outcome'].map(name => element('th', '', name)));
  place.replaceChildren(
    element('h2', '', alone
      ? `${scored.length} pairs scored at position ${position}, H ${alone.entropy.toFixed(2)} nats`
        + (alone.controlGain === null ? '' : `; a random passage’s gain ${alone.controlGain.toFixed(2)}`)
      : `position ${position} was not scored`),
    element('table', '', element('thead', '', head), body));
}

function limit(epsilon) {
  const cell = element('td', '', `epsilon ${epsilon}`);
  cell.colSpan = 5;
  return element('tr', 'epsilon', cell);
}

/** Chooses the view by the address: ?sample=ID, ?run=NAME, or all runs. */
import { problem } from './dom.js';
import { showRun, showRuns } from './runs.js';
import { showSample } from './sample.js';

const wanted = new URLSearchParams(location.search);
const sample = wanted.get('sample');
const run = wanted.get('run');

try {
  if (sample) await showSample(sample, wanted.get('dependency'));
  else if (run) await showRun(run);
  else await showRuns();
} catch (failure) {
  problem(failure.message);
}

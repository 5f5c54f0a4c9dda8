/** Draws a stretch of a sample: passages, roots and filler as bands, an arc from each passage to a token that it resolves. */
import { canvasContext, colours } from './dom.js';

const BAND = 18;
const HIT = 8;

/**
 * @param canvas to draw on
 * @param sample as the service gives it
 * @param from first token of the stretch
 * @param to behind its last token
 * @param chosen what is emphasized: unit and dependency, either may be null
 * @returns where things lie: hit(x, y) gives {unit, passage, dependency} under a point, in CSS pixels
 */
export function drawMap(canvas, sample, from, to, chosen) {
  const context = canvasContext(canvas);
  const { clientWidth: width, clientHeight: height } = canvas;
  const shades = colours();
  const scale = width / (to - from);
  const place = token => (token - from) * scale;
  const base = height - BAND;
  const units = sample.units.filter(unit => unit.end > from && unit.start < to);

  const band = (start, end, colour, top = base) => {
    context.fillStyle = colour;
    context.fillRect(place(start), top, Math.max(1, (end - start) * scale - (scale > 0.05 ? 1 : 0)), BAND - (top - base));
  };
  units.forEach(unit => {
    unit.contexts.forEach((passage, i) => band(passage.start, passage.end, i % 2 ? shades.passage : shades['passage-other']));
    band(unit.rootStart, unit.rootEnd, shades.root);
  });
  if (sample.filler) band(sample.filler[0], sample.filler[1], shades.filler);
  if (chosen.unit && to - from > chosen.unit.end - chosen.unit.start) {
    context.strokeStyle = shades.fg;
    context.lineWidth = 1.5;
    context.strokeRect(place(chosen.unit.start), base - 1, Math.max(3, (chosen.unit.end - chosen.unit.start) * scale), BAND);
  }

  const furthest = Math.max(1, ...units.map(unit => unit.end - unit.start));
  const arcs = sample.dependencies
    .filter(dependency => dependency.offset >= from && dependency.offset < to)
    .map(dependency => ({ dependency, path: arc(dependency, place, base, height, furthest) }));
  for (const { dependency, path } of arcs) {
    const strong = dependency === chosen.dependency;
    context.globalAlpha = strong ? 1 : 0.15 + 0.45 * Math.max(0, dependency.gain);
    context.strokeStyle = shades.gain;
    context.lineWidth = strong ? 3 : 1;
    context.stroke(path);
  }
  context.globalAlpha = 1;

  return {
    hit(x, y) {
      context.lineWidth = HIT;
      const ratio = window.devicePixelRatio;
      const found = arcs.findLast(({ path }) => context.isPointInStroke(path, x * ratio, y * ratio));
      const token = from + x / scale;
      const unit = units.find(each => token >= each.start && token < each.end) ?? null;
      return {
        unit: found ? found.dependency.unit : unit,
        passage: unit?.contexts.find(each => token >= each.start && token < each.end) ?? null,
        dependency: found ? found.dependency : null,
        token: Math.floor(token),
      };
    },
  };
}

function arc(dependency, place, base, height, furthest) {
  const path = new Path2D();
  const start = place((dependency.context.start + dependency.context.end) / 2);
  const end = place(dependency.offset + 0.5);
  const distance = dependency.offset - dependency.context.start;
  const top = base - (base - 6) * (0.25 + 0.75 * Math.sqrt(distance / furthest)) * 4 / 3;
  path.moveTo(start, base - 1);
  path.bezierCurveTo(start, Math.max(top, 6 - height / 3), end, Math.max(top, 6 - height / 3), end, base - 1);
  return path;
}

/** The tokens of a sample, and the text that they stand for where it is known. */
import { get } from './dom.js';

const decoder = new TextDecoder();

export class Tokens {
  /**
   * @param ids of the sample, or null when no shard holds it yet
   * @param bytes its text in UTF-8, or null
   * @param offsets the byte at which each token begins, and the end of the last
   */
  constructor(ids, bytes, offsets) {
    this.ids = ids;
    this.bytes = bytes;
    this.offsets = offsets;
  }

  static async load(sample) {
    const path = `/v1/samples/${encodeURIComponent(sample)}`;
    const [ids, offsets, bytes] = await Promise.all([
      binary(`${path}/tokens`), binary(`${path}/text/offsets`), binary(`${path}/text`),
    ]);
    return new Tokens(ids && new Int32Array(ids), bytes && offsets && new Uint8Array(bytes), offsets && new Int32Array(offsets));
  }

  get readable() {
    return this.bytes !== null;
  }

  /** The text of the tokens from start to before end; their ids when it is not known. */
  text(start, end) {
    if (this.readable) return decoder.decode(this.bytes.subarray(this.offsets[start], this.offsets[end]));
    if (this.ids) return Array.from(this.ids.subarray(start, end), id => `${id} `).join('');
    return end - start === 1 ? `#${start} ` : `tokens ${start} to ${end - 1} `;
  }

  /**
   * The longest stretch that passage and root have in common around the token at offset, that token included: what the
   * passage resolves it with, where it holds it at all.
   *
   * @returns {start, end, at} in the sample, or null when the passage does not hold the token
   */
  resolvingSpan(passage, rootStart, rootEnd, offset) {
    if (!this.ids) return null;
    let best = null;
    for (let at = passage.start; at < passage.end; at++) {
      if (this.ids[at] !== this.ids[offset]) continue;
      let before = 0;
      while (at - before > passage.start && offset - before > rootStart
        && this.ids[at - before - 1] === this.ids[offset - before - 1]) before++;
      let after = 1;
      while (at + after < passage.end && offset + after < rootEnd && this.ids[at + after] === this.ids[offset + after]) after++;
      if (!best || before + after > best.end - best.start) best = { start: at - before, end: at + after, at };
    }
    return best;
  }
}

async function binary(path) {
  try {
    return await (await get(path)).arrayBuffer();
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}

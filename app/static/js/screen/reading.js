// One way to read a text; the twin of app/domain/screening/reading.py. Places are counted in the
// units of a JavaScript string (UTF-16), where Python counts code points.

/** Unit `i` of `signs` stood from `starts[i]` to `ends[i]` in the text as it was written. */
export class Reading {
  #lower;

  constructor(signs, starts, ends) {
    Object.assign(this, { signs, starts, ends });
  }

  /** The signs in lower case, as many as before. */
  get lower() {
    this.#lower ??= lowered(this.signs);
    return this.#lower;
  }

  /** Give the place in the text of the signs from `start` to `end`, at least one. */
  span(start, end) {
    return [this.starts[start], this.ends[end - 1]];
  }

  /** Read other signs, as many, in the same places. */
  replaced(signs) {
    return new Reading(signs, this.starts, this.ends);
  }
}

/** Gathers a reading of at most so many units, piece by piece. */
export class Gatherer {
  constructor(most) {
    this.pieces = [];
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.length = 0;
  }

  /** Add signs that all stood from `start` to `end`. */
  add(signs, start, end) {
    const after = this.length + signs.length;
    for (; this.length < after; this.length += 1) {
      this.starts[this.length] = start;
      this.ends[this.length] = end;
    }
    this.pieces.push(signs);
  }

  /** Add signs of another reading as they stood there. */
  copy(reading, from, to) {
    this.starts.set(reading.starts.subarray(from, to), this.length);
    this.ends.set(reading.ends.subarray(from, to), this.length);
    this.length += to - from;
    this.pieces.push(reading.signs.slice(from, to));
  }

  reading() {
    const { pieces, starts, ends, length } = this;
    return new Reading(pieces.join(""), starts.subarray(0, length), ends.subarray(0, length));
  }
}

/** Read a text as it stands. */
export function asWritten(text) {
  const gathered = new Gatherer(text.length);
  let place = 0;
  for (const character of text) gathered.add(character, place, place += character.length);
  return gathered.reading();
}

function lowered(signs) {
  const lower = signs.toLowerCase();
  if (lower.length === signs.length) return lower;
  return Array.from(signs, (sign) => {
    const low = sign.toLowerCase();
    return low.length === sign.length ? low : sign;
  }).join("");
}

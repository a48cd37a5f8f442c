// How fast bytes go, how long the rest takes, and these in words of the page's language.

const MEMORY_S = 8;

/** Bytes a second over the last few seconds. */
export class Rate {
  constructor() {
    this.marks = [];
  }

  /** @param {number} bytes sent so far @param {number} now in seconds */
  note(bytes, now) {
    if (this.marks.length && bytes < this.marks.at(-1)[0]) this.marks = [];
    this.marks.push([bytes, now]);
    while (this.marks.length > 2 && now - this.marks[0][1] > MEMORY_S) this.marks.shift();
  }

  /** 0 while nothing is known. */
  get perSecond() {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    return this.marks.length > 1 && last[1] > first[1] ? (last[0] - first[0]) / (last[1] - first[1]) : 0;
  }
}

/** "41 s", "3 min", "2 hr": rounded up, one unit. */
export function timeText(seconds, language) {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }).format(Math.max(1, Math.ceil(value)));
}

/** Words with {names} in them, filled. */
export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

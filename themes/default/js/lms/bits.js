/**
 * Numbers in as few bits as they need, written with the 64 signs that every system passes on.
 */

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export class Writer {
  constructor() {
    /** @type {number[]} */
    this.all = [];
  }

  /** @param {number} value @param {number} count how many bits; higher ones are left out */
  bits(value, count) {
    for (let at = count - 1; at >= 0; at--) this.all.push(Math.floor(value / 2 ** at) % 2);
  }

  /** A number from 1 on, with its own length in front. @param {number} value */
  gamma(value) {
    const length = Math.floor(Math.log2(value));
    this.bits(0, length);
    this.bits(value, length + 1);
  }

  /** A number that is mostly below 2 to the `width`. @param {number} value @param {number} width */
  rice(value, width) {
    for (let more = Math.floor(value / 2 ** width); more > 0; more--) this.bits(1, 1);
    this.bits(0, 1);
    this.bits(value, width);
  }

  text() {
    let text = "";
    for (let at = 0; at < this.all.length; at += 6) {
      const six = [0, 1, 2, 3, 4, 5].reduce((sum, n) => sum * 2 + (this.all[at + n] ?? 0), 0);
      text += SIGNS[six];
    }
    return text;
  }
}

export class Reader {
  /** @param {string} text */
  constructor(text) {
    this.all = [...text].flatMap((sign) => {
      const six = SIGNS.indexOf(sign);
      if (six < 0) throw new Error("unreadable");
      return [5, 4, 3, 2, 1, 0].map((at) => (six >> at) & 1);
    });
    this.at = 0;
  }

  /** @param {number} count */
  bits(count) {
    let value = 0;
    for (let n = 0; n < count; n++) {
      if (this.at >= this.all.length) throw new Error("unreadable");
      value = value * 2 + this.all[this.at++];
    }
    return value;
  }

  gamma() {
    let length = 0;
    while (this.bits(1) === 0) length++;
    return 2 ** length + this.bits(length);
  }

  /** @param {number} width */
  rice(width) {
    let more = 0;
    while (this.bits(1) === 1) more++;
    return more * 2 ** width + this.bits(width);
  }
}

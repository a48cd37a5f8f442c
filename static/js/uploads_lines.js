// One line for each file that is sent, 50 at most: what needs a person first, then what moves; the rest is counted.
import { sizeText } from "./upload.js";
import { filled, timeText } from "./uploads_rate.js";

const SHOWN_MOST = 50;
const FIRST = ["refused", "lost", "paused", "sending", "looking", "waiting", "safe"];
const MARKS = { paused: "is-paused", lost: "is-paused", refused: "is-paused", safe: "is-done" };

export class Lines {
  /** `place` holds a <template data-line>, a [data-total] and a [data-upload-list]; its data-words-* are the words. */
  constructor(place) {
    this.place = place;
    this.language = place.ownerDocument.documentElement.lang || "en";
    this.list = place.querySelector("[data-upload-list]");
    this.total = place.querySelector("[data-total]");
    this.shown = new Map();
    this.spoken = 0;
  }

  words(name, values = {}) {
    return filled(this.place.dataset[`words${name}`] ?? "", values);
  }

  size(bytes) {
    return sizeText(bytes, this.language);
  }

  /** Draws what is; `files` are {id, path, size, sent, state, sentence, rate, at}. */
  draw(files, rate) {
    const rank = (file) => FIRST.indexOf(file.state);
    const wanted = files.length > SHOWN_MOST ? [...files].filter((file) => file.state !== "safe").sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN_MOST) : files;
    const ids = new Set(wanted.map((file) => file.id));
    for (const [id, line] of this.shown) {
      if (ids.has(id)) continue;
      line.remove();
      this.shown.delete(id);
    }
    for (const file of wanted) this.drawLine(file);
    this.drawTotal(files, rate, files.length - wanted.length);
  }

  drawLine(file) {
    const line = this.shown.get(file.id) ?? this.newLine(file);
    const bar = line.querySelector("progress");
    const share = file.size ? file.sent / file.size : 0;
    bar.value = share;
    bar.className = MARKS[file.state] ?? "";
    bar.hidden = file.state === "refused";
    const told = line.querySelector("[data-told]");
    const text = this.told(file);
    if (told.textContent !== text) told.textContent = text;
    told.className = file.state === "safe" ? "ok" : ["lost", "paused"].includes(file.state) ? "wait" : file.state === "sending" ? "muted num" : "muted";
    line.classList.toggle("up--bad", file.state === "refused");
    line.querySelector("[data-do=pause]").hidden = !["sending", "waiting", "looking"].includes(file.state);
    line.querySelector("[data-do=resume]").hidden = !["paused", "lost", "refused"].includes(file.state);
    line.querySelector("[data-do=remove]").hidden = file.state === "safe";
  }

  newLine(file) {
    const line = this.place.querySelector("template[data-line]").content.firstElementChild.cloneNode(true);
    line.dataset.id = file.id;
    line.querySelector(".fname").textContent = file.path;
    line.querySelector("[data-size]").textContent = this.size(file.size);
    line.querySelector("progress").setAttribute("aria-label", file.path);
    for (const [act, name] of [["pause", "Pause"], ["resume", "Resume"], ["remove", "Remove"]]) {
      line.querySelector(`[data-do=${act}]`).setAttribute("aria-label", this.words(name, { name: file.path }));
    }
    this.list.append(line);
    this.shown.set(file.id, line);
    return line;
  }

  told(file) {
    const values = { sent: this.size(file.sent), size: this.size(file.size) };
    switch (file.state) {
      case "sending": {
        const speed = file.rate?.perSecond ?? 0;
        if (!speed) return this.words("Begun", values);
        return this.words("Sending", { ...values, speed: this.size(speed), left: timeText((file.size - file.sent) / speed, this.language) });
      }
      case "lost":
        return this.words("Lost", { ...values, time: new Intl.DateTimeFormat(this.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(file.at) });
      case "refused":
        return file.sentence || this.words("Refused");
      default:
        return this.words({ paused: "Paused", safe: "Safe", looking: "Looking", waiting: "Waiting" }[file.state], values);
    }
  }

  drawTotal(files, rate, hidden) {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const sent = files.reduce((sum, file) => sum + file.sent, 0);
    const safe = files.filter((file) => file.state === "safe").length;
    const number = new Intl.NumberFormat(this.language);
    this.total.hidden = !files.length;
    this.total.querySelector("progress").value = all ? sent / all : 0;
    this.say("[data-count]", this.words("Count", { done: number.format(safe), count: number.format(files.length) }));
    const left = rate.perSecond && sent < all ? `, ${timeText((all - sent) / rate.perSecond, this.language)}` : "";
    this.say("[data-bytes]", this.words("Bytes", { sent: this.size(sent), size: this.size(all) }) + left);
    const waiting = files.length > SHOWN_MOST ? Math.max(hidden - safe, 0) : 0;
    this.say("[data-more]", waiting ? this.words("More", { count: number.format(waiting) }) : "");
    this.speak(all ? sent / all : 0);
  }

  say(where, text) {
    const place = this.total.querySelector(where);
    if (place.textContent !== text) place.textContent = text;
  }

  /** At quarters of the whole, never for each file. */
  speak(share) {
    const quarter = Math.floor(share * 4 + 1e-9);
    if (quarter > this.spoken) this.say("[role=status]", this.words("Spoken", { share: quarter * 25 }));
    this.spoken = quarter;
  }
}

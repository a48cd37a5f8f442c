// The fields of a step's form. Each says by a hidden `is-<field>` that it is there, and by `was-<field>` how it read when it was
// drawn or last saved; by that the server tells what one typed from what others changed. A field is always sent whole.

/** A control's name -> its texts, of one field; what only asks (`-find`) is passed over. */
function textsOf(data, key) {
  const texts = {};
  for (const [name, text] of data.entries()) {
    if (typeof text !== "string" || name === `${key}-find`) continue;
    if (name === key || name.startsWith(`${key}-`)) (texts[name] ??= []).push(text);
  }
  return texts;
}

const MOST_TRIED = 4;

function spelt(texts, mark = "") {
  return `{"mark":${JSON.stringify(mark)},"texts":${JSON.stringify(texts)}}`;
}

export class Fields {
  constructor(form) {
    this.form = form;
  }

  /** The fields that are on the page, and may be changed there. */
  get keys() {
    return [...this.form.querySelectorAll('input[type=hidden][name^="is-"]')].map((each) => each.name.slice(3));
  }

  /** The field that a control belongs to; nothing for one that stands alone. */
  keyOf(name) {
    return this.keys.find((key) => name === key || name.startsWith(`${key}-`)) ?? "";
  }

  /** What was changed, as it would be sent now: whole fields, and single controls by their names. */
  snapshot(names) {
    const data = new FormData(this.form);
    const found = { fields: {}, alone: {} };
    for (const name of names) {
      const key = this.keyOf(name);
      if (!key) found.alone[name] = data.getAll(name).filter((text) => typeof text === "string");
      else found.fields[key] ??= { is: this.value(`is-${key}`), was: this.value(`was-${key}`), tried: this.tried(key).map((each) => each.value), texts: textsOf(data, key) };
    }
    return found;
  }

  /** Whether the page reads as a record of what was typed does. */
  shows({ fields }) {
    const data = new FormData(this.form);
    return Object.entries(fields).every(([key, { texts }]) => {
      const now = textsOf(data, key);
      return Object.entries(texts).every(([name, said]) => !(name in now) || JSON.stringify(now[name]) === JSON.stringify(said));
    });
  }

  value(name) {
    return this.form.querySelector(`input[type=hidden][name="${name}"]`)?.value ?? "";
  }

  tried(key) {
    return [...this.form.querySelectorAll(`input[type=hidden][name="tried-${key}"]`)];
  }

  /** It is on its way: it may be stored from now on, or not, whatever else is sent meanwhile. */
  begin({ fields }) {
    for (const [key, { texts }] of Object.entries(fields)) {
      const input = this.form.ownerDocument.createElement("input");
      Object.assign(input, { type: "hidden", name: `tried-${key}`, value: spelt(texts) });
      this.form.append(input);
      for (const old of this.tried(key).slice(0, -MOST_TRIED)) old.remove();
    }
  }

  /** It was refused, so it is not stored. */
  refuse({ fields }) {
    for (const key of Object.keys(fields)) this.tried(key).at(-1)?.remove();
  }

  /** It is stored now: from here on it is what the field read like; with its mark where the server has just that. */
  settle({ fields }, marks = {}) {
    for (const [key, { texts }] of Object.entries(fields)) {
      const was = this.form.querySelector(`input[type=hidden][name="was-${key}"]`);
      if (was) was.value = spelt(texts, marks[key]);
      for (const each of this.tried(key)) each.remove();
    }
  }

  /** A whole form was sent by another script: everything in it is stored. */
  settleSent(data) {
    this.settle({ fields: Object.fromEntries(this.keys.map((key) => [key, { texts: textsOf(data, key) }])) });
  }
}

/** What a snapshot is sent as. */
export function bodyOf({ fields, alone }, more) {
  const body = new FormData();
  for (const [name, text] of Object.entries(more)) body.append(name, text);
  for (const [name, texts] of Object.entries(alone)) for (const text of texts.length ? texts : [""]) body.append(name, text);
  for (const [key, { is, was, tried, texts }] of Object.entries(fields)) {
    body.append(`is-${key}`, is);
    if (was) body.append(`was-${key}`, was);
    for (const each of tried) body.append(`tried-${key}`, each);
    for (const [name, all] of Object.entries(texts)) for (const text of all) body.append(name, text);
  }
  return body;
}

/** About how many bytes a body has: what is sent from a page that closes may have 64 KB. */
export function sizeOf(body) {
  let size = 0;
  for (const [name, text] of body.entries()) size += 120 + name.length + new Blob([text]).size;
  return size;
}

// <form data-upload> with a file input: sends it in the background, one line and one bar for each file, then goes where the
// server says. Without script the same form is sent by the browser. Words come from data-words-* of the form.

/** "48.2 MB" in the language of the page. */
export function sizeText(bytes, language) {
  const units = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
  let value = bytes / 1000;
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step === 0 || value >= 99.95 ? 0 : 1;
  return new Intl.NumberFormat(language, { style: "unit", unit: units[step], maximumFractionDigits: digits }).format(value);
}

/** How much of each file has gone, the files being sent one after the other in one body. */
export function shares(sizes, sent) {
  let left = sent;
  return sizes.map((size) => {
    const gone = Math.min(size, Math.max(0, left));
    left -= size;
    return size ? gone / size : 1;
  });
}

class Upload {
  constructor(form) {
    this.form = form;
    this.root = form.ownerDocument;
    this.input = form.querySelector("input[type=file]");
    this.language = this.root.documentElement.lang || "en";
    this.spoken = 0;
    form.addEventListener("submit", (event) => this.start(event));
    if (form.dataset.uploadAtOnce !== undefined) this.input.addEventListener("change", () => form.requestSubmit());
    this.listenForDrop(form.querySelector(".drop"));
  }

  word(name) {
    return this.form.dataset[`words${name}`] ?? "";
  }

  listenForDrop(area) {
    if (!area) return;
    area.addEventListener("dragover", (event) => event.preventDefault());
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      this.input.files = event.dataTransfer.files;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  start(event) {
    this.files = [...this.input.files];
    if (!this.files.length || this.busy) return;
    event.preventDefault();
    this.busy = true;
    this.spoken = 0;
    this.lines = this.drawLines();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (progress) => this.show(progress.loaded));
    request.addEventListener("load", () => this.end(request));
    request.addEventListener("error", () => this.fail(this.word("Lost")));
    request.open("POST", this.form.action);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.send(new FormData(this.form));
  }

  /** One line for each file, in the place of those of a try before. */
  drawLines() {
    this.list?.remove();
    this.status?.remove();
    const list = this.root.createElement("ul");
    list.className = "ups";
    this.list = list;
    this.status = this.root.createElement("p");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    const lines = this.files.map((file) => {
      const line = this.root.createElement("li");
      line.className = "up";
      line.innerHTML = '<span class="up__i"></span><div class="up__b"><div class="up__t"><b class="fname"></b><span class="small muted num"></span></div><progress max="1" value="0"></progress><div class="small up__s muted"></div></div>';
      line.querySelector(".fname").textContent = file.name;
      line.querySelector(".num").textContent = sizeText(file.size, this.language);
      line.querySelector("progress").setAttribute("aria-label", file.name);
      list.append(line);
      return line;
    });
    (this.form.querySelector("[data-upload-list]") ?? this.form).append(list, this.status);
    return lines;
  }

  show(sent) {
    const gone = shares(this.files.map((file) => file.size), sent);
    gone.forEach((share, i) => {
      this.lines[i].querySelector("progress").value = share;
      this.lines[i].querySelector(".up__s").textContent = share >= 1 ? this.word("Arrived") : `${sizeText(share * this.files[i].size, this.language)} / ${sizeText(this.files[i].size, this.language)}`;
    });
    this.speak(gone.reduce((sum, share) => sum + share, 0) / gone.length);
  }

  /** At quarters of the whole, never for each file. */
  speak(share) {
    const quarter = Math.floor(share * 4);
    if (quarter > this.spoken) this.status.textContent = `${quarter * 25} %`;
    this.spoken = Math.max(this.spoken, quarter);
  }

  end(request) {
    const type = request.getResponseHeader("Content-Type") ?? "";
    if (request.status >= 200 && request.status < 300 && type.startsWith("application/json")) {
      this.root.location.assign(JSON.parse(request.responseText).next);
    } else if (request.status >= 200 && request.status < 400) {
      this.root.location.assign(request.responseURL);
    } else {
      this.fail(this.word("Refused"));
    }
  }

  fail(words) {
    this.busy = false;
    for (const line of this.lines) {
      line.querySelector("progress").className = "is-paused";
      const state = line.querySelector(".up__s");
      state.className = "small up__s wait";
      state.textContent = words;
    }
    this.status.textContent = words;
  }
}

/** @param {Document} root */
export function startUploads(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) new Upload(form);
}

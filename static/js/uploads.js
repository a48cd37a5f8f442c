// <div data-tus="/uploads/" ...> inside the form that sends files: sends them by tus instead, each on its own, with pause and
// "goes on from there" after a reload, in another browser, after anything. What the server has unfinished, it tells
// (data-unfinished); a file that is chosen again is known by its path, its size and a sample of its bytes.
import { Lines } from "./uploads_lines.js";
import { Rate } from "./uploads_rate.js";

const AT_ONCE = 3;
const SMALL = 1_000_000; // goes with the request that announces it
const SAMPLE = 65_536; // repository/queries/unfinished.py
const RETRY_MS = [500, 1000, 3000, 5000, 10000, 10000, 20000, 30000];
const DRAW_MS = 200;
const MOVES = ["sending", "waiting", "looking"];

class Sending {
  constructor(place, { Uppy, Tus, getDroppedFiles }) {
    this.place = place;
    this.form = place.closest("form");
    this.input = this.form.querySelector("input[type=file]");
    this.data = place.dataset;
    this.permit = this.data.permit;
    this.lines = new Lines(place);
    this.rate = new Rate();
    this.files = new Map();
    this.getDroppedFiles = getDroppedFiles;
    this.uppy = new Uppy({ allowMultipleUploadBatches: true });
    this.uppy.use(Tus, {
      endpoint: this.data.tus,
      limit: AT_ONCE,
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      allowedMetaFields: ["name", "relativePath", "dataset", "replace"],
      onBeforeRequest: (request) => request.setHeader("Upload-Permit", this.permit),
    });
    this.listenToUppy();
    this.listenToPage();
  }

  listenToUppy() {
    this.uppy.on("upload-progress", (file, progress) => file && this.note(file.id, { state: "sending", sent: progress.bytesUploaded }));
    this.uppy.on("upload-success", (file) => file && this.note(file.id, { state: "safe", sent: file.size }));
    this.uppy.on("upload-error", (file, error, response) => file && this.failed(file.id, error, response));
    this.uppy.on("complete", () => this.ended());
    this.place.ownerDocument.defaultView.addEventListener("online", () => this.uppy.retryAll().catch(() => {}));
  }

  listenToPage() {
    const root = this.place.ownerDocument;
    this.input.required = false;
    this.form.querySelector("button[type=submit]").hidden = true;
    this.input.addEventListener("change", () => this.take(this.input));
    const folder = this.place.querySelector("[data-folder]");
    folder.hidden = !("webkitdirectory" in this.input);
    folder.querySelector("input").addEventListener("change", (event) => this.take(event.target));
    const drop = this.form.querySelector(".drop");
    drop.addEventListener("dragover", (event) => event.preventDefault(), true);
    this.form.addEventListener("drop", (event) => this.dropped(event), true);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.place.addEventListener("click", (event) => this.act(event.target.closest("button[data-do]")));
    root.defaultView.setInterval(() => this.unfinished().catch(() => {}), 3_600_000); // a fresh permit
  }

  async dropped(event) {
    event.preventDefault();
    event.stopPropagation();
    await this.send(await this.getDroppedFiles(event.dataTransfer));
  }

  async take(input) {
    const files = [...input.files];
    input.value = "";
    await this.send(files);
  }

  /** Where a file will stand in the dataset: with its folders. */
  path(file) {
    return (file.relativePath || file.webkitRelativePath || file.name).replace(/^\/+/, "").normalize("NFC");
  }

  async send(files) {
    if (!files.length) return;
    const replace = String(this.form.querySelector("input[name=replace]")?.checked ?? false);
    const begun = await this.unfinished().catch(() => []);
    const added = new Map();
    for (const file of files) {
      const path = this.path(file);
      const meta = { relativePath: path, dataset: this.data.dataset, replace };
      try {
        const id = this.uppy.addFile({ name: file.name, type: file.type, data: file, meta });
        added.set(id, { file, path });
        this.files.set(id, { id, path, size: file.size, sent: 0, state: "looking", rate: new Rate() });
      } catch {
        // the same file again: it is in the list already
      }
    }
    this.draw();
    for (const [id, { file, path }] of added) await this.prepare(id, file, path, begun);
    this.draw();
    await this.uppy.upload().catch(() => {});
  }

  /** Goes on with what the server has of this very file, if anything. */
  async prepare(id, file, path, begun) {
    const same = begun.filter((each) => each.path === path && each.length === file.size);
    same.sort((a, b) => b.arrived - a.arrived);
    const tus = { uploadDataDuringCreation: file.size <= SMALL, onShouldRetry: (error, attempt, options, next) => this.retries(id, error, next) };
    for (const each of same) {
      if ((await sampleOf(file, each.arrived)) !== each.sample) continue;
      tus.uploadUrl = new URL(each.url, this.place.ownerDocument.location.href).href;
      this.note(id, { sent: each.arrived });
      this.place.ownerDocument.querySelector(`[data-unfinished-line="${each.url}"]`)?.remove();
      break;
    }
    this.uppy.setFileState(id, { tus });
    this.note(id, { state: "waiting" });
  }

  /** What the server has of files that did not end; with it comes a fresh permit. */
  async unfinished() {
    const answer = await fetch(this.data.unfinished, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    const told = await answer.json();
    this.permit = told.permit;
    return told.uploads;
  }

  note(id, what) {
    const file = this.files.get(id);
    if (!file || (what.state === "sending" && (file.state === "paused" || file.state === "safe"))) return;
    Object.assign(file, what);
    if (file.state === "sending") file.rate.note(file.sent, performance.now() / 1000);
    this.draw();
  }

  retries(id, error, next) {
    const again = next(error);
    if (again) this.note(id, { state: "lost", at: Date.now(), rate: new Rate() });
    return again;
  }

  failed(id, error, response) {
    const status = error?.originalResponse?.getStatus?.() ?? response?.status ?? 0;
    const type = error?.originalResponse?.getHeader?.("Content-Type") ?? "";
    const sentence = type.startsWith("text/plain") ? error.originalResponse.getBody() : "";
    if (status >= 400 && status !== 423) this.note(id, { state: "refused", sentence });
    else this.note(id, { state: "lost", at: Date.now() });
  }

  act(button) {
    if (!button) return;
    const id = button.closest("[data-id]")?.dataset.id;
    const file = this.files.get(id);
    if (button.dataset.do === "pause-all") this.pauseAll();
    else if (button.dataset.do === "resume-all") this.resumeAll();
    else if (!file) return;
    else if (button.dataset.do === "pause") this.pause(file);
    else if (button.dataset.do === "resume") this.resume(file);
    else if (button.dataset.do === "remove") this.remove(file);
  }

  pause(file) {
    if (!this.uppy.getFile(file.id).isPaused) this.uppy.pauseResume(file.id);
    this.note(file.id, { state: "paused", rate: new Rate() });
    this.ended();
  }

  resume(file) {
    const wasPaused = this.uppy.getFile(file.id).isPaused;
    this.note(file.id, { state: "waiting", sentence: "" });
    if (wasPaused) this.uppy.pauseResume(file.id);
    else this.uppy.retryUpload(file.id).catch(() => {});
  }

  remove(file) {
    this.files.delete(file.id);
    this.uppy.removeFile(file.id);
    this.draw();
    this.ended();
  }

  pauseAll() {
    for (const file of this.files.values()) if (["sending", "waiting"].includes(file.state)) this.pause(file);
  }

  resumeAll() {
    for (const file of this.files.values()) if (["paused", "lost"].includes(file.state)) this.resume(file);
  }

  /** When everything is safe the page is fetched anew, with what the files say; when some is not, its parts in place. */
  ended() {
    const files = [...this.files.values()];
    const safe = files.filter((file) => file.state === "safe").length;
    if (!safe || files.some((file) => MOVES.includes(file.state))) return;
    this.lines.draw(files, this.rate);
    if (safe === files.length) this.place.ownerDocument.location.assign(this.data.next);
    else if (safe !== this.renewed) this.renew(safe).catch(() => {});
  }

  /** The list as it is now, with what was chosen in it; what the files say and the steps follow (static/js/proposals.js). */
  async renew(safe) {
    this.renewed = safe;
    const root = this.place.ownerDocument;
    const answer = await fetch(root.location.href, { credentials: "same-origin" });
    const fresh = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("your-files");
    const old = root.getElementById("your-files");
    if (!fresh || !old) {
      this.renewed = undefined;
      return;
    }
    const focused = old.contains(root.activeElement) ? root.activeElement.id : "";
    for (const select of fresh.querySelectorAll("select[id]")) {
      const before = root.getElementById(select.id);
      if (!before) continue;
      select.value = before.value;
      select.closest("details").open = before.closest("details").open;
    }
    old.replaceWith(root.adoptNode(fresh));
    if (focused) root.getElementById(focused)?.focus({ preventScroll: true });
    root.dispatchEvent(new Event("varve:files"));
  }

  draw() {
    if (this.waits) return;
    this.waits = setTimeout(() => {
      this.waits = undefined;
      const files = [...this.files.values()];
      this.rate.note(files.reduce((sum, file) => sum + file.sent, 0), performance.now() / 1000);
      this.lines.draw(files, this.rate);
    }, DRAW_MS);
  }
}

/** SHA256 of the first and the last bytes of what arrived, as the server makes it; nothing where it cannot be made. */
async function sampleOf(file, arrived) {
  if (!globalThis.crypto?.subtle) return "";
  const length = Math.min(SAMPLE, arrived);
  const bytes = await new Blob([file.slice(0, length), file.slice(arrived - length, arrived)]).arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Document} root @param {{Uppy: Function, Tus: Function, getDroppedFiles: Function}} made */
export function startSending(root, made) {
  for (const place of root.querySelectorAll("[data-tus]")) new Sending(place, made);
}

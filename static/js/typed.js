// What was typed and is not on the server yet, kept on this computer: a record for each page that was open, by person and address.
// It outlives a closed or killed browser, goes once the server has it, and at sign-out.

const NAME = "varve";
const STORE = "typed";
const KEPT_MS = 30 * 24 * 3600 * 1000;

let opened;
let isOver = false;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

async function run(mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const work = base.transaction(STORE, mode, { durability: "strict" });
    const asked = act(work.objectStore(STORE));
    work.oncomplete = () => resolve(asked?.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

/** Keeps a record `{id, person, address, at, fields, alone}`; whether that went well. */
export async function keep(record) {
  if (isOver) return true;
  try {
    await run("readwrite", (store) => store.put(record));
    return true;
  } catch {
    return false;
  }
}

export async function drop(id) {
  await run("readwrite", (store) => store.delete(id)).catch(() => {});
}

/** What this person typed, the oldest first; what nobody came back to for a month is dropped. */
export async function typedBy(person) {
  const all = await run("readonly", (store) => store.getAll()).catch(() => []);
  for (const each of all) if (Math.abs(Date.now() - each.at) > KEPT_MS) drop(each.id);
  return all.filter((each) => each.person === person && Math.abs(Date.now() - each.at) <= KEPT_MS).sort((a, b) => a.at - b.at);
}

/** Everything of everybody: who signs out leaves nothing here, nor does the page that closes behind them. */
export async function dropAll() {
  isOver = true;
  await run("readwrite", (store) => store.clear()).catch(() => {});
}

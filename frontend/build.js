// The whole front-end build: bundle, images, licences of the fonts, compressed copies, land shapes. Writes only under build/.
import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { writeCountries } from "./countries.js";
import { serveLand, writeLand } from "./land.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const out = `${root}build/static`;
const FONTS = ["source-code-pro", "source-sans-3", "source-serif-4"];

/** A .br and a .gz beside every text, which the server sends to those who accept them. */
async function compress(folder) {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => /\.(css|js|json|svg|txt)$/.test(each))) {
    const bytes = await readFile(`${folder}/${name}`);
    const quality = name.endsWith(".json") ? 7 : constants.BROTLI_MAX_QUALITY; // seven megabytes of coast, in a few seconds
    await writeFile(`${folder}/${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
    await writeFile(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

await build({ configFile: `${root}vite.config.js` });
await cp(`${root}static/images`, `${out}/images`, { recursive: true });
for (const font of FONTS) {
  await cp(`${root}node_modules/@fontsource-variable/${font}/LICENSE`, `${out}/licences/${font}.txt`);
}
for (const line of [...(await writeLand(root)), ...(await writeCountries(root))]) console.log(line);
await serveLand(root, out);
await compress(out);

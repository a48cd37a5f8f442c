// The whole front-end build: bundle, images, land shapes. Writes only under build/.
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { writeLand } from "./land.js";

const root = fileURLToPath(new URL("../", import.meta.url));

await build({ configFile: `${root}vite.config.js` });
await cp(`${root}static/images`, `${root}build/static/images`, { recursive: true });
for (const font of ["source-code-pro", "source-sans-3", "source-serif-4"]) {
  await cp(`${root}node_modules/@fontsource-variable/${font}/LICENSE`, `${root}build/static/licences/${font}.txt`);
}
for (const line of await writeLand(root)) console.log(line);

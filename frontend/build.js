// The whole front-end build: bundle, images, land shapes. Writes only under build/.
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { writeLand } from "./land.js";

const root = fileURLToPath(new URL("../", import.meta.url));

await build({ configFile: `${root}vite.config.js` });
await cp(`${root}static/images`, `${root}build/static/images`, { recursive: true });
for (const line of await writeLand(root)) console.log(line);

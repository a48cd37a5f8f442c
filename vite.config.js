// The front-end build: one style sheet with its fonts, one script; hashed names, told by build/static/manifest.json.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: "build/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: { input: ["frontend/varve.css", "static/js/varve.js", "frontend/uploads.js"] },
  },
});
